"""What training will make of one of its pictures, seen before anyone trains."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from models.core.arrays import Array, Ports
from models.core.errors import Fault, SpecError
from models.datasets import Stream
from models.preparing.augmentation.draws import draw_changes
from models.preparing.augmentation.pixels import changed
from models.preparing.augmentation.shades import png_of_grid
from models.preparing.augmentation.values import IMAGE_AXES, LOOKED_AT, Values
from models.preparing.raw import hold_back, load_raw
from models.preprocessing.chain import Chain
from models.preprocessing.step import Step
from models.specs.augmentation import Augmentation
from models.specs.epochs import streams
from models.specs.job import JobSpec
from models.specs.port_sets import port_sets
from models.specs.registered import NONE_REGISTERED, Registered


@dataclass(frozen=True)
class _Source:
    """The training pictures of a job, before preprocessing.

    Args:
        images: The training part; of an endless source, the images drawn once.
        prepare: Applies the preprocessing.
        stream: The endless source; None where there is none.
        n_images: How many images training goes through in a round.
    """

    images: Array
    prepare: Callable[[Array], Array]
    stream: Stream | None
    n_images: int

    @classmethod
    def of(cls, spec: JobSpec, cache: Path | None, registered: Registered) -> "_Source":
        sets = port_sets(spec, registered)
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
        return self.images[index : index + 1] if self.stream is None else self.stream.draw(0, index, 1)[0]


def preview_png(spec: JobSpec, index: int, count: int, cache: Path | None = None, registered: Registered = NONE_REGISTERED) -> bytes:
    """Draw a training picture, and what training makes of it in its first rounds through the data.

    Args:
        spec: A checked spec.
        index: Place of the picture in the training part, from 0; of an endless source, in the first epoch.
        count: How many changed pictures are drawn.
        cache: Folder for unpacked data sets; None to do without.
        registered: Where uploads are looked up.

    Returns:
        A PNG file: the picture as it is, then the changed ones, row by row.

    Raises:
        SpecError: The spec has no augmentation, or training no picture of that index.
        DataError: The data cannot be had.
    """
    augmentation = spec.training.augmentation if spec.training else None
    if augmentation is None:
        raise SpecError([Fault("/training/augmentation", "expected how training pictures are changed, got nothing")])
    source = _Source.of(spec, cache, registered)
    n_images = source.n_images
    if index >= n_images:
        raise SpecError([Fault("/index", f"expected the place of one of {n_images:,} training pictures, 0 to {n_images - 1:,}, got {index:,}")])
    encoded, values = source.prepare(source.image(index)), Values.of(source.prepare(source.images[:LOOKED_AT]))
    return png_of_grid(np.concatenate([encoded, variants(encoded, index, count, augmentation, spec.seed, values)]), values)


def variants(image: Array, index: int, count: int, augmentation: Augmentation, seed: int, values: Values) -> Array:
    """Change one picture as the first rounds of training do.

    Args:
        picture: Array of shape (1, height, width, channels).
        index: Its place in the training part.
        count: How many rounds.
        augmentation: What may be done to it.
        seed: Seed of the job.
        values: The range of values of the training pictures.

    Returns:
        float32 array of shape (count, height, width, channels).
    """
    changes = draw_changes(augmentation, seed, np.arange(count), np.full(count, index), (image.shape[1], image.shape[2]))
    return changed(image.repeat(count, axis=0), changes, augmentation, values)


def _image_input(spec: JobSpec, inputs: Ports) -> str:
    """Return the first input whose samples reach the network as images."""
    first, *others = inputs
    return next((name for name in (first, *others) if others and _fitted(spec, name, inputs[name])(inputs[name][:1]).ndim == IMAGE_AXES), first)


def _fitted(spec: JobSpec, name: str, images: Array) -> Callable[[Array], Array]:
    """Fit the steps over an input, and return what applies them; to a few images where no step learns, since there may be very many."""
    steps = spec.preprocessing.input_steps_of(name)
    learning = any(type(step).learn is not Step.learn for step in steps)
    chain = Chain.fit({name: steps}, {}, {name: images if learning else images[:1]}, None)
    return partial(chain.prepare_input, name)
