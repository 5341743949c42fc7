"""Data sets: what there is, their first samples, and a picture of each."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query, Request, Response

from models.core.errors import DataError, Fault, SpecError, UnreachableError
from models.core.faults import quote
from models.datasets import DATA_SETS, WITHDRAWN, Data, DataSet
from models.datasets.preview import preview
from models.evaluation.dataset_plot import plot_of, require_drawable
from models.specs.data import DataSpec
from models.specs.parse import data_set_of
from models.uploads.upload import PREFIX
from service.api.bodies import MAX_DEPTH, depth_of
from service.api.dataset_schemas import DatasetOut, DatasetsOut, PreviewOut, SampleOut
from service.api.headers import is_known
from service.api.upload_schemas import UploadOut
from service.deps import Parts, TheParts
from service.errors import Invalid, NotFound, Unavailable

router = APIRouter(prefix="/v1/datasets", tags=["datasets"])

_PARAMS = "/query/params"
ParamsText = Annotated[
    str | None, Query(max_length=10_000, description='Parameters of a generator, a JSON object such as {"n": 100}; its defaults when left out.')
]


class PngResponse(Response):
    """A picture."""

    media_type = "image/png"


def the_data_set(dataset_id: str, parts: TheParts, params: ParamsText = None) -> DataSet:
    """Return the data set a path names, with the parameters of the query; 404 if there is none."""
    source = _source(dataset_id, parts)
    try:
        return data_set_of(DataSpec(source=source, params=_decoded(params)), parts.lookup)
    except SpecError as error:
        raise Invalid.of([fault.moved("/data/params", _PARAMS) for fault in error.faults]) from error


TheDataSet = Annotated[DataSet, Depends(the_data_set)]


@router.get("")
def list_datasets(
    parts: TheParts,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Uploads on a page.")] = 50,
) -> DatasetsOut:
    """List the built-in data sets and generators with their parameters, and the uploads, newest first."""
    found = parts.uploads.page(cursor, limit + 1)
    page = found[:limit]
    return DatasetsOut(
        datasets=[_dataset_out(source, cls()) for source, cls in DATA_SETS.items()],
        uploads=[UploadOut.of(dataset) for dataset in page],
        next_cursor=page[-1].id if len(found) > limit else None,
    )


@router.get("/{dataset_id}")
def get_dataset(dataset_id: str, data_set: TheDataSet, parts: TheParts) -> DatasetOut:
    """Show a data set, a built-in by its name or an upload by its id; nothing is loaded."""
    upload = None if dataset_id in DATA_SETS else UploadOut.of(parts.uploads.get(dataset_id))
    return _dataset_out(dataset_id, data_set, upload)


@router.get("/{dataset_id}/preview")
def preview_dataset(
    data_set: TheDataSet, parts: TheParts, n_samples: Annotated[int, Query(ge=1, le=100, description="Samples to show, at most.")] = 5
) -> PreviewOut:
    """Show the first raw samples of a data set."""
    with reported():
        samples = preview(data_set.first(n_samples, parts.settings.cache), data_set.describe(), n_samples)
    return PreviewOut(samples=[SampleOut(**sample) for sample in samples])


@router.get("/{dataset_id}/plot", response_class=PngResponse)
def plot_dataset(dataset_id: str, data_set: TheDataSet, request: Request, parts: TheParts) -> Response:
    """Plot a data set as a PNG file of 640 x 480 pixels: points, a grid of images, or the line of a series."""
    headers = {"ETag": _etag(dataset_id, data_set), "Cache-Control": "no-cache"}
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    with reported():
        require_drawable(data_set.describe())
        image = plot_of(_load(data_set, parts), data_set.describe(), data_set.title)
    return PngResponse(image, headers=headers)


def _source(dataset_id: str, parts: Parts) -> str:
    if dataset_id in DATA_SETS:
        return dataset_id
    if dataset_id in WITHDRAWN:
        raise NotFound(f"{dataset_id} is not offered: {WITHDRAWN[dataset_id]}")
    if parts.lookup.upload(dataset_id) is None:
        raise NotFound(f"there is no data set {quote(dataset_id)}; expected the id of an upload, or one of {', '.join(DATA_SETS)}")
    return PREFIX + dataset_id


def _decoded(params: str | None) -> dict[str, Any]:
    try:
        decoded = orjson.loads(params) if params is not None else {}
    except orjson.JSONDecodeError as error:
        raise Invalid.of([Fault(_PARAMS, f"expected a JSON object, got {quote(params)}: {error}")]) from error
    if not isinstance(decoded, dict) or depth_of(decoded) > MAX_DEPTH:
        raise Invalid.of([Fault(_PARAMS, f"expected a JSON object of at most {MAX_DEPTH} levels, got {quote(params)}")])
    return decoded


def _load(data_set: DataSet, parts: Parts) -> Data:
    return data_set.load(parts.settings.cache)


@contextmanager
def reported() -> Iterator[None]:
    """Answer with the reason where a data set cannot be had or shown."""
    try:
        yield
    except UnreachableError as error:
        raise Unavailable(str(error)) from error
    except DataError as error:
        raise Invalid(str(error)) from error


def _etag(dataset_id: str, data_set: DataSet) -> str:
    """Name a picture by all that decides what is in it, so that one need not be drawn to be known unchanged."""
    digest = hashlib.sha256("\n".join([version("modelbook"), dataset_id, data_set.model_dump_json()]).encode())
    return f'"{digest.hexdigest()}"'


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
