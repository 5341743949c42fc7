"""The check that a model has given finite predictions for finite numbers."""

import numpy as np

from models.artifact.samples.numbers import ROOT
from models.core.arrays import Ports, all_finite
from models.core.errors import Fault, InputError


def require_finite(outputs: Ports, x: Ports, n_samples: int) -> None:
    """Refuse samples of finite numbers for which the model gives none: most runtimes compute in float32, which large numbers overflow.

    Args:
        outputs: What the model gives, by output.
        x: Its prepared inputs.
        n_samples: Number of the samples.

    Raises:
        InputError: The numbers of a sample are too large for the model.
    """
    wrong = next((array for array in outputs.values() if not all_finite(array)), None)
    if wrong is None or not all(map(all_finite, x.values())):
        return
    index = int(np.argmin(np.isfinite(wrong).reshape(len(wrong), -1).all(axis=1)))
    pointer = f"{ROOT}/{index}" if len(wrong) == n_samples else ROOT
    raise InputError([Fault(pointer, "expected numbers for which the model gives a finite prediction; these are too large for it")])
