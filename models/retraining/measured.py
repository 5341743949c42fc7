"""The figures of a model on samples of a test part."""

from dataclasses import dataclass

from models.core.errors import DataError
from models.evaluation.finished import Finished
from models.evaluation.metrics import finite_figures
from models.preparing.prepared import Pairing
from models.preparing.raw import Raw
from models.serving.predictor import Predictor
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.job import JobSpec


@dataclass(frozen=True)
class Measured:
    """What was measured.

    Args:
        figures: Figures by name, finite ones only; with the name of the output before it where there are several.
        n_samples: Number of samples; of series, of windows.
    """

    figures: dict[str, float]
    n_samples: int


def measure(predictor: Predictor, spec: JobSpec, part: Raw) -> Measured:
    """Evaluate a model with its own recorded preprocessing.

    Args:
        predictor: The model.
        spec: Its spec.
        part: Raw samples with targets, as the spec selects them.

    Raises:
        DataError: The model does not take them, or labels its training samples only.
    """
    runtime = predictor.runtime
    pipeline = runtime if isinstance(runtime, SklearnRuntime) else None
    if pipeline is not None and pipeline.training_labels is not None:
        raise DataError("the model labels its training samples only")
    takes_targets = all(kind.takes_targets for kind, _ in predictor.outputs_by_kind)
    pairing = Pairing(spec, takes_targets, labels={})
    pairs, targets = pairing.of(predictor.chain, pairing.known(part)), part.target_arrays
    finished = Finished(
        run=runtime.run,
        parts={"test": pairs},
        truth={} if takes_targets or targets is None else {"test": targets},
        pipeline=pipeline.pipeline if pipeline else None,
        raw={"test": part},
        period=spec.data.period,
    )
    return Measured(_figures(predictor, finished), pairs.n_samples)


def figure_name(output: str, figure: str, n_outputs: int) -> str:
    """Return the name of a figure of an output, as comparisons have it."""
    return figure if n_outputs == 1 else f"{output}_{figure}"


def _figures(predictor: Predictor, finished: Finished) -> dict[str, float]:
    found: dict[str, float] = {}
    for kind, port in predictor.outputs_by_kind:
        figures = kind.compared_figures(finished, port)
        found |= {figure_name(port.name, name, len(predictor.signature.outputs)): value for name, value in figures.items()}
    return finite_figures(found)
