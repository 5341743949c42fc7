"""Compare a model that was trained again on the same data with the recorded one."""

from pathlib import Path

from pydantic import Field

from models.artifact.content import Artifact
from models.artifact.file import read_artifact
from models.core.arrays import Array
from models.core.errors import DataError
from models.evaluation.record import Record
from models.retraining.differences import Differences, differences
from models.retraining.environment import ChangedFact, changed_facts
from models.retraining.learned_values import learned_values


class ChangedMetric(Record):
    """A metric of a model and of its reproduction."""

    name: str = Field(description="Its name, as the model has it.")
    recorded: float | None = Field(description="Of the model; null where it has none.")
    now: float | None = Field(description="Of the reproduction; null where it has none.")
    difference: float | None = Field(description="The second minus the first; null without one of them.")


class Reproduction(Record):
    """How far a model that was trained again on the same data equals the recorded one."""

    bit_equal: bool = Field(description="Whether all learned numbers, and the outputs for the golden examples, are equal in every bit.")
    verdict: str = Field(description="The result, as a sentence.")
    weights: Differences = Field(description="Differences of the learned numbers: weights of a network, all numbers of a fitted pipeline.")
    outputs: Differences = Field(description="Differences of the outputs of the model for its golden examples.")
    metrics: list[ChangedMetric] = Field(description="The metrics that differ; empty where all are equal.")
    environment: list[ChangedFact] = Field(description="What differs of the surroundings; empty where nothing known does.")


def reproduction_of(recorded: Path, again: Path) -> Reproduction:
    """Compare two artifacts of the same spec.

    Args:
        recorded: The artifact of the model.
        again: That of the model that was trained again.

    Raises:
        ArtifactError: One of them cannot be read.
        DataError: They were trained on other data.
    """
    old, new = read_artifact(recorded), read_artifact(again)
    _require_same_data(old, new)
    weights, outputs = differences(learned_values(new), learned_values(old)), differences(_outputs(new), _outputs(old))
    environment = changed_facts(old.content.provenance, new.content.provenance)
    is_equal = weights.are_none and outputs.are_none
    return Reproduction(
        bit_equal=is_equal,
        verdict=_verdict(is_equal, weights, environment),
        weights=weights,
        outputs=outputs,
        metrics=_metrics(old.content.metrics, new.content.metrics),
        environment=environment,
    )


def _require_same_data(old: Artifact, new: Artifact) -> None:
    digests = [artifact.content.provenance.get("data_sha256") for artifact in (old, new)]
    if digests[0] is not None and digests[0] != digests[1]:
        raise DataError(f"the data has changed: expected a training part with the digest {digests[0]}, got {digests[1]}")


def _outputs(artifact: Artifact) -> dict[str, Array]:
    """Return the outputs for the golden examples, and the examples: of others the outputs would mean nothing."""
    golden = artifact.golden
    inputs = {f"inputs/{name}": array for name, array in golden.inputs.items() if array.dtype.kind in "biuf"}
    return {**{f"outputs/{name}": array for name, array in golden.outputs.items()}, **inputs}


def _metrics(recorded: dict[str, float], now: dict[str, float]) -> list[ChangedMetric]:
    pairs = [(name, recorded.get(name), now.get(name)) for name in {**recorded, **now}]
    return [
        ChangedMetric(name=name, recorded=before, now=after, difference=None if before is None or after is None else after - before)
        for name, before, after in pairs
        if before != after
    ]


def _verdict(is_equal: bool, weights: Differences, environment: list[ChangedFact]) -> str:
    others = ", ".join(fact.name for fact in environment)
    if is_equal:
        return "bit-equal" + (f", though these differ: {others}" if others else "")
    far = "of other shapes" if weights.incomparable or weights.largest is None else f"by up to {weights.largest:.3g}"
    count = f"{weights.n_different:,} of {weights.n_values:,} learned numbers differ, {far}"
    return f"not bit-equal: {count}; " + (f"these differ of the surroundings: {others}" if others else "nothing known differs of the surroundings")
