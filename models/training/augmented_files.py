"""Augmented pictures among the files of a job."""

from pathlib import Path

import numpy as np

from models.core.files import write_atomically
from models.preparing.augmentation.shades import png_of_picture
from models.preparing.augmentation.values import Values
from models.preparing.parts import Parts
from models.specs.job import JobSpec
from models.training.epochs import batches_of


def save_pictures(folder: Path, spec: JobSpec, parts: Parts, epoch: int) -> None:
    """Write the first pictures of an epoch, as training will see them, as augmented-001.png and so on.

    Args:
        folder: Where the files go.
        spec: A checked spec with augmentation that says how many.
        parts: The data.
        epoch: Number of the epoch, from 0.
    """
    training = spec.training
    if training is None or training.augmentation is None:
        raise TypeError("expected a spec with augmentation, got one without")
    batches, values, wanted = batches_of(parts, training, spec.seed), Values.of(parts.train.x), training.augmentation.save
    batches.epoch = epoch
    few = batches.dataset.take(-(-wanted // training.batch_size)).as_numpy_iterator()
    pictures = np.concatenate([x for x, _ in few])[:wanted]
    for number, picture in enumerate(pictures, 1):
        _write(folder / f"augmented-{number:03d}.png", png_of_picture(picture, values))


def _write(path: Path, content: bytes) -> None:
    def fill(draft: Path) -> None:
        draft.write_bytes(content)

    write_atomically(path, fill)
