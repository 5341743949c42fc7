"""What is known of a spec before anything runs."""

from dataclasses import dataclass, field

from models.core.errors import Fault
from models.specs.job import JobSpec
from models.specs.rows import LayerRow


@dataclass
class CheckResult:
    """What is known of a spec before anything runs.

    Args:
        spec: The spec with its defaults written out; None where its form is wrong.
        errors: Why it cannot work; empty when it can.
        warnings: What will run but is probably a mistake.
        layers: One row for each layer of a network, up to the first that cannot work.
        n_fits: How many times a model is fitted.
        training_bytes: Memory that fitting a network takes, roughly; 0 for scikit-learn.
    """

    spec: JobSpec | None = None
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    layers: list[LayerRow] = field(default_factory=list)
    n_fits: int = 1
    training_bytes: int = 0

    @property
    def ok(self) -> bool:
        """Tell whether the spec can be run."""
        return not self.errors

    @property
    def total_parameters(self) -> int:
        """Return the number of weights of the network."""
        return sum(row.parameters for row in self.layers)
