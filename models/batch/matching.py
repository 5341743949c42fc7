"""The data of a batch, matched with the inputs of its model: by the names of columns, and of arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.artifact.signature import InputSignature, Signature
from models.batch.samples import BatchSamples
from models.core.errors import Fault, SpecError
from models.core.faults import listed, quote
from models.datasets import DataSet, Description
from models.datasets.data_set import PartName
from models.datasets.kept_columns import HasColumns
from models.kinds import kind_named
from models.specs.batch import BatchSpec
from models.specs.data import DataSpec
from models.specs.parse import data_set_of
from models.specs.registered import Registered
from models.uploads.column_selection import Lookup
from models.uploads.stored_upload import PREFIX

#: What settles a doubt about a feature of a spec.
_LEFT_OUT = "; or leave the column out of data.features"
#: Pointers of a request by those of the data part of a spec, to which the data sets point.
_MOVED = {"/data/source": "/source", "/data/params": "/params", "/data/features": "/source", "/data": "/source"}


def matched(spec: BatchSpec, signature: Signature, registered: Registered, cache: Path | None) -> BatchSamples:
    """Return the samples of a batch.

    Args:
        spec: The spec.
        signature: Signature of its model.
        registered: Where uploads are looked up.
        cache: Folder for unpacked data sets; None for none.

    Raises:
        SpecError: There is no such data, or the model does not take it; pointers are those of a request.
    """
    faults = _model_faults(signature)
    if faults:
        raise SpecError(faults)
    try:
        matching = _Matching(spec, signature, registered)
        inputs = matching.inputs()
        _require_part(next(iter(inputs.values())), spec.data.part)
        return BatchSamples(inputs, matching.kept(next(iter(inputs.values()))), spec.data.part, cache)
    except SpecError as error:
        raise SpecError([_moved(fault) for fault in error.faults]) from error


def _model_faults(signature: Signature) -> list[Fault]:
    """Refuse a model that has no prediction for a sample of a data set."""
    kinds = [kind_named(output.kind) for output in signature.outputs.values()]
    if any(kind.reads_texts for kind in kinds):
        return [Fault("", "expected a model that predicts on samples; this one continues texts: POST /v1/models/{ref}/generate")]
    if any(kind.continues_series for kind in kinds):
        return [Fault("", "expected a model that predicts on samples; this one continues series: POST /v1/models/{ref}/forecast")]
    if signature.has_single_ports and not signature.methods:
        return [Fault("", "expected a model that predicts on new samples; this one labels its training data only")]
    return []


@dataclass(frozen=True)
class _Matching:
    """Finds the data of each input."""

    spec: BatchSpec
    signature: Signature
    registered: Registered

    def inputs(self) -> dict[str, DataSet]:
        found, faults = {}, []
        for name, given in self.signature.inputs.items():
            try:
                found[name] = self._data_set(name, given)
            except SpecError as error:
                faults += [_of_input(fault, given) for fault in error.faults]
                continue
            faults += _doubts(found[name], self.spec.data.source) or _type_faults(given, found[name].describe(), self.spec.data.source)
        if faults:
            raise SpecError(list(dict.fromkeys(faults)))
        return found

    def kept(self, data_set: DataSet) -> Mapping[str, int]:
        """Return the indices of the columns that are kept, by name."""
        names = tuple(data_set.kept_types) if isinstance(data_set, HasColumns) else ()
        if self.spec.keep and (not names or self.spec.data.part == "test"):
            whose = f"the {self.spec.data.part} part of {self.spec.data.source}"
            raise SpecError([Fault("/keep", f"expected no columns to keep, as {whose} has none beside its samples")])
        lookup = Lookup(names)
        indices = [lookup.index(wanted, f"/keep/{position}") for position, wanted in enumerate(self.spec.keep)]
        lookup.require_sound()
        return {names[index]: index for index in indices if index is not None}

    def _data_set(self, name: str, given: InputSignature) -> DataSet:
        if not self.spec.data.source.startswith(PREFIX):
            return self._selected(None)
        if len(self.signature.inputs) > 1 and given.columns is None:
            return self._selected([name])
        whole = self._selected(None)
        columns = whole.describe().columns
        return whole if columns is None else self._selected(self._features(given, columns))

    def _selected(self, features: list[str | int] | None) -> DataSet:
        data = self.spec.data
        return data_set_of(DataSpec(source=data.source, params=data.params, features=features), self.registered)

    def _features(self, given: InputSignature, columns: Sequence[str]) -> list[str | int]:
        """Return the columns of a table that an input takes: those of its names; of a model without names, all that are not kept."""
        if given.columns is not None:
            return list(given.columns)
        return [column for index, column in enumerate(columns) if column not in self.spec.keep and index not in self.spec.keep] or list(columns)


def _doubts(data_set: DataSet, source: str) -> list[Fault]:
    """Return the doubts about the columns that an input takes, which nothing but another reading settles: the model has to have them."""
    settled = ((fault.detail.removesuffix(_LEFT_OUT), source.removeprefix(PREFIX)) for fault in data_set.doubted().faults)
    return [Fault("/source", detail.replace("{id}", upload_id)) for detail, upload_id in settled]


def _type_faults(given: InputSignature, data: Description, source: str) -> list[Fault]:
    """Return the faults of columns that are text where the model takes numbers, and the other way round."""
    if given.columns is None:
        return []
    if data.columns is not None and data.columns != given.columns:
        return [Fault("/source", f"expected the columns {listed(map(quote, given.columns))}, got {listed(map(quote, data.columns))}")]
    known, found = given.text_indices, set(data.text_columns)
    return [Fault("/source", _said(given.columns[index], source, is_text=index in known)) for index in sorted(known ^ found)]


def _said(column: str, source: str, *, is_text: bool) -> str:
    wanted, came = ("text", "numbers") if is_text else ("numbers", "text")
    detail = f"column {quote(column)}: expected {wanted}, as the model takes, got {came}"
    if not source.startswith(PREFIX):
        return detail
    types = f'{{"types": {{{quote(column)}: "{"text" if is_text else "number"}"}}}}'
    return f"{detail}; POST /v1/datasets/{source.removeprefix(PREFIX)}/reread with {types} reads it so"


def _require_part(data_set: DataSet, part: PartName) -> None:
    if part == "test" and not data_set.describe().n_test:
        raise SpecError([Fault("/part", f"expected train, as {data_set.title} has no test part of its own, got test")])


def _of_input(fault: Fault, given: InputSignature) -> Fault:
    """Return a fault of a column that the model takes, and the caller has not named."""
    if not fault.pointer.startswith("/data/features"):
        return fault
    what = "a column of that name, as the model takes it" if given.columns else "an array of that name, as the model takes it"
    return Fault("/data/features", f"{fault.detail}; expected {what}")


def _moved(fault: Fault) -> Fault:
    moved = next((fault.moved(old, new) for old, new in _MOVED.items() if fault.moved(old, new) != fault), fault)
    return Fault("/source", moved.detail, moved.n_faults) if moved.pointer.startswith("/source/") else moved
