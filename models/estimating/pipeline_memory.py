"""What the fit of a pipeline needs memory for."""

from dataclasses import dataclass

from models.specs.estimators.estimator_forms import described
from models.specs.estimators.estimator_limits import PAIR_BYTES, Size, columns_after
from models.specs.model import SklearnPipeline

#: Bytes of a float64.
_DOUBLE = 8


@dataclass(frozen=True)
class MemoryUse:
    """A part of the memory of a fit.

    Args:
        pointer: Pointer into the spec to what determines it.
        what: What it is for.
        size_bytes: Its estimated size.
        fix: How to reduce it.
    """

    pointer: str
    what: str
    size_bytes: int
    fix: str


def pipeline_uses(model: SklearnPipeline, n_samples: int, n_features: int) -> list[MemoryUse]:
    """Return what fitting a pipeline with sound parameters needs memory for: rows before and after each step, and pairs of samples.

    Args:
        model: The pipeline.
        n_samples: Number of samples that are fitted.
        n_features: Number of columns.
    """
    uses = [MemoryUse("/data", "the data", _DOUBLE * n_samples * n_features, "use data.subset, or fewer columns")]
    size = Size(n_samples, n_features)
    for index, step in enumerate(model.steps):
        pointer, pairs = f"/model/steps/{index}", PAIR_BYTES.get(step.estimator, 0) * n_samples**2
        if pairs:
            uses.append(MemoryUse(f"{pointer}/estimator", f"the {n_samples:,} x {n_samples:,} pairs of samples", pairs, "use data.subset, or KMeans"))
        params = {**{key: parameter.default for key, parameter in described(step.estimator).parameters.items()}, **step.params}
        width = columns_after(step.estimator, params, size)
        if width is not None and width != size.n_features:
            rows = _DOUBLE * n_samples * width
            uses.append(MemoryUse(f"{pointer}/params", f"rows of {width:,} columns after {step.estimator}", rows, "use a smaller degree"))
        size = Size(n_samples, width)
    return uses
