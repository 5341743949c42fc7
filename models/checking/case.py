"""A spec that is judged, and the facts about it that rules share."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from math import prod

from models.checking.flow import PortTypes, follow_ports
from models.checking.layer_shapes import NetworkShapes, network_shapes
from models.core.errors import Fault
from models.datasets import Description
from models.kinds import Kind, kind_of
from models.specs.freezing import frozen_rows
from models.specs.job import JobSpec
from models.specs.memory import training_bytes
from models.specs.port_sets import PortSets, port_sets
from models.specs.ports import input_names, output_names, output_spec
from models.specs.registered import Registered
from models.specs.rows import LayerRow
from models.specs.training import Training

#: Lists what is wrong with the training spec of a candidate of a search, over the data of another case.
CandidateJudge = Callable[["Case", JobSpec], list[Fault]]


class Case:
    """A parsed spec; each fact is worked out when it is first asked for.

    Args:
        spec: The spec, its defaults written out.
        registered: Where models and uploads are looked up.
        judge_candidate: Judges the training specs of candidates.

    Attributes:
        errors: Faults that the rules so far have found.
        warnings: What the rules so far have warned of.
        objective_hidden: Whether they leave open what the network is trained towards.
    """

    def __init__(self, spec: JobSpec, registered: Registered, judge_candidate: CandidateJudge) -> None:
        self.spec, self.registered = spec, registered
        self.errors: list[Fault] = []
        self.warnings: list[Fault] = []
        self.objective_hidden = False
        self._judge_candidate = judge_candidate

    @cached_property
    def sets(self) -> PortSets:
        """Return the data sets by port.

        Raises:
            SpecError: There is no such data, or it does not go together.
        """
        return port_sets(self.spec, self.registered)

    @cached_property
    def inputs(self) -> dict[str, Description]:
        """Return what is known of the data that enters at each input."""
        return {name: data_set.describe() for name, data_set in self.sets.inputs.items()}

    @cached_property
    def targets(self) -> dict[str, Description]:
        """Return what is known of the data that each output learns; an autoencoder learns neither targets nor labels."""
        known = {id(data_set): self.inputs[name] for name, data_set in self.sets.inputs.items()}
        found = {name: known.get(id(data_set)) or data_set.describe() for name, data_set in self.sets.targets.items()}
        return {name: replace(data, targets=None, labels=None) for name, data in found.items()} if self.spec.data.reconstruct else found

    @cached_property
    def flow(self) -> PortTypes:
        """Return what preprocessing makes of the data, by type."""
        return follow_ports(self.spec, self.inputs, self.targets)

    @cached_property
    def network(self) -> NetworkShapes:
        """Return the shapes of a network, worked out from what reaches it."""
        return network_shapes(self.spec.model, self.flow.inputs, self.registered)

    @property
    def training(self) -> Training:
        """Return how the network is fitted; asked only by rules that apply where that is given."""
        if self.spec.training is None:
            raise TypeError("expected a spec with a training section, got one without")
        return self.spec.training

    @property
    def layers(self) -> list[LayerRow]:
        """Return a row for each layer of a network, as the job trains it."""
        return frozen_rows(self.spec, self.network.rows)

    @property
    def n_fits(self) -> int:
        """Return how many times a model is fitted."""
        if self.spec.folding is None:
            return 1
        return self.spec.n_fits(folds=self.kind(next(iter(self.targets))).is_cross_validated)

    @property
    def training_bytes(self) -> int:
        """Return how much memory fitting a network takes, roughly; 0 for a pipeline."""
        if self.spec.training is None:
            return 0
        n_values = sum(prod(size or 1 for size in given.shape) for given in self.flow.inputs.values())
        return training_bytes(self.network.rows, self.spec.training, (n_values,), self.n_train)

    @property
    def n_train(self) -> int:
        """Return how many samples, or steps of a series, the training part has."""
        return next(iter(self.inputs.values())).n_train

    def kind(self, output: str) -> Kind:
        """Return what an output predicts."""
        return kind_of(self.spec if len(self.targets) == 1 else output_spec(self.spec, output), self.targets[output])

    def candidate(self, spec: JobSpec) -> "Case":
        """Return the case of another spec over the same data; that is not looked up again where the ports are the same."""
        other = Case(spec, self.registered, self._judge_candidate)
        if (list(self.sets.inputs), list(self.sets.targets)) == ([*input_names(spec)], [*output_names(spec)]):
            other.sets, other.inputs = self.sets, self.inputs
        return other

    def candidate_faults(self, spec: JobSpec) -> list[Fault]:
        """List what is wrong with the training spec of a candidate, over the same data."""
        return self._judge_candidate(self, spec)
