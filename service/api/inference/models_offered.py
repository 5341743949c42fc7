"""Models, as the Open Inference Protocol sees them."""

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool

from service.access.guarded_route import INFERENCE, GuardedRoute
from service.api.inference.forms import InferenceModel, InferenceModelReady, LabelsOut, TensorMetadata
from service.api.inference.inputs import TensorForm, forms_taken
from service.api.inference.outputs import forms_given
from service.compiled_models import Loaded
from service.deps import Parts, TheParts, loaded_model, usable_version
from service.http.inference_errors import ROOT
from service.problem_types.declared import problems
from service.store.rows import Version

router = APIRouter(prefix=f"{ROOT}/models", tags=[INFERENCE], route_class=GuardedRoute)

#: Platform of the protocol by the name of a runtime.
_PLATFORMS = {"onnx": "onnxruntime_onnx", "keras": "keras_h5", "sklearn": "sklearn_skops"}


@router.get("/{ref:ref}", responses=problems("model-unavailable"), response_model_exclude_none=True)
async def get_inference_model(ref: str, parts: TheParts) -> InferenceModel:
    """Show the tensors of a model.

    Those that it takes and gives, and its versions.
    """
    version = await usable_version(ref, parts)
    _, loaded = await loaded_model(version.ref, parts)
    versions = await run_in_threadpool(_versions, version, parts) if ref == version.name else [str(version.version)]
    return _metadata(version, versions, loaded)


@router.get("/{ref:ref}/versions/{version}", responses=problems("model-unavailable"), response_model_exclude_none=True)
async def get_inference_model_version(ref: str, version: str, parts: TheParts) -> InferenceModel:
    """Show the tensors of a version of a model.

    Those that it takes and gives.
    """
    return await get_inference_model(f"{ref}@{version}", parts)


@router.get("/{ref:ref}/ready", responses=problems("model-unavailable"))
async def get_inference_model_ready(ref: str, parts: TheParts) -> InferenceModelReady:
    """Report whether a model can infer.

    It is loaded if it is not, so that a model which is ready answers at once.
    """
    version = await usable_version(ref, parts)
    await loaded_model(version.ref, parts)
    return InferenceModelReady(name=version.name, ready=True)


@router.get("/{ref:ref}/versions/{version}/ready", responses=problems("model-unavailable"))
async def get_inference_model_version_ready(ref: str, version: str, parts: TheParts) -> InferenceModelReady:
    """Report whether a version of a model can infer.

    It is loaded if it is not.
    """
    return await get_inference_model_ready(f"{ref}@{version}", parts)


def _versions(version: Version, parts: Parts) -> list[str]:
    """Return all versions of a model, the oldest first."""
    return [str(each.version) for each in reversed(parts.registry.versions(version.name))]


def _metadata(version: Version, versions: list[str], loaded: Loaded) -> InferenceModel:
    """Return what the protocol says of a model."""
    runtime = loaded.predictor.runtime.name
    return InferenceModel(
        name=version.name,
        versions=versions,
        platform=_PLATFORMS.get(runtime, runtime),
        inputs=[_tensor(form) for form in forms_taken(loaded.predictor)],
        outputs=[_tensor(form) for form in forms_given(loaded.predictor)],
    )


def _tensor(form: TensorForm) -> TensorMetadata:
    parameters = None if form.labels is None else LabelsOut(labels=list(form.labels))
    return TensorMetadata(name=form.name, datatype=form.datatype, shape=list(form.shape), parameters=parameters)
