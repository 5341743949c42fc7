"""Warnings: specs that run, but probably not as meant."""

from models.datasets import Description
from models.errors import Fault
from models.preprocessing.columns import MinMax, Standardize
from models.preprocessing.scale import Scale
from models.spec.job import JobSpec
from models.spec.model import Sequential


def warnings_for(spec: JobSpec, data: Description) -> list[Fault]:
    """List likely mistakes of a spec that can run."""
    return [*_unscaled_pixels(spec, data), *_large_batch(spec, data)]


def _unscaled_pixels(spec: JobSpec, data: Description) -> list[Fault]:
    scaled = any(isinstance(step, Scale | MinMax | Standardize) for step in spec.preprocessing.inputs)
    if data.inputs.dtype != "uint8" or scaled or not isinstance(spec.model, Sequential):
        return []
    return [Fault("/preprocessing/inputs", "pixels reach the network as 0 to 255; networks train better on a range such as [0, 1]: add a scale step")]


def _large_batch(spec: JobSpec, data: Description) -> list[Fault]:
    if spec.training is None or spec.training.batch_size <= data.n_train:
        return []
    return [
        Fault(
            "/training/batch_size",
            f"a batch of {spec.training.batch_size:,} is larger than the training part of {data.n_train:,}; each epoch is one step",
        )
    ]
