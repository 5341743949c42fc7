"""The output files of a job besides its model: transformed rows, augmented images."""

from pathlib import Path

import numpy as np

from models.core.arrays import Array, Ports
from models.core.files import write_atomically
from models.preparing.augmentation.draws import IMAGE_AXES, Values
from models.preparing.augmentation.shades import png_of_image
from models.preparing.prepared import Prepared
from models.serving.runtimes import Runtime
from models.specs.job import JobSpec


def write_rows(path: Path, prepared: Prepared, runtime: Runtime) -> None:
    """Write the transformed data of a transformer.

    Args:
        path: The .npz file. For each part (train, test) it has the raw inputs and targets as `train_inputs` and `train_targets`,
            and the transformed samples as `train_rows`; text is left out.
        prepared: The data; of one input.
        runtime: The fitted transformer.
    """
    arrays = _arrays("train", prepared.raw_train.input_arrays, prepared.train.run(runtime.run), prepared.truth)
    if prepared.raw_test is not None and prepared.test is not None:
        arrays |= _arrays("test", prepared.raw_test.input_arrays, prepared.test.run(runtime.run), prepared.raw_test.target_arrays)
    plain = {name: array for name, array in arrays.items() if array.dtype != object}

    def fill(draft: Path) -> None:
        with draft.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **plain)

    write_atomically(path, fill)


def _arrays(part: str, inputs: Ports, rows: Ports, targets: Ports | None) -> dict[str, Array]:
    sides = {"inputs": inputs, "rows": rows, "targets": targets or {}}
    return {f"{part}_{side}": array for side, ports in sides.items() for array in ports.values()}


def save_images(folder: Path, spec: JobSpec, prepared: Prepared, epoch: int) -> None:
    """Write the first augmented images of an epoch, of the first image input, as augmented-001.png and so on.

    Args:
        folder: Folder for the files.
        spec: A checked spec with augmentation, which gives their number.
        prepared: The data.
        epoch: Index of the epoch, from 0.
    """
    from models.training.epoch_batches import batches_of  # Loads TensorFlow, for networks only.

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
