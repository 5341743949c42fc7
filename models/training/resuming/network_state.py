"""The state of a network that is being fitted."""

from typing import Any

import keras

from models.training.resuming.kept import Kept
from models.training.snapshot import assign, copies_of


class NetworkState:
    """Keeps every variable of a network: weights, moving averages, states, generators, those of the optimizer and of the metrics of the epoch so far.

    Args:
        fitted: The compiled network, or what trains it.
    """

    def __init__(self, fitted: keras.Model) -> None:
        self._fitted = fitted

    def keep(self) -> Kept:
        """Return copies of all variables."""
        groups = self._groups()
        return Kept({"sizes": [len(group) for group in groups]}, tuple(value for group in groups for value in copies_of(group)))

    def build(self, spec: Any, batch_size: int) -> None:
        """Create the variables of optimizer and metrics. Keras does that while it traces the first step, which it then traces once more.

        Args:
            spec: Types of a batch, a pair of inputs and targets, as its data set has them.
            batch_size: Samples in a batch.
        """
        self._fitted.optimizer.build(self._fitted.trainable_variables)
        batch = keras.tree.map_structure(lambda tensor: keras.KerasTensor((batch_size, *tensor.shape[1:]), tensor.dtype.name), spec)
        self._fitted._symbolic_build(data_batch=batch)

    def take_up(self, kept: Kept) -> None:
        """Assign all variables, which exist: the network is built."""
        groups = self._groups()
        if [len(group) for group in groups] != kept.values["sizes"]:
            raise ValueError(f"expected {[len(group) for group in groups]} variables, got {kept.values['sizes']}")
        assign([variable for group in groups for variable in group], kept.arrays)

    def _groups(self) -> tuple[list[keras.Variable], ...]:
        # `variables` of a model has neither those of its optimizer and metrics, nor the states of recurrent layers.
        return self._fitted.variables, self._fitted.optimizer.variables, self._fitted.metrics_variables, self._states()

    def _states(self) -> list[keras.Variable]:
        recurrent = [layer for layer in self._fitted._flatten_layers() if isinstance(layer, keras.layers.RNN) and layer.stateful]
        return [state for layer in recurrent for state in keras.tree.flatten(layer.states)]
