"""Fitting stateful networks: batches of equal size, in order, and recurrent states that are reset each epoch."""

from dataclasses import replace
from typing import Any

import keras

from models.building.network import build_network
from models.core.errors import DataError
from models.preparing.prepared import Pairs, Prepared
from models.specs.model import Sequential
from models.specs.registered import Registered
from models.training.snapshot import assign


def in_whole_batches(prepared: Prepared, batch_size: int) -> Prepared:
    """Drop the last, incomplete batch of the training and validation parts.

    Raises:
        DataError: There is no complete batch.
    """
    validation = _whole_batches(prepared.validation, batch_size) if prepared.validation else None
    return replace(prepared, train=_whole_batches(prepared.train, batch_size), validation=validation)


def _whole_batches(pairs: Pairs, batch_size: int) -> Pairs:
    kept = pairs.n_samples // batch_size * batch_size
    if not kept:
        raise DataError(f"a stateful network: expected at least one whole batch of {batch_size:,} samples, got {pairs.n_samples:,}")
    return pairs.rows(slice(kept))


def without_states(network: keras.Model, model: Sequential, registered: Registered) -> keras.Model:
    """Return a trained network as a stateless one, for batches of any size.

    Its single-step form keeps a recurrent state for callers that need one.

    Args:
        network: The stateful network.
        model: Its spec.
        registered: Lookup of models used as layers.

    Returns:
        A network of the same layers, weights, generators and optimizer.
    """
    free = build_network(model, network.input_shape[1:], registered)
    assign(free.variables, [variable.value for variable in network.variables])
    free.optimizer = network.optimizer
    return free


class ResetStates(keras.callbacks.Callback):  # type: ignore[misc]
    """Resets the states of stateful layers at the start of each epoch."""

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        for layer in self.model.layers:
            if getattr(layer, "stateful", False):
                layer.reset_states()
