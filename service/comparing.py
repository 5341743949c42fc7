"""Comparison of two model versions: figures side by side, and whether they were measured on the same samples."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.evaluation.record import Evaluation, PartName
from service.recorded import Recorded
from service.store.rows import Version

#: Parts of the data that metrics are measured on, by the beginning of their names.
_PARTS: dict[str, PartName] = {"test_": "test", "val_": "validation", "train_": "train"}


@dataclass(frozen=True)
class Compared:
    """One of two versions that are compared.

    Args:
        version: The version.
        recorded: What its artifact records.
    """

    version: Version
    recorded: Recorded

    @property
    def part(self) -> PartName | None:
        """Return the part of its data that it was evaluated on; None without an evaluation."""
        return next((evaluation.part for evaluation in self.recorded.evaluations.values()), None)

    def sha256_of(self, part: PartName | None) -> str | None:
        """Return the digest of a part of its data; None where it has no such part, or none was recorded."""
        found = self.recorded.parts.get(part) if part else None
        if found is not None:
            return str(found["sha256"])
        return self.recorded.data_sha256 if part == "train" else None

    def figure_of(self, metric: str) -> str:
        """Return the name of a metric without that of its part."""
        return next((metric.removeprefix(beginning) for beginning in _PARTS if metric.startswith(beginning)), metric)

    def part_of(self, metric: str) -> PartName | None:
        """Return the part that a metric was measured on; None for one that was not measured, such as a fitted parameter."""
        for beginning, part in _PARTS.items():
            if metric.startswith(beginning):
                return part
        return "train" if self.recorded.history and metric in self.recorded.history[-1] else None


@dataclass(frozen=True)
class Metric:
    """A metric of two versions.

    Args:
        name: Its name.
        value: That of the first version; None if it has none.
        other: That of the other one.
        difference: The first minus the second; None if one is missing.
        part: The part that it was measured on; None if it was not measured.
        same_data: Whether it was measured on the same samples; None if that is not recorded, or it was not measured.
    """

    name: str
    value: float | None
    other: float | None
    difference: float | None
    part: PartName | None
    same_data: bool | None


def metrics_of(first: Compared, second: Compared) -> list[Metric]:
    """Return the metrics of two versions side by side, those of the first one in its order, then the others."""
    mine, others = first.version.metrics, second.version.metrics
    return [_metric(name, first, second) for name in dict.fromkeys((*mine, *others))]


def _metric(name: str, first: Compared, second: Compared) -> Metric:
    value, other = first.version.metrics.get(name), second.version.metrics.get(name)
    part = first.part_of(name) or second.part_of(name)
    difference = None if value is None or other is None else value - other
    return Metric(name, value, other, difference, part, same_samples(first, second, part))


def same_samples(first: Compared, second: Compared, part: PartName | None) -> bool | None:
    """Tell whether a part of the data of two versions has the same samples; None if that is not recorded."""
    mine, other = first.sha256_of(part), second.sha256_of(part)
    return None if mine is None or other is None else mine == other


def reasons_against(first: Compared, second: Compared) -> list[str]:
    """Return why the evaluations of two versions cannot be compared; empty if they can."""
    for each in (first, second):
        if not each.recorded.evaluations:
            return [f"{each.version.ref} has no evaluation"]
    return [*_of_outputs(first, second), *_of_parts(first, second)]


def _of_outputs(first: Compared, second: Compared) -> Iterator[str]:
    mine, others = first.recorded.evaluations, second.recorded.evaluations
    if mine.keys() != others.keys():
        yield f"{first.version.ref} has the outputs {', '.join(mine)}, {second.version.ref} has {', '.join(others)}"
    for name in (name for name in mine if name in others):
        if mine[name].kind != others[name].kind:
            yield f"{first.version.ref} is a model of {mine[name].kind}, {second.version.ref} one of {others[name].kind}"
        elif _labels(mine[name]) != _labels(others[name]):
            yield f"the classes of {name} differ"


def _of_parts(first: Compared, second: Compared) -> Iterator[str]:
    if first.part != second.part:
        yield f"{first.version.ref} was evaluated on its {first.part} part, {second.version.ref} on its {second.part} part"
        return
    same = same_samples(first, second, first.part)
    if same is None:
        yield f"it is not recorded whether their {first.part} parts have the same samples: one of them was made by an earlier release"
    elif not same:
        sizes = " and ".join(f"{each.recorded.parts[first.part]['n_samples']:,}" for each in (first, second) if first.part in each.recorded.parts)
        yield f"their {first.part} parts have other samples ({sizes})"


def _labels(evaluation: Evaluation) -> set[str] | None:
    found = evaluation.classification
    return None if found is None else set(map(repr, found.labels))
