"""Evaluations of models, and plots of them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from models.core.errors import Fault
from models.core.faults import quote
from models.evaluation.record import ClassificationReport, Evaluation
from service.access.guarded_route import GuardedRoute
from service.api.datasets import PngResponse
from service.api.model_plots import plots_of
from service.api.openapi import plot_response
from service.api.shown_plots import SENDING
from service.api.value_types import KindName
from service.deps import Parts, TheParts
from service.errors import Invalid, NotFound
from service.problem_types.declared import problems
from service.problem_types.of_missing import NO_EVALUATION
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
    responses=plot_response("no-evaluation", *SENDING),
)
async def draw_confusion(ref: str, request: Request, parts: TheParts, output: OutputName = None) -> Response:
    """Draw the confusion matrix as a PNG file.

    The plot `confusion` of the model: a heat map of the errors of a classifier with at most 1,000 classes.
    """
    version = await run_in_threadpool(parts.registry.resolve, ref)
    name = await run_in_threadpool(_confusion, version, parts, output)
    plots = await run_in_threadpool(plots_of, version, parts)
    return await plots.figure(name, "png", request)


@router.get(
    "/{ref:ref}/evaluation/misclassified.png",
    response_class=PngResponse,
    responses=plot_response("no-evaluation", *SENDING),
)
async def draw_misclassified(ref: str, request: Request, parts: TheParts) -> Response:
    """Draw misclassified images as a PNG file.

    The plot `misclassified` of the model: a grid with one image for each pair of true class (row) and predicted class (column). Only for classifiers
    of images.
    """
    version = await run_in_threadpool(parts.registry.resolve, ref)
    await run_in_threadpool(_require_gallery, version, parts)
    plots = await run_in_threadpool(plots_of, version, parts)
    return await plots.figure("misclassified", "png", request)


def _confusion(version: Version, parts: Parts, output: str | None) -> str:
    """Return the name of the plot of the confusion matrix of an output."""
    report = _classification(version, parts, output)
    if report.confusion_matrix is None:
        raise NotFound(f"model {version.ref} has no confusion matrix: it has {len(report.labels):,} classes", kind=NO_EVALUATION)
    return "confusion" if output is None else f"confusion-{output}"


def _require_gallery(version: Version, parts: Parts) -> None:
    if not recorded_of(version, parts).signature.has_single_ports:
        raise NotFound(f"model {version.ref} has no gallery: expected one input of images, got named inputs", kind=NO_EVALUATION)
    _classification(version, parts, None)


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


def _classification(version: Version, parts: Parts, output: str | None) -> ClassificationReport:
    evaluation = _evaluation(version, parts, output)
    if evaluation is None or evaluation.classification is None:
        raise NotFound(f"model {version.ref} has no evaluation of classes: it is not a classifier, {_WITHOUT}", kind=NO_EVALUATION)
    return evaluation.classification
