"""Fits of stateful networks: batches of one size, in order, and states that begin anew with each epoch."""

from dataclasses import replace

import keras

from models.building.network import build_network
from models.core.errors import DataError
from models.preparing.prepared import Pairs, Prepared
from models.specs.model import Sequential
from models.specs.registered import Registered


def in_whole_batches(prepared: Prepared, batch_size: int) -> Prepared:
    """Leave the last samples out of what is trained and validated on that make no whole batch.

    Raises:
        DataError: There is not one whole batch.
    """
    validation = _whole_batches(prepared.validation, batch_size) if prepared.validation else None
    return replace(prepared, train=_whole_batches(prepared.train, batch_size), validation=validation)


def _whole_batches(pairs: Pairs, batch_size: int) -> Pairs:
    kept = pairs.n_samples // batch_size * batch_size
    if not kept:
        raise DataError(f"a stateful network takes whole batches of {batch_size:,}, but the data has {pairs.n_samples:,} samples")
    return pairs.rows(slice(kept))


def without_states(network: keras.Model, model: Sequential, registered: Registered) -> keras.Model:
    """Return a trained network for batches of any size: what is predicted does not depend on what was asked before.

    A caller who wants to carry a state along has it by the step form.

    Args:
        network: The stateful network.
        model: Its spec.
        registered: Where models used as layers are looked up.

    Returns:
        A network of the same layers, weights, generators and optimizer.
    """
    free = build_network(model, network.input_shape[1:], registered)
    for variable, trained in zip(free.variables, network.variables, strict=True):
        variable.assign(trained.value)
    free.optimizer = network.optimizer
    return free
