"""Fit the steps of a job to a training part of samples piece by piece, so that it is never in memory as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import prod

from models.core.arrays import Array
from models.core.deferred_rows import in_memory
from models.datasets import Description
from models.preparing.parts import DataPart
from models.preparing.prepared import Pairing
from models.preparing.sample_bounds import PIECE, piece_size
from models.preprocessing.chain import Chain
from models.preprocessing.row_columns import Columns
from models.preprocessing.step import Step
from models.specs.job import JobSpec
from models.specs.ports import output_names


def fitted_in_pieces(pairing: Pairing, train: DataPart, described: Mapping[str, Description], recorded: Chain | None = None) -> Chain:
    """Fit the steps over inputs and targets piece by piece: labels are small, but the one-hot rows of many classes are not.

    Args:
        pairing: Prepares parts for the model.
        train: The training part; of samples, not of a series.
        described: Description of the data of each input.
        recorded: Preprocessing to use instead, completed by target steps; None to fit all.

    Returns:
        The fitted chain, which is that of the job up to rounding.
    """
    fitted = _fitted_inputs(pairing.spec, train, described) if recorded is None else recorded
    if train.targets is None or not pairing.takes_targets or any(fitted.targets.values()):
        return fitted
    steps = pairing.target_steps()
    return replace(
        fitted,
        targets={name: _fitted_to(array, steps[name], len(pairing.labels[name]), pairing.columns.get(name)) for name, array in train.targets.items()},
    )


def _fitted_to(targets: Array, steps: Sequence[Step], n_labels: int, columns: Columns | None) -> tuple[Step, ...]:
    size = max(1, PIECE // max(1, n_labels, prod(targets.shape[1:])))
    fitted: tuple[Step, ...] = ()
    for step in steps:
        fitted = (*fitted, step.placed(columns).fit_in_pieces(partial(_target_pieces, targets, fitted, size)))
        columns = None if columns is None else fitted[-1].columns_after(columns)
    return fitted


def _target_pieces(targets: Array, fitted: Sequence[Step], size: int) -> Iterator[Array]:
    """Yield the training targets of an output after the steps that are fitted so far."""
    for start in range(0, len(targets), size):
        piece = targets[start : start + size]
        for step in fitted:
            piece = step.apply(piece)
        yield piece


def _fitted_inputs(spec: JobSpec, train: DataPart, described: Mapping[str, Description]) -> Chain:
    inputs = {name: _fitted_steps(name, spec.preprocessing.input_steps_of(name), train, described[name]) for name in train.source.inputs}
    return Chain(inputs, dict.fromkeys(output_names(spec), ()))


def _fitted_steps(name: str, steps: Sequence[Step], train: DataPart, data: Description) -> tuple[Step, ...]:
    fitted: tuple[Step, ...] = ()
    columns = data.row_columns
    for step in steps:
        fitted = (*fitted, step.placed(columns).fit_in_pieces(partial(_pieces, name, train, fitted, piece_size(steps, data))))
        columns = None if columns is None else fitted[-1].columns_after(columns)
    return fitted


def _pieces(name: str, train: DataPart, fitted: Sequence[Step], size: int) -> Iterator[Array]:
    """Yield the training samples of an input after the steps that are fitted so far."""
    for start in range(0, train.numbered.n_samples, size):
        piece = in_memory(train.raw(slice(start, start + size)).inputs[name])
        for step in fitted:
            piece = step.apply(piece)
        yield piece
