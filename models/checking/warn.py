"""Warnings: specs that run, but probably not as meant."""

from models.checking.pipeline import pipeline_warnings
from models.checking.reconstruction import reconstruction_warnings
from models.core.errors import Fault
from models.core.tensors import PICTURE
from models.datasets import Description
from models.preprocessing.columns import MinMax, Standardize
from models.preprocessing.divide import Divide
from models.preprocessing.normalize import Normalize
from models.preprocessing.scale import Scale
from models.specs.column_names import gaps_left
from models.specs.epochs import epoch_warnings
from models.specs.job import JobSpec
from models.specs.layers.normalization import Dropout, Normalization, Rescaling
from models.specs.model import SklearnPipeline, placed_layers


def warnings_for(spec: JobSpec, data: Description) -> list[Fault]:
    """List likely mistakes of a spec that can run."""
    pipeline = pipeline_warnings(spec.model, data) if isinstance(spec.model, SklearnPipeline) else []
    batches = [*_large_batch(spec, data), *epoch_warnings(spec, data)]
    others = [*_unshuffled_split(spec, data), *_full_dropout(spec), *_gaps(spec, data), *reconstruction_warnings(spec)]
    return [*_unscaled_pixels(spec, data), *batches, *others, *pipeline]


def _unscaled_pixels(spec: JobSpec, data: Description) -> list[Fault]:
    scaled = any(isinstance(step, Scale | Divide | MinMax | Standardize | Normalize) for step in spec.preprocessing.input_steps)
    scaled = scaled or any(isinstance(layer, Rescaling | Normalization) for _, layer in placed_layers(spec.model))
    if data.inputs.dtype not in ("uint8", PICTURE) or scaled or isinstance(spec.model, SklearnPipeline):
        return []
    return [Fault("/preprocessing/inputs", "pixels reach the network as 0 to 255; networks train better on a range such as [0, 1]: add a scale step")]


def _gaps(spec: JobSpec, data: Description) -> list[Fault]:
    left = gaps_left(spec.preprocessing.input_steps, data)
    mend = "add an impute step; without one the job may fail, or learn nothing but NaN"
    return [Fault("/preprocessing/inputs", f"{left}: {mend}")] if left else []


def _large_batch(spec: JobSpec, data: Description) -> list[Fault]:
    if spec.training is None or spec.training.samples_per_epoch is not None or spec.training.batch_size <= data.n_train:
        return []
    return [
        Fault(
            "/training/batch_size",
            f"a batch of {spec.training.batch_size:,} is larger than the training part of {data.n_train:,}; each epoch is one step",
        )
    ]


def _unshuffled_split(spec: JobSpec, data: Description) -> list[Fault]:
    if spec.data.split is None or spec.data.split.shuffle or data.inputs.axis == "time":
        return []
    return [Fault("/data/split/shuffle", "the last samples become the test part; if the data is ordered, they are unlike the rest")]


def _full_dropout(spec: JobSpec) -> list[Fault]:
    return [
        Fault(f"{pointer}/rate", "a rate of 1 drops every value: nothing behind the layer can learn")
        for pointer, layer in placed_layers(spec.model)
        if isinstance(layer, Dropout) and layer.rate == 1
    ]
