"""Data sets: list, details and plots."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field

from models.core.errors import DataError, Fault, SpecError, UnreachableError
from models.core.faults import quote
from models.datasets import DATA_SETS, WITHDRAWN, DataSet
from models.specs.data import DataSpec
from models.specs.parse import data_set_of
from models.uploads.stored_upload import PREFIX
from service.access.guarded_route import GuardedRoute
from service.api.filters import DatasetsAsked
from service.api.uploads import UploadOut
from service.api.value_types import JsonSchema
from service.bodies.content import PNG, decoded_object
from service.deps import Parts, TheParts
from service.errors import Invalid, NotFound, Unavailable
from service.problem_types.of_missing import NO_SUCH_DATASET
from service.problem_types.of_requests import INVALID_DATA, INVALID_PARAMETER
from service.problem_types.of_server import DATA_UNREACHABLE
from service.store.dataset_filter import DatasetFilter

router = APIRouter(prefix="/v1/datasets", tags=["datasets"], route_class=GuardedRoute)

_LONGEST = 10_000


@dataclass(frozen=True)
class AskedParams:
    """Parameters of a generator as a query gives them.

    Args:
        values: The parameters; empty for the defaults.
        pointer: Where in the request they are.
    """

    values: dict[str, Any]
    pointer: str


def the_params(
    data_params: Annotated[
        str | None,
        Query(
            max_length=_LONGEST,
            description="Parameters of a generator, a JSON object as text, like `data.params` of a spec; the defaults when left out.",
            examples=['{"n_samples": 100}'],
        ),
    ] = None,
    # Hidden, since functions of generated clients have a variable of this name.
    params: Annotated[str | None, Query(max_length=_LONGEST, include_in_schema=False)] = None,
) -> AskedParams:
    """Return the parameters of a generator; 422 if they are not a JSON object, or given twice."""
    if data_params is not None and params is not None:
        raise Invalid.of([Fault("/query/params", "expected the parameters once, got them as data_params, too")])
    name, text = ("params", params) if data_params is None and params is not None else ("data_params", data_params)
    return AskedParams({} if text is None else decoded_object(text, f"/query/{name}"), f"/query/{name}")


TheParams = Annotated[AskedParams, Depends(the_params)]


class DatasetOut(BaseModel):
    """A data set before it is loaded."""

    source: str = Field(description="Value of `data.source` in a spec.")
    title: str = Field(description="Its title, for people.")
    kind: Literal["built-in", "upload"] = Field(description="Whether it comes with the service, or was uploaded.")
    downloads: bool = Field(description="Whether the first use downloads the data.")
    axis: Literal["sample", "time"] = Field(description="Whether the data are samples or the steps of one series or text.")
    n_train: int = Field(description="Samples (or steps) in the training part, before any split.")
    n_test: int = Field(description="Samples in the set's own test part; 0 if it has none.")
    endless: bool = Field(description="Whether a network is trained on new samples in every epoch, as many as `training.samples_per_epoch`.")
    input_shape: list[int | None] = Field(description="Shape of one raw input; null for an axis of variable size.")
    input_dtype: str = Field(description='NumPy type name; "str" for text, "object" for rows of numbers and text.')
    target_dtype: str | None = Field(description="Type of one raw target; null without targets.")
    labels: list[int | str] | None = Field(description="Class labels; null if targets are not classes.")
    columns: list[str] | None = Field(description="Names of the input columns; null if they have no names.")
    params: JsonSchema = Field(description="JSON Schema of `data.params`, the parameters of a generator with defaults.")
    upload: UploadOut | None = Field(description="The uploaded file; null for a built-in set.")


class DatasetsOut(BaseModel):
    """The built-in data sets and generators, by name, and a page of uploads, newest first."""

    datasets: list[DatasetOut] = Field(description="The built-in data sets and generators, by name.")
    uploads: list[UploadOut] = Field(description="A page of uploads, newest first.")
    next_cursor: str | None = Field(description="Value of ?cursor= for the next page of uploads; null at the end.")


class PngResponse(Response):
    """A PNG file."""

    media_type = PNG


def the_data_set(dataset_id: str, parts: TheParts, params: TheParams) -> DataSet:
    """Return the data set of a path with the parameters of the query; 404 if it does not exist."""
    source = source_of(dataset_id, parts)
    try:
        return data_set_of(DataSpec(source=source, params=params.values), parts.visible)
    except SpecError as error:
        raise Invalid.of([fault.moved("/data/params", params.pointer) for fault in error.faults]) from error


TheDataSet = Annotated[DataSet, Depends(the_data_set)]


@router.get("")
def list_datasets(
    parts: TheParts,
    wanted: DatasetsAsked,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the previous page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Uploads on a page.")] = 50,
    shared: Annotated[bool, Query(description="Whether to list the uploads that other owners share with yours, instead of its own.")] = False,
) -> DatasetsOut:
    """List data sets, generators and uploads.

    Built-in data sets and generators are listed whole, uploads in pages: give `next_cursor` of a page as `cursor` for the next one. Built-in ones
    have no tags, no note and no form.
    """
    found = parts.uploads.page(None if cursor is None else _position(cursor), limit + 1, shared=shared, wanted=wanted)
    page = found[:limit]
    return DatasetsOut(
        datasets=[_dataset_out(source, cls()) for source, cls in DATA_SETS.items() if _fits(wanted, source, cls.title)],
        uploads=[UploadOut.of(dataset) for dataset in page],
        next_cursor=f"{page[-1].created_at!r}_{page[-1].id}" if len(found) > limit else None,
    )


def _fits(wanted: DatasetFilter, *names: str) -> bool:
    """Tell whether a built-in data set of those names is listed."""
    return not (wanted.tags or wanted.form or wanted.sha256) and any((wanted.text or "").lower() in name.lower() for name in names)


def _position(cursor: str) -> tuple[float, str]:
    """Return the time of creation and the id of a cursor. The data set itself may have been deleted since."""
    created_at, _, dataset_id = cursor.rpartition("_")
    try:
        return float(created_at), dataset_id
    except ValueError as error:
        raise Invalid.of([Fault("/query/cursor", f"expected `next_cursor` of the previous page, got {quote(cursor)}")], INVALID_PARAMETER) from error


@router.get("/{dataset_id}")
def get_dataset(dataset_id: str, data_set: TheDataSet, parts: TheParts) -> DatasetOut:
    """Show a data set without loading it.

    A built-in is named by its name, an upload by its id. `data_params` counts for generators.
    """
    upload = None if dataset_id in DATA_SETS else UploadOut.of(parts.uploads.get(dataset_id))
    return _dataset_out(dataset_id, data_set, upload)


def source_of(dataset_id: str, parts: Parts) -> str:
    """Return the `data.source` of a data set; 404 if it does not exist."""
    if dataset_id in DATA_SETS:
        return dataset_id
    if dataset_id in WITHDRAWN:
        raise NotFound(f"{dataset_id} is not offered: {WITHDRAWN[dataset_id]}", kind=NO_SUCH_DATASET)
    if parts.visible.upload(dataset_id) is None:
        raise NotFound(
            f"there is no data set {quote(dataset_id)}; expected the id of an upload, or one of {', '.join(DATA_SETS)}", kind=NO_SUCH_DATASET
        )
    return PREFIX + dataset_id


@contextmanager
def reported() -> Iterator[None]:
    """Turn errors of loading or drawing a data set into problem responses."""
    try:
        yield
    except UnreachableError as error:
        raise Unavailable(str(error), kind=DATA_UNREACHABLE) from error
    except DataError as error:
        raise Invalid(str(error), kind=INVALID_DATA) from error


def _dataset_out(dataset_id: str, data_set: DataSet, upload: UploadOut | None = None) -> DatasetOut:
    described, built_in = data_set.describe(), upload is None
    return DatasetOut(
        source=dataset_id if built_in else PREFIX + dataset_id,
        title=data_set.title,
        kind="built-in" if built_in else "upload",
        downloads=data_set.downloads,
        axis=described.inputs.axis,
        n_train=described.n_train,
        n_test=described.n_test,
        endless=described.endless,
        input_shape=list(described.inputs.shape),
        input_dtype=described.inputs.dtype,
        target_dtype=described.targets.dtype if described.targets else None,
        labels=None if described.labels is None else list(described.labels),
        columns=None if described.columns is None else list(described.columns),
        params=type(data_set).model_json_schema(),
        upload=upload,
    )
