"""What training will make of one of its pictures, seen before anyone trains."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.core.arrays import Array
from models.core.errors import Fault, SpecError
from models.datasets import Stream
from models.preparing.augmentation.draws import draw_changes
from models.preparing.augmentation.pixels import changed
from models.preparing.augmentation.shades import png_of_grid
from models.preparing.augmentation.values import LOOKED_AT, Values
from models.preparing.parts import hold_back
from models.preparing.raw import Raw, load_raw
from models.preprocessing.chain import Chain
from models.preprocessing.step import Step
from models.specs.augmentation import Augmentation
from models.specs.epochs import streams
from models.specs.job import JobSpec
from models.specs.parse import data_set_of
from models.specs.registered import NONE_REGISTERED, Registered


@dataclass(frozen=True)
class _Source:
    """The training pictures of a job, before preprocessing.

    Args:
        raw: The training part; of an endless source, the pictures drawn once.
        stream: The endless source; None where there is none.
        n: How many pictures training goes through in a round.
    """

    raw: Raw
    stream: Stream | None
    n: int

    @classmethod
    def of(cls, spec: JobSpec, cache: Path | None, registered: Registered) -> "_Source":
        data_set = data_set_of(spec.data, registered)
        loaded = load_raw(spec, data_set, cache)
        raw, _ = hold_back(spec, loaded.train)
        wanted = spec.training.samples_per_epoch if spec.training else None
        if not streams(spec, loaded.description):
            return cls(raw, None, len(raw.inputs))
        return cls(raw, data_set.stream(spec.seed), wanted or len(raw.inputs))

    def picture(self, index: int) -> Array:
        """Return one picture, first axis of length 1."""
        return self.raw.inputs[index : index + 1] if self.stream is None else self.stream.draw(0, index, 1)[0]


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
    if index >= source.n:
        raise SpecError([Fault("/index", f"expected the place of one of {source.n:,} training pictures, 0 to {source.n - 1:,}, got {index:,}")])
    chain = _fitted(spec, source.raw.inputs)
    picture, values = chain.prepare(source.picture(index)), Values.of(chain.prepare(source.raw.inputs[:LOOKED_AT]))
    return png_of_grid(np.concatenate([picture, variants(picture, index, count, augmentation, spec.seed, values)]), values)


def variants(picture: Array, index: int, count: int, augmentation: Augmentation, seed: int, values: Values) -> Array:
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
    changes = draw_changes(augmentation, seed, np.arange(count), np.full(count, index), (picture.shape[1], picture.shape[2]))
    return changed(picture.repeat(count, axis=0), changes, augmentation, values)


def _fitted(spec: JobSpec, inputs: Array) -> Chain:
    """Fit the steps over the inputs; to a few pictures where no step learns from them, since there may be very many."""
    steps = spec.preprocessing.every_input_step
    learning = any(type(step).learn is not Step.learn for step in steps)
    return Chain.fit(steps, (), inputs if learning else inputs[:1], None)
