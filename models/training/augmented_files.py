"""Augmented pictures among the files of a job."""

from pathlib import Path

import numpy as np

from models.core.files import write_atomically
from models.preparing.augmentation.shades import png_of_image
from models.preparing.augmentation.values import IMAGE_AXES, Values
from models.preparing.prepared import Prepared
from models.specs.job import JobSpec
from models.training.epochs import batches_of


def save_images(folder: Path, spec: JobSpec, prepared: Prepared, epoch: int) -> None:
    """Write the first images of an epoch, as training will see them at the first input that takes images, as augmented-001.png and so on.

    Args:
        folder: Where the files go.
        spec: A checked spec with augmentation that says how many.
        prepared: The data.
        epoch: Number of the epoch, from 0.
    """
    training = spec.training
    if training is None or training.augmentation is None:
        raise TypeError("expected a spec with augmentation, got one without")
    batches, wanted = batches_of(prepared, training, spec.seed), training.augmentation.save
    batches.epoch = epoch
    few = list(batches.dataset.take(-(-wanted // training.batch_size)).as_numpy_iterator())
    index, seen = next((index, array) for index, array in enumerate(prepared.train.x.values()) if array.ndim == IMAGE_AXES)
    images = np.concatenate([x[index] if isinstance(x, tuple) else x for x, _ in few])[:wanted]
    for number, image in enumerate(images, 1):
        _write(folder / f"augmented-{number:03d}.png", png_of_image(image, Values.of(seen)))


def _write(path: Path, content: bytes) -> None:
    def fill(draft: Path) -> None:
        draft.write_bytes(content)

    write_atomically(path, fill)
