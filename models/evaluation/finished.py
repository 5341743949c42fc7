"""A finished model and the parts of its data, as its outputs are evaluated; and what comes of that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.core.arrays import Array, Ports
from models.evaluation.record import Evaluation, PartName
from models.preparing.prepared import Pairs


@dataclass(frozen=True)
class Finished:
    """A finished model and the parts of its data. The model runs at most once on each part, however many outputs it has.

    Args:
        run: Runs the model on prepared inputs.
        parts: The parts that the model has an answer for, as it takes them; the one of which a full record is kept comes first.
        truth: Raw targets of a part by output, where they are known and the model is not fitted to them.
        pipeline: The scikit-learn pipeline; None of a network, whose training part is measured in every epoch.
        training_labels: Cluster of each training sample of a pipeline that has no answer for others; else None.
    """

    run: Callable[[Ports], Ports]
    parts: Mapping[PartName, Pairs]
    truth: Mapping[PartName, Ports] = field(default_factory=dict)
    pipeline: Any = None
    training_labels: Array | None = None
    _outputs: dict[PartName, Ports] = field(default_factory=dict, init=False)

    @property
    def recorded(self) -> PartName:
        """Return the part of which a full record is kept."""
        return next(iter(self.parts))

    def outputs(self, part: PartName) -> Ports:
        """Return what the model gives for a part."""
        if part not in self._outputs:
            self._outputs[part] = self.run(self.parts[part].x)
        return self._outputs[part]

    def measured(self, *wanted: PartName) -> list[PartName]:
        """Return those of some parts that there are, and the one that is recorded."""
        return [part for part in self.parts if part in (*wanted, self.recorded)]


@dataclass(frozen=True)
class Scores:
    """What one output of a finished model is worth.

    Args:
        figures: Figures by part; none of an output that only transforms.
        record: The full record of one part; None where there is none.
    """

    figures: dict[PartName, dict[str, float]] = field(default_factory=dict)
    record: Evaluation | None = None
