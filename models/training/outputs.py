"""Files a job leaves beside its model."""

from pathlib import Path

import numpy as np

from models.artifact.runtime import Runtime
from models.core.arrays import Array, Ports
from models.core.files import write_atomically
from models.preparing.prepared import Prepared


def write_rows(path: Path, prepared: Prepared, runtime: Runtime) -> None:
    """Write what a transformer makes of the parts of its data.

    Args:
        path: Where the .npz file is to be. It holds, for each part there is (train, test), the raw inputs and targets as
            `train_inputs` and `train_targets` and the transformed samples as `train_rows`; text is left out.
        prepared: The data; of one input.
        runtime: The fitted transformer.
    """
    arrays = _arrays("train", prepared.raw_train.inputs, runtime.run(prepared.train.x), prepared.truth)
    if prepared.raw_test is not None and prepared.test is not None:
        arrays |= _arrays("test", prepared.raw_test.inputs, runtime.run(prepared.test.x), prepared.raw_test.targets)
    plain = {name: array for name, array in arrays.items() if array.dtype != object}

    def fill(draft: Path) -> None:
        with draft.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **plain)

    write_atomically(path, fill)


def _arrays(part: str, inputs: Ports, rows: Ports, targets: Ports | None) -> dict[str, Array]:
    sides = {"inputs": inputs, "rows": rows, "targets": targets or {}}
    return {f"{part}_{side}": array for side, ports in sides.items() for array in ports.values()}
