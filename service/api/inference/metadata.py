"""What the protocol says of a model."""

from service.api.inference.forms import InferenceModel, LabelsOut, TensorMetadata
from service.api.inference.inputs import TensorForm, forms_taken
from service.api.inference.outputs import forms_given
from service.compiled_models import Loaded
from service.store.rows import Version

#: Platform of the protocol by the name of a runtime.
_PLATFORMS = {"onnx": "onnxruntime_onnx", "keras": "keras_h5", "sklearn": "sklearn_skops"}


def metadata_of(version: Version, versions: list[str], loaded: Loaded) -> InferenceModel:
    """Return the metadata of a model."""
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
