"""What training goes on with besides the weights."""

from dataclasses import dataclass
from typing import Any, Self

from models.core.arrays import Array
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime


@dataclass(frozen=True)
class Carried:
    """Variables of a finished fit that are no weights, in order; none for scikit-learn.

    Args:
        optimizer: Every entry of `optimizer.variables`.
        state: Those entries of `model.variables` that are no weights: the states of dropout generators.
    """

    optimizer: tuple[Array, ...] = ()
    state: tuple[Array, ...] = ()

    @classmethod
    def of(cls, runtime: KerasRuntime | SklearnRuntime) -> Self:
        """Copy them; done before anything else is asked of the model, and before it is saved, which drops its optimizer."""
        if isinstance(runtime, SklearnRuntime):
            return cls()
        from models.training.snapshot import copies_of

        network = runtime.network
        return cls(copies_of(network.optimizer.variables), copies_of(generators_of(network)))


def generators_of(network: Any) -> list[Any]:
    """Return the variables of a Keras model that are no weights, in order."""
    weights = {id(variable) for variable in network.weights}
    return [variable for variable in network.variables if id(variable) not in weights]
