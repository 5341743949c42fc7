"""Files a job leaves beside its model."""

from pathlib import Path

import numpy as np

from models.core.arrays import Array
from models.core.files import write_atomically
from models.preparing.parts import Parts
from models.serving.predictor import Predictor


def write_rows(path: Path, parts: Parts, predictor: Predictor) -> None:
    """Write what a transformer makes of the parts of its data.

    Args:
        path: Where the .npz file is to be. It holds, for each part there is (train, test), the raw inputs and targets as
            `train_inputs` and `train_targets` and the transformed samples as `train_rows`; text is left out.
        parts: The data.
        predictor: The fitted transformer.
    """
    arrays: dict[str, Array] = {"train_inputs": parts.raw_train.inputs, "train_rows": predictor.runtime.run(parts.train.x)}
    if parts.truth is not None:
        arrays["train_targets"] = parts.truth
    if parts.raw_test is not None and parts.test is not None:
        arrays |= {"test_inputs": parts.raw_test.inputs, "test_rows": predictor.runtime.run(parts.test.x)}
        if parts.raw_test.targets is not None:
            arrays["test_targets"] = parts.raw_test.targets
    plain = {name: array for name, array in arrays.items() if array.dtype != object}

    def fill(draft: Path) -> None:
        with draft.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **plain)

    write_atomically(path, fill)
