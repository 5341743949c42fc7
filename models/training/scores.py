"""Evaluate every output of a finished model on the parts of its data."""

from models.core.arrays import Ports
from models.evaluation.finished import Finished
from models.evaluation.record import Evaluation, PartName
from models.preparing.prepared import Pairs, Prepared
from models.serving.predictor import Predictor
from models.serving.runtimes.sklearn import SklearnRuntime


def evaluate(prepared: Prepared, predictor: Predictor) -> tuple[dict[str, float], dict[str, Evaluation]]:
    """Evaluate on the test part, on the training part where no epoch has, and keep a full record of one part.

    The record is of the test part where there is one, else of the validation part, else of the training part. The model
    runs at most once on each part.

    Args:
        prepared: The data.
        predictor: The finished model.

    Returns:
        Figures with the prefix of their part, such as "test_", and of several outputs the name of the output; and the full record
        of each output that has one, by its name.
    """
    finished = _finished(prepared, predictor)
    metrics: dict[str, float] = {}
    records: dict[str, Evaluation] = {}
    for kind, port in predictor.outputs_by_kind:
        scores = kind.evaluate(finished, port)
        name = f"{port.name}_" if len(predictor.signature.outputs) > 1 else ""
        metrics |= {f"{part}_{name}{figure}": value for part, figures in scores.figures.items() for figure, value in figures.items()}
        if scores.record is not None:
            records[port.name] = scores.record
    return metrics, records


def _finished(prepared: Prepared, predictor: Predictor) -> Finished:
    runtime = predictor.runtime
    pipeline = runtime if isinstance(runtime, SklearnRuntime) else None
    labels = pipeline.training_labels if pipeline else None
    truth: dict[PartName, Ports | None] = {"test": prepared.raw_test.targets if prepared.raw_test else None, "train": prepared.truth}
    return Finished(
        run=runtime.run,
        parts=_parts(prepared) if labels is None else {"train": prepared.train},
        truth={part: targets for part, targets in truth.items() if targets is not None},
        pipeline=pipeline.pipeline if pipeline else None,
        training_labels=labels,
    )


def _parts(prepared: Prepared) -> dict[PartName, Pairs]:
    found: dict[PartName, Pairs | None] = {"test": prepared.test, "validation": prepared.validation, "train": prepared.train}
    return {part: pairs for part, pairs in found.items() if pairs is not None}
