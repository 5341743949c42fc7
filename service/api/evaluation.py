"""Evaluations of models, and plots of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version as version_of
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from models.core.deferred_rows import Samples
from models.core.errors import DataError, Fault, SpecError, UnreachableError
from models.core.faults import quote
from models.evaluation.confusion import confusion_png, gallery_png
from models.evaluation.dataset_plot import is_image
from models.evaluation.record import ClassificationReport, Evaluation, PartName
from models.preparing.raw import hold_back, load_raw
from models.specs.job import JobSpec
from models.specs.parse import parse_spec
from models.specs.ports import PortSets, port_sets
from service.access.guarded_route import GuardedRoute
from service.api.datasets import PngResponse
from service.api.openapi import plot_response
from service.api.sent_file import caching
from service.api.value_types import KindName
from service.bodies.content import PNG, file_type
from service.deps import Parts, TheParts
from service.errors import Conflict, Invalid, NotFound, Unavailable
from service.http.etags import etag_of, is_known, not_modified
from service.problem_types.declared import problems
from service.problem_types.of_conflicts import DATA_CHANGED
from service.problem_types.of_missing import NO_EVALUATION
from service.problem_types.of_server import DATA_UNREACHABLE
from service.recorded import recorded_of
from service.store.rows import Version

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=GuardedRoute)

OutputName = Annotated[str | None, Query(description="Name of the output; required if the model has several.")]
#: Why a model of any kind may have no evaluation.
_WITHOUT = "was imported, or was made before evaluations were recorded"


class EvaluationOut(Evaluation):
    """Evaluation of a model version on one part of its data."""

    ref: str = Field(description="The model version.")
    kind: KindName = Field(description="Kind of the predictions that were evaluated.")


@router.get("/{ref:ref}/evaluation", responses=problems("no-evaluation", "model-unavailable"))
def get_evaluation(ref: str, parts: TheParts, output: OutputName = None) -> EvaluationOut:
    """Show the evaluation of a model.

    Figures on one part of its data, the test part where there is one: of a classifier with confusion matrix, curves, calibration and misclassified
    samples.
    """
    version = parts.registry.resolve(ref)
    evaluation = _evaluation(version, parts, output)
    if evaluation is None:
        raise NotFound(f"model {version.ref} has no evaluation: it transforms or reconstructs, {_WITHOUT}", kind=NO_EVALUATION)
    return EvaluationOut(ref=version.ref, **dict(evaluation))


@router.get(
    "/{ref:ref}/evaluation/confusion.png",
    response_class=PngResponse,
    responses=plot_response("no-evaluation", "model-unavailable"),
)
def draw_confusion(ref: str, request: Request, parts: TheParts, output: OutputName = None) -> Response:
    """Draw the confusion matrix as a PNG file.

    A heat map of the errors of a classifier with at most 1,000 classes.
    """
    version = parts.registry.resolve(ref)
    evaluation, report = _classification(version, parts, output)
    if report.confusion_matrix is None:
        raise NotFound(f"model {version.ref} has no confusion matrix: it has {len(report.labels):,} classes", kind=NO_EVALUATION)
    headers = _headers(version, output)
    if is_known(request, headers["ETag"]):
        return not_modified(request, headers)
    return PngResponse(
        confusion_png(report.confusion_matrix, report.labels, _title(version, evaluation)), headers=headers, media_type=file_type(request, PNG)
    )


@router.get(
    "/{ref:ref}/evaluation/misclassified.png",
    response_class=PngResponse,
    responses=plot_response("no-evaluation", "data-changed", "data-unreachable", "model-unavailable"),
)
async def draw_misclassified(ref: str, request: Request, parts: TheParts) -> Response:
    """Draw misclassified images as a PNG file.

    A grid with one image for each pair of true class (row) and predicted class (column). Only for classifiers of images.
    """
    async with parts.preparing:
        return await run_in_threadpool(_misclassified, ref, request, parts)


def _misclassified(ref: str, request: Request, parts: Parts) -> Response:
    version = parts.registry.resolve(ref)
    if not recorded_of(version, parts).signature.has_single_ports:
        raise NotFound(f"model {version.ref} has no gallery: expected one input of images, got named inputs", kind=NO_EVALUATION)
    evaluation, report = _classification(version, parts, None)
    headers = _headers(version)
    with _data_errors(version):
        spec, sets = _data(version, parts)  # Also for a 304: whoever may no longer look at the data set gets no image of it.
        if is_known(request, headers["ETag"]):
            return not_modified(request, headers)
        images = _images(version, evaluation.part, spec, sets, parts)
    return PngResponse(gallery_png(report, images, _title(version, evaluation)), headers=headers, media_type=file_type(request, PNG))


def _evaluation(version: Version, parts: Parts, output: str | None) -> Evaluation | None:
    """Return the evaluation of a model, or of its output of that name."""
    recorded = recorded_of(version, parts)
    first, *others = recorded.signature.outputs
    if output is None and not others:
        return recorded.evaluations.get(first)
    if output not in recorded.evaluations:
        came = "none" if output is None else quote(output)
        wanted = f"one of {', '.join(recorded.evaluations)}" if others else "no output, since the model has only one"
        raise Invalid.of([Fault("/query/output", f"expected {wanted}, got {came}")])
    return recorded.evaluations[output]


def _classification(version: Version, parts: Parts, output: str | None) -> tuple[Evaluation, ClassificationReport]:
    evaluation = _evaluation(version, parts, output)
    if evaluation is None or evaluation.classification is None:
        raise NotFound(f"model {version.ref} has no evaluation of classes: it is not a classifier, {_WITHOUT}", kind=NO_EVALUATION)
    return evaluation, evaluation.classification


@contextmanager
def _data_errors(version: Version) -> Iterator[None]:
    """Turn errors of finding and loading the data of a model into problem responses."""
    try:
        yield
    except SpecError as error:
        raise NotFound(f"the data of model {version.ref} no longer exists: {error.faults[0].detail}", kind=NO_EVALUATION) from error
    except UnreachableError as error:
        raise Unavailable(str(error), kind=DATA_UNREACHABLE) from error
    except DataError as error:
        raise NotFound(f"the data of model {version.ref} no longer exists: {error}", kind=NO_EVALUATION) from error


def _data(version: Version, parts: Parts) -> tuple[JobSpec, PortSets]:
    """Return the spec of a model and its data sets, which the caller may look at; the spec names the models of the model's owner."""
    registered = parts.visible.recorded(version.owner)
    spec = parse_spec(recorded_of(version, parts).spec, registered)
    sets = port_sets(spec, registered)
    (data_set,) = sets.inputs.values()
    if not is_image(data_set.describe()):
        raise NotFound(f"model {version.ref} has no gallery: its inputs are not images", kind=NO_EVALUATION)
    return spec, sets


def _images(version: Version, part: PartName, spec: JobSpec, sets: PortSets, parts: Parts) -> Samples:
    """Load the raw inputs of the evaluated part, as the job did."""
    raw = load_raw(spec, sets, parts.settings.cache)
    train, validation = hold_back(spec, raw.train)
    if train.digest() != recorded_of(version, parts).data_sha256:
        raise Conflict(f"the data set {spec.data.source} is no longer the one that model {version.ref} was trained on", kind=DATA_CHANGED)
    chosen = {"test": raw.test, "validation": validation, "train": train}[part]
    if chosen is None:
        raise Conflict(f"the data set {spec.data.source} no longer has the {part} part that model {version.ref} was evaluated on", kind=DATA_CHANGED)
    (images,) = chosen.inputs.values()
    return images


def _title(version: Version, evaluation: Evaluation) -> str:
    return f"{version.ref}: errors on the {evaluation.part} part ({evaluation.n_samples:,} samples)"


def _headers(version: Version, output: str | None = None) -> dict[str, str]:
    """Make an ETag from everything that determines an image, so that an unchanged one is recognized without drawing it."""
    named = f"\n{output}" if output else ""
    return caching(etag_of(f"{version_of('modelbook')}\n{version.ref}\n{version.sha256}{named}".encode()))
