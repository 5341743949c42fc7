"""Continuing training: the model to continue from, and the variables stored to continue with."""

from dataclasses import dataclass
from typing import Any, Self

from models.artifact.content import Artifact
from models.artifact.file import read_artifact
from models.artifact.recorded_chain import chain_for
from models.core.arrays import Array
from models.core.errors import ArtifactError, DataError
from models.preprocessing.chain import Chain
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.importing import ImportSpec, spec_of
from models.specs.job import JobSpec
from models.specs.registered import Registered
from models.specs.transfer import transfers


@dataclass(frozen=True)
class Start:
    """The model that training continues from.

    Args:
        artifact: Its artifact.
        spec: Its spec.
    """

    artifact: Artifact
    spec: JobSpec | ImportSpec

    @classmethod
    def of(cls, spec: JobSpec, registered: Registered) -> "Start | None":
        """Read the model that a checked spec continues from; None if there is none.

        Raises:
            DataError: Its file is missing or damaged.
        """
        if spec.origin_ref is None:
            return None
        try:
            artifact = read_artifact(registered.artifact(spec.origin_ref))
        except ArtifactError as error:
            raise DataError(f"training cannot continue from {spec.origin_ref}: {error}") from error
        return cls(artifact, spec_of(artifact.content.spec))

    def epoch_for(self, spec: JobSpec) -> int:
        """Return the number of epochs done, the last of its history; 0 for a network with other layers."""
        if transfers(spec):
            return 0
        history = self.artifact.content.history
        return int(history[-1]["epoch"]) if history else 0

    def chain_for(self, spec: JobSpec) -> Chain | None:
        """Return the recorded preprocessing that a job takes over; None if it fits its own."""
        return chain_for(spec, self.spec, self.artifact.content.chain)


@dataclass(frozen=True)
class Carried:
    """Variables of a finished fit that are not weights, in order; empty for scikit-learn.

    Args:
        optimizer: All of `optimizer.variables`.
        state: Those of `model.variables` that are not weights: the states of dropout generators.
    """

    optimizer: tuple[Array, ...] = ()
    state: tuple[Array, ...] = ()

    @classmethod
    def of(cls, runtime: KerasRuntime | SklearnRuntime) -> Self:
        """Copy them; called before the model predicts, and before it is saved, which drops its optimizer."""
        if isinstance(runtime, SklearnRuntime):
            return cls()
        from models.training.snapshot import copies_of

        network = runtime.network
        return cls(copies_of(network.optimizer.variables), copies_of(generators_of(network)))


def generators_of(network: Any) -> list[Any]:
    """Return the variables of a Keras model that are not weights, in order."""
    weights = {id(variable) for variable in network.weights}
    return [variable for variable in network.variables if id(variable) not in weights]
