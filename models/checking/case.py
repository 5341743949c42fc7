"""A spec that is checked, and the facts about it that rules share."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from math import prod

from models.checking.flow import PortTypes, follow_ports
from models.checking.worker_memory import WorkerMemory
from models.core.errors import Fault
from models.core.tensors import Shape
from models.datasets import Description
from models.estimating.pipeline_memory import MemoryUse, pipeline_uses
from models.kinds import Kind, kind_of
from models.preparing.deferring import fit_bytes
from models.preparing.raw import RawData, load_whole, split_off
from models.specs.fit_sizes import n_fitted
from models.specs.job import JobSpec
from models.specs.layer_patterns import frozen_rows
from models.specs.layer_shapes import NetworkShapes, network_shapes
from models.specs.model import SklearnPipeline
from models.specs.network import LayerRow
from models.specs.ports import PortSets, input_names, output_names, output_spec, port_sets
from models.specs.registered import Registered
from models.specs.search_space import Path, varied_paths
from models.specs.training import Training

#: Bytes of a float32.
_FLOAT = 4
#: Returns the faults of the training spec of a candidate of a search, over the data of another case.
CandidateCheck = Callable[["Case", JobSpec, Path], list[Fault]]


class Case:
    """A parsed spec; each fact is computed when it is first used.

    Args:
        spec: The spec, its defaults written out.
        registered: Where models and uploads are looked up.
        check_candidate: Checks the training specs of candidates.
        worker_memory: Memory of a worker; None where it is not known.

    Attributes:
        errors: Faults of the rules so far.
        warnings: Warnings of the rules so far.
        objective_hidden: Whether a fault prevents the rule of loss and targets from being checked.
    """

    def __init__(self, spec: JobSpec, registered: Registered, check_candidate: CandidateCheck, worker_memory: WorkerMemory | None = None) -> None:
        self.spec, self.registered = spec, registered
        self.worker_memory = worker_memory
        self.errors: list[Fault] = []
        self.warnings: list[Fault] = []
        self.objective_hidden = False
        #: The spec of the job; another one for a candidate of a search.
        self.job = spec
        self._check_candidate = check_candidate

    @cached_property
    def sets(self) -> PortSets:
        """Return the data sets by port.

        Raises:
            SpecError: There is no such data, or its parts do not fit together.
        """
        return port_sets(self.spec, self.registered)

    @cached_property
    def inputs(self) -> dict[str, Description]:
        """Return the description of the data of each input."""
        return {name: data_set.describe() for name, data_set in self.sets.inputs.items()}

    @cached_property
    def targets(self) -> dict[str, Description]:
        """Return the description of the data of each output; without targets and labels for an autoencoder."""
        known = {id(data_set): self.inputs[name] for name, data_set in self.sets.inputs.items()}
        found = {name: known.get(id(data_set)) or data_set.describe() for name, data_set in self.sets.targets.items()}
        return {name: replace(data, targets=None, labels=None) for name, data in found.items()} if self.spec.data.reconstruct else found

    @cached_property
    def drawn(self) -> RawData:
        """Return the parts as the job draws them, inputs and targets as they are stored.

        Raises:
            DataError: They cannot be drawn.
        """
        return split_off(self.spec, load_whole(self.sets, None, deferred=True))

    @cached_property
    def flow(self) -> PortTypes:
        """Return the sample types after preprocessing."""
        return follow_ports(self.spec, self.inputs, self.targets)

    @cached_property
    def network(self) -> NetworkShapes:
        """Return the shapes of the network."""
        return network_shapes(self.spec.model, self.flow.inputs, self.registered)

    @property
    def training(self) -> Training:
        """Return the training section; used only by rules that apply to specs with one."""
        if self.spec.training is None:
            raise TypeError("expected a spec with a training section, got one without")
        return self.spec.training

    @property
    def layers(self) -> list[LayerRow]:
        """Return a row for each layer of the network, frozen layers without trainable weights."""
        return frozen_rows(self.spec, self.network.rows)

    @property
    def n_fits(self) -> int:
        """Return the number of fits."""
        if self.spec.folding is None:
            return 1
        return self.spec.n_fits(folds=self.kind(next(iter(self.targets))).is_cross_validated)

    @cached_property
    def most_sample_bytes(self) -> int | None:
        """Return the most memory that samples take during the fit of a network; None where all are in memory."""
        return fit_bytes(self.spec, self.sets)

    @property
    def training_bytes(self) -> int:
        """Return the estimated memory of the fit, in bytes, without that of TensorFlow or scikit-learn itself."""
        return sum(use.size_bytes for use in self.memory_uses)

    @property
    def memory_uses(self) -> list[MemoryUse]:
        """Return what the fit needs memory for: of a network weights, gradients, optimizer, outputs of a batch with gradients, and data."""
        inputs = sum(prod(size or 1 for size in given.shape) for given in self.flow.inputs.values())
        if isinstance(self.spec.model, SklearnPipeline):
            return [] if self.errors else pipeline_uses(self.spec.model, self.n_fitted or self.n_train, inputs)
        training, rows = self.spec.training, self.network.rows
        if training is None:
            return []
        weights = sum(row.parameters for row in rows) * (2 + training.optimizer.slots)
        data = _FLOAT * self.n_train * inputs if self.most_sample_bytes is None else self.most_sample_bytes
        outputs = 2 * min(training.batch_size, self.n_train) * sum(_n_values(row.output_shape) for row in rows)
        return [
            MemoryUse("/model", "weights, gradients and the state of the optimizer", _FLOAT * weights, "use smaller layers"),
            MemoryUse("/training/batch_size", "the outputs of all layers for a batch", _FLOAT * outputs, "use a smaller batch"),
            MemoryUse("/data", "the data", data, "use data.subset, or smaller samples"),
        ]

    @property
    def n_train(self) -> int:
        """Return the number of samples, or steps of a series, in the training part."""
        return next(iter(self.inputs.values())).n_train

    def kind(self, output: str) -> Kind:
        """Return the kind of prediction of an output."""
        return kind_of(self.spec if len(self.targets) == 1 else output_spec(self.spec, output), self.targets[output])

    @cached_property
    def n_fitted(self) -> int | None:
        """Return the number of samples of the smallest fit of the job; None where it is not known."""
        output = next(iter(self.targets))
        folding = self.job.folding if self.kind(output).is_cross_validated else None
        data = self.spec.data.model_copy(update={"subset": self.job.data.subset})
        return n_fitted(self.spec.model_copy(update={"data": data}), self.targets[output], folding)

    @cached_property
    def varied(self) -> frozenset[Path]:
        """Return the fields that a search varies, whose values here are not those that are fitted."""
        return varied_paths(self.spec)

    def varied_in(self, *above: str | int) -> set[str]:
        """Return the names of the fields of a part of the spec that a search varies, or varies a part of.

        Args:
            *above: Path of the part.
        """
        return {str(path[len(above)]) for path in self.varied if path[: len(above)] == above and len(path) > len(above)}

    def candidate(self, spec: JobSpec, tried: Path) -> "Case":
        """Return the case of another spec over the same data, which is looked up again only for other ports.

        Args:
            spec: The training spec of a candidate, which has the value to check in one field.
            tried: Path of that field.
        """
        other = Case(spec, self.registered, self._check_candidate, self.worker_memory)
        other.job, other.varied = self.job, self.varied - {tried}
        if (list(self.sets.inputs), list(self.sets.targets)) == ([*input_names(spec)], [*output_names(spec)]):
            other.sets, other.inputs = self.sets, self.inputs
        return other

    def candidate_faults(self, spec: JobSpec, tried: Path) -> list[Fault]:
        """Return the faults of the training spec of a candidate, over the same data; arguments as for `candidate`."""
        return self._check_candidate(self, spec, tried)


def _n_values(shape: Shape) -> int:
    return prod(1 if size is None else size for size in shape)
