"""A finished model with the parts of its data, and the scores of its outputs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.core.arrays import Array, Ports
from models.evaluation.record import Evaluation, PartName
from models.preparing.prepared import Pairs
from models.preparing.raw import Raw


@dataclass(frozen=True)
class Finished:
    """A finished model and the parts of its data. The model runs at most once on each part.

    Args:
        run: Runs the model on prepared inputs.
        parts: Prepared parts that the model can predict on; the first is the one with a full record.
        truth: Raw targets of a part by output, where they are known and the model is not fitted to them.
        pipeline: The scikit-learn pipeline; None of a network, whose training part is measured in every epoch.
        training_labels: Cluster of each training sample, where a pipeline labels these only; else None.
        raw: The parts before preprocessing.
        period: Steps of a season of series; None where it is not known.
    """

    run: Callable[[Ports], Ports]
    parts: Mapping[PartName, Pairs]
    truth: Mapping[PartName, Ports] = field(default_factory=dict)
    pipeline: Any = None
    training_labels: Array | None = None
    raw: Mapping[PartName, Raw] = field(default_factory=dict)
    period: int | None = None
    _outputs: dict[PartName, Ports] = field(default_factory=dict, init=False)

    @property
    def recorded(self) -> PartName:
        """Return the part with a full record."""
        return next(iter(self.parts))

    def outputs(self, part: PartName) -> Ports:
        """Return the model's outputs for a part."""
        if part not in self._outputs:
            self._outputs[part] = self.parts[part].run(self.run)
        return self._outputs[part]

    def measured(self, *wanted: PartName) -> list[PartName]:
        """Return the wanted parts that exist, and the recorded one."""
        return [part for part in self.parts if part in (*wanted, self.recorded)]


@dataclass(frozen=True)
class Scores:
    """Scores of one output of a finished model.

    Args:
        figures: Metrics by part; empty for an output that only transforms.
        record: The full record of one part; None without one.
    """

    figures: dict[PartName, dict[str, float]] = field(default_factory=dict)
    record: Evaluation | None = None
