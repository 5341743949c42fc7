"""Convert raw inputs of every sort to prepared inputs: images, rows by name or in order, texts, numbers, series."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from models.artifact.samples.images import ImageReader
from models.artifact.samples.input_schema import Schema, by_input, sample_schema, series_schema
from models.artifact.samples.numbers import MAX_FAULTS, ROOT, described, number_type, series_array, stack_samples
from models.artifact.samples.rows import located, rows_of_objects, samples_by_input, stack_rows, stack_texts
from models.artifact.samples.texts import Unknown
from models.artifact.signature import InputSignature, Signature
from models.core.arrays import Array, Ports
from models.core.errors import DataError, Fault, InputError, RefusedValues, rest_of
from models.core.tensors import TensorType
from models.preprocessing import Step
from models.preprocessing.chain import Chain, applied, filled_sources, needed
from models.preprocessing.row_columns import Columns, numbered

#: Raw samples: one entry a sample, or arrays by the names of the inputs, samples first.
Items = Sequence[Any] | Array | Ports


@dataclass(frozen=True)
class Decoded:
    """Prepared samples.

    Args:
        x: Prepared inputs by port.
        counts: Number of windows of each series, where samples are series; else None.
    """

    x: Ports
    counts: Sequence[int] | None = None

    @property
    def n_rows(self) -> int:
        """Return the number of rows that the model computes."""
        return n_items(self.x)


class SampleReader:
    """Converts raw samples to prepared inputs, and refuses unsuitable ones.

    Args:
        signature: Signature of the model.
        chain: The fitted preprocessing.
    """

    def __init__(self, signature: Signature, chain: Chain) -> None:
        self.chain, self._names = chain, tuple(signature.inputs)
        self._inputs = {name: _InputReader(name, given, chain) for name, given in signature.inputs.items()}

    def samples(self, items: Items) -> Ports:
        """Read samples, at least one.

        Args:
            items: One entry a sample; for several inputs an object with a value for each, by name. Or arrays by name.

        Raises:
            InputError: Samples that the model cannot take.
        """
        if isinstance(items, dict):
            return self._each(items)
        if len(self._names) > 1 or self._names_its_input(items[0]):
            return self._each(samples_by_input(items, self._names))
        (name,) = self._names
        return {name: self._inputs[name].read(items)}

    def series(self, items: Items) -> tuple[Ports, list[int]]:
        """Read series into windows, one series after the other.

        Args:
            items: One entry a series; at least one.

        Returns:
            The windows, and how many each series has.

        Raises:
            InputError: A series that the model cannot take.
        """
        name, bare = self.bare(items)
        windows = self._inputs[name].windows(bare)
        return {name: np.concatenate(windows)}, [len(each) for each in windows]

    def bare(self, items: Items) -> tuple[str, Sequence[Any] | Array]:
        """Return the name of the only input, and its samples, taken out of objects that name it."""
        (name,) = self._names
        if isinstance(items, dict):
            return name, items[name]
        return name, samples_by_input(items, self._names)[name] if self._names_its_input(items[0]) else items

    @property
    def reads_arrays(self) -> bool:
        """Tell whether every input takes numbers only, in which nothing may be missing, or images."""
        return all(reader.reads_arrays for reader in self._inputs.values())

    def sample_schema(self) -> Schema:
        """Return the JSON schema of one sample."""
        return by_input({name: reader.sample_schema() for name, reader in self._inputs.items()})

    def series_schema(self) -> Schema:
        """Return the JSON schema of one series, at least as long as a window."""
        return by_input({name: reader.series_schema() for name, reader in self._inputs.items()})

    def _names_its_input(self, first: Any) -> bool:
        """Tell whether samples are objects that name the only input; rows may have a column of the same name."""
        (name,) = self._names
        return isinstance(first, dict) and first.keys() == {name} and self._inputs[name].columns != (name,)

    def _each(self, columns: Mapping[str, Any]) -> Ports:
        prepared, faults = {}, []
        for name, reader in self._inputs.items():
            try:
                prepared[name] = reader.read(columns[name])
            except InputError as error:
                faults += [located(fault, name) for fault in error.faults]
        if faults:
            raise InputError(faults[:MAX_FAULTS])
        return prepared


def decode_samples(items: Items, reader: SampleReader, unknown: Unknown | None) -> Decoded:
    """Decode samples that are neither series nor texts; see `models.kinds.Kind.decode`."""
    return Decoded(reader.samples(items))


def n_items(items: Items) -> int:
    """Return the number of samples."""
    return len(next(iter(items.values()))) if isinstance(items, dict) else len(items)


class _InputReader:
    """Reads the raw values of one input."""

    def __init__(self, name: str, signature: InputSignature, chain: Chain) -> None:
        self._signature, self._chain, self._steps = signature, chain, chain.inputs[name]
        self._needed, self._images = steps_over_numbers(signature, self._steps), ImageReader(signature, self._steps)
        self._gaps = _gaps_in(signature, chain, name)
        self._numbers_only = signature.takes_numbers and not self._gaps and not any(cells.type == "boolean" for cells in signature.cells)
        self.reads_arrays = self._numbers_only or signature.input_dtype == "image"
        self.columns = signature.columns

    def read(self, items: Sequence[Any] | Array) -> Array:
        first, signature = items[0], self._signature
        if self._images.reads(first):
            return self._images.read(items)
        if self._numbers_only and isinstance(items, np.ndarray):
            return self._prepared(stack_samples(items, signature), self._needed)
        if self.columns and isinstance(first, dict):
            prepared = rows_of_objects(items, signature, lambda rows: self._prepared(self._stack(rows), self._steps))
        else:
            prepared = self._prepared(self._stack(items), self._steps)
        if self._gaps and not self._signature.gaps and np.isnan(prepared).any():
            row = np.argwhere(np.isnan(prepared))[0][0]
            raise InputError([Fault(f"{ROOT}/{row}", "expected no missing values in columns that the model's preprocessing does not fill")])
        return prepared

    def _prepared(self, raw: Array, steps: Sequence[Step]) -> Array:
        try:
            return applied(steps, raw)
        except RefusedValues as error:
            raise InputError(self._located(error)) from error
        except DataError as error:
            row, detail = _first_refused(steps, raw, str(error))
            raise InputError([Fault(f"{ROOT}/{row}", detail)]) from error

    def _located(self, error: RefusedValues) -> list[Fault]:
        """Return values that a step refuses as faults of the columns of the raw rows that they are made of."""
        columns: Columns | None = numbered(self._signature.input_shape[0] or 0)
        for step in self._steps[: self._steps.index(cast("Step", error.step))]:
            columns = None if columns is None else step.columns_after(columns)
        sources = {index: column.source for index, column in enumerate(columns or ()) if column.source is not None}
        places = {index: f"/{source}" for index, source in sources.items()}
        faults = [Fault(f"{ROOT}/{value.row}{places.get(value.column, '')}", value.detail) for value in error.values]
        return [*faults, rest_of(error.n_values - len(faults))] if error.n_values > len(faults) else faults

    def _stack(self, items: Sequence[Any] | Array) -> Array:
        if self._numbers_only:
            return stack_samples(items, self._signature)
        if self._signature.input_shape:
            return stack_rows(items, self._signature, self._gaps)
        return stack_texts(items.tolist() if isinstance(items, np.ndarray) else items)

    def sample_schema(self) -> Schema:
        return sample_schema(self._signature, self._gaps, self._images.decoded_shape)

    def series_schema(self) -> Schema:
        return series_schema(self._signature, self._chain.window.size if self._chain.window else 1)

    def windows(self, items: Sequence[Any] | Array) -> list[Array]:
        return [self._windows(item, f"{ROOT}/{index}") for index, item in enumerate(items)]

    def _windows(self, item: Any, pointer: str) -> Array:
        series = _characters(item, pointer) if self._signature.input_dtype == "str" else series_array(item, self._signature, pointer)
        try:
            return applied(self._steps, series)
        except DataError as error:
            raise InputError([Fault(pointer, str(error))]) from error


def _first_refused(steps: Sequence[Step], raw: Array, detail: str) -> tuple[int, str]:
    """Return the index of the first row that steps refuse, and why: each half that they are tried on is half as large as the one before.

    Args:
        steps: The steps, which treat each row by itself.
        raw: The rows, of which they refuse at least one.
        detail: Why they refuse all rows together.
    """
    start, stop = 0, len(raw)
    while stop - start > 1:
        middle = (start + stop) // 2
        try:
            applied(steps, raw[start:middle])
            start = middle
        except DataError as error:
            stop, detail = middle, str(error)
    return start, detail


def _gaps_in(signature: InputSignature, chain: Chain, name: str) -> frozenset[int]:
    """Return the indices of the input columns in which values may be missing: those that a step fills, and those that the model has learned with."""
    if len(signature.input_shape) != 1:
        return frozenset()
    return filled_sources(chain.inputs[name], numbered(signature.input_shape[0] or 0)) | frozenset(signature.gaps)


def _characters(text: Any, pointer: str) -> Array:
    """Return a text as a series of its characters."""
    if not isinstance(text, str):
        raise InputError([Fault(pointer, f"expected text, got {described(text)}")])
    return np.array(list(text), "<U1")


def steps_over_numbers(signature: InputSignature, steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the fitted steps over an input that change something of numbers in the type in which they are read."""
    return needed(steps, TensorType(signature.input_shape, number_type(signature)))
