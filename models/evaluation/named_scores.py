"""Evaluate a finished network of named outputs, each by itself, on the parts of its data."""

from dataclasses import dataclass

from models.evaluation.record import Evaluation, PartName
from models.evaluation.scores import Answered, answered, evaluation_of
from models.preparing.named_parts import NamedPairs, NamedParts
from models.serving.named_predictor import NamedPredictor
from models.specs.kind import Kind


@dataclass(frozen=True)
class NamedScores:
    """What a finished network is worth.

    Args:
        metrics: Figures with the prefix "test_" or "train_" and, of several outputs, the name of the output.
        evaluations: The full record of one part for each output, by its name; left out where an output knows one class alone.
    """

    metrics: dict[str, float]
    evaluations: dict[str, Evaluation]


def evaluate_named(parts: NamedParts, predictor: NamedPredictor) -> NamedScores:
    """Evaluate each output as `scores.evaluate` does that of a network of one.

    Args:
        parts: The data.
        predictor: The finished network.
    """
    by_part = _by_part(parts)
    recorded = next(iter(by_part))
    outputs = predictor.signature.outputs
    measured = {"test"} if all(output.kind is Kind.CLASSIFICATION for output in outputs.values()) else {"test", "train"}
    found = {part: _answered(pairs, predictor) for part, pairs in by_part.items() if part in (*measured, recorded)}
    metrics = {
        f"{part}_{name}_{figure}" if len(outputs) > 1 else f"{part}_{figure}": value
        for part, by_output in found.items()
        for name, one in by_output.items()
        if part == "test" or (part in measured and outputs[name].kind is not Kind.CLASSIFICATION)
        for figure, value in one.metrics.items()
    }
    records = {name: evaluation_of(recorded, one, outputs[name]) for name, one in found[recorded].items()}
    return NamedScores(metrics, {name: record for name, record in records.items() if record is not None})


def _by_part(parts: NamedParts) -> dict[PartName, NamedPairs]:
    found: dict[PartName, NamedPairs | None] = {"test": parts.test, "validation": parts.validation, "train": parts.train}
    return {part: pairs for part, pairs in found.items() if pairs is not None}


def _answered(pairs: NamedPairs, predictor: NamedPredictor) -> dict[str, Answered]:
    outputs, chains = predictor.runtime.run(pairs.x), predictor.chain.targets
    return {name: answered(outputs[name], pairs.y[name], chains[name], predictor.signature.outputs[name]) for name in outputs}
