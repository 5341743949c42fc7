"""Preview the augmentation of a training image without training."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import SamplePorts, Samples, in_memory
from models.core.errors import Fault, SpecError
from models.datasets import Stream
from models.preparing.augmentation.draws import IMAGE_AXES, LOOKED_AT, Changes, Values, draw_changes
from models.preparing.augmentation.shades import png_of_grid
from models.preparing.raw import hold_back, load_raw
from models.preparing.sample_bounds import require_loadable
from models.preprocessing.chain import Chain
from models.preprocessing.step import Step
from models.specs.augmentation import Augmentation
from models.specs.job import JobSpec
from models.specs.learned import streams
from models.specs.ports import port_sets
from models.specs.registered import NONE_REGISTERED, Registered


@dataclass(frozen=True)
class _Source:
    """The training images of a job, before preprocessing.

    Args:
        images: The training part; of an endless source, one drawn set.
        prepare: Applies the preprocessing.
        stream: The endless source; None without one.
        n_images: Images in a round of training.
    """

    images: Samples
    prepare: Callable[[Array], Array]
    stream: Stream | None
    n_images: int

    @classmethod
    def of(cls, spec: JobSpec, cache: Path | None, registered: Registered) -> "_Source":
        sets = port_sets(spec, registered)
        require_loadable(sets)
        loaded = load_raw(spec, sets, cache)
        raw, _ = hold_back(spec, loaded.train)
        name = _image_input(spec, raw.inputs)
        prepare = _fitted(spec, name, raw.inputs[name])
        wanted = spec.training.samples_per_epoch if spec.training else None
        if not streams(spec, loaded.description):
            return cls(raw.inputs[name], prepare, None, raw.n_samples)
        return cls(raw.inputs[name], prepare, sets.inputs[name].stream(spec.seed), wanted or raw.n_samples)

    def image(self, index: int) -> Array:
        """Return one image, first axis of length 1."""
        return in_memory(self.images[index : index + 1]) if self.stream is None else self.stream.draw(0, index, 1)[0]


def preview_png(spec: JobSpec, index: int, count: int, cache: Path | None = None, registered: Registered = NONE_REGISTERED) -> bytes:
    """Draw a training image and its changes in the first rounds of training.

    Args:
        spec: A checked spec.
        index: Index of the image in the training part, from 0; of an endless source, in the first epoch.
        count: Number of changed images drawn.
        cache: Folder for unpacked data sets; None to do without.
        registered: Uploads and models, looked up by id or name.

    Returns:
        A PNG file: the original image, then the changed ones, row by row.

    Raises:
        SpecError: The spec has no augmentation, training has no image of that index, or the data takes too much memory.
        DataError: The data cannot be loaded.
    """
    augmentation = spec.training.augmentation if spec.training else None
    if augmentation is None:
        raise SpecError([Fault("/training/augmentation", "expected an augmentation section, got none")])
    source = _Source.of(spec, cache, registered)
    n_images = source.n_images
    if index >= n_images:
        raise SpecError([Fault("/index", f"expected the index of one of {n_images:,} training images, 0 to {n_images - 1:,}, got {index:,}")])
    encoded, values = source.prepare(source.image(index)), Values.of(source.prepare(in_memory(source.images[:LOOKED_AT])))
    return png_of_grid(np.concatenate([encoded, variants(encoded, index, count, augmentation, spec.seed, values)]), values)


def variants(image: Array, index: int, count: int, augmentation: Augmentation, seed: int, values: Values) -> Array:
    """Change one image as the first rounds of training do.

    Args:
        image: Array of shape (1, height, width, channels).
        index: Its index in the training part.
        count: Number of rounds.
        augmentation: The ranges of changes.
        seed: Seed of the job.
        values: The range of values of the training images.

    Returns:
        float32 array of shape (count, height, width, channels).
    """
    changes = draw_changes(augmentation, seed, np.arange(count), np.full(count, index), (image.shape[1], image.shape[2]))
    return changed(image.repeat(count, axis=0), changes, augmentation, values)


def _image_input(spec: JobSpec, inputs: SamplePorts) -> str:
    """Return the first input whose prepared samples are images."""
    first, *others = inputs
    ones = {name: in_memory(samples[:1]) for name, samples in inputs.items()}
    return next((name for name in (first, *others) if others and _fitted(spec, name, inputs[name])(ones[name]).ndim == IMAGE_AXES), first)


def _fitted(spec: JobSpec, name: str, images: Samples) -> Callable[[Array], Array]:
    """Fit the steps of an input, to one image where no step learns, and return a function that applies them."""
    steps = spec.preprocessing.input_steps_of(name)
    learning = any(type(step).learn is not Step.learn for step in steps)
    chain = Chain.fit({name: steps}, {}, {name: images if learning else images[:1]}, None)
    return partial(chain.prepare_input, name)


def changed(images: Array, changes: Changes, augmentation: Augmentation, values: Values) -> Array:
    """Change images as training does, up to rounding: like TensorFlow's ImageProjectiveTransformV3, without TensorFlow.

    Args:
        images: Array of shape (n_images, height, width, channels).
        changes: The changes of each.
        augmentation: Fill mode of the edges, and whether brightness changes.
        values: The range of values of the training images.

    Returns:
        float32 array of the same shape.
    """
    moved = _moved(images.astype(np.float32), changes.moves, augmentation.fill_mode, np.float32(values.fill(augmentation)))
    if not augmentation.brightness:
        return moved
    lifted = moved + changes.lifts[:, None, None, None] * np.float32(values.span)
    return np.clip(lifted, np.float32(values.low), np.float32(values.high))


def _moved(images: Array, moves: Array, fill_mode: str, fill: np.float32) -> Array:
    """Interpolate each pixel between four source pixels."""
    height, width = images.shape[1:3]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    a0, a1, a2, b0, b1, b2 = (moves[:, index, None, None] for index in range(6))
    from_x, from_y = _inside(a0 * x + a1 * y + a2, width, fill_mode), _inside(b0 * x + b1 * y + b2, height, fill_mode)
    left, top = np.floor(from_x), np.floor(from_y)
    right, below = (from_x - left)[..., None], (from_y - top)[..., None]
    upper = (1 - right) * _read(images, top, left, fill) + right * _read(images, top, left + 1, fill)
    lower = (1 - right) * _read(images, top + 1, left, fill) + right * _read(images, top + 1, left + 1, fill)
    moved: Array = (1 - below) * upper + below * lower
    return moved


def _read(images: Array, rows: Array, columns: Array, fill: np.float32) -> Array:
    height, width = images.shape[1:3]
    known = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    row, column = (np.where(known, indices, 0).astype(np.int64) for indices in (rows, columns))
    return np.where(known[..., None], images[np.arange(len(images))[:, None, None], row, column], fill)


def _inside(at: Array, size: int, fill_mode: str) -> Array:
    """Map positions beyond the ends of an axis of `size` pixels into it."""
    if fill_mode == "constant":
        return at
    if fill_mode == "reflect":
        at = _reflected(at, size)
    elif fill_mode == "wrap":
        at = _wrapped(at, size)
    return np.clip(at, np.float32(0), np.float32(size - 1))


def _reflected(at: Array, size: int) -> Array:
    """Mirror at the outer edges of the first and last pixel."""
    turn = np.float32(2 * size)
    before = np.where(at < 0, turn * np.trunc(-at / turn) + at, at)
    before = np.where(before < -size, before + turn, -before - 1)
    after = at - turn * np.trunc(at / turn)
    after = np.where(after >= size, turn - after - 1, after)
    return np.where(at < 0, before, np.where(at > size - 1, after, at))


def _wrapped(at: Array, size: int) -> Array:
    """Continue at the other end; as in TensorFlow, whole periods are counted one pixel shorter than the axis."""
    if size == 1:
        return np.zeros_like(at)
    length, turn = np.float32(size), np.float32(size - 1)
    before = at + length * (np.trunc(-at / turn) + 1)
    after = at - length * np.trunc(at / turn)
    return np.where(at < 0, before, np.where(at > size - 1, after, at))
