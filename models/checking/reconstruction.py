"""Specs of autoencoders: networks that learn to give their inputs back."""

from collections.abc import Iterator
from dataclasses import replace

from models.checking.flow import Flow, follow
from models.core.errors import Fault
from models.datasets import Description
from models.preprocessing.image import Image
from models.preprocessing.scale import Scale
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline


def follow_spec(spec: JobSpec, data: Description) -> Flow:
    """Work out what preprocessing makes of a data set; the targets of an autoencoder are its inputs.

    Args:
        spec: The spec.
        data: What is known of the data set; see `learned` for that of an autoencoder.
    """
    flow = follow(spec.preprocessing, data)
    return replace(flow, targets=flow.inputs) if spec.data.reconstruct else flow


def learned(spec: JobSpec, data: Description) -> Description:
    """Return what is known of a data set, without the targets and labels that an autoencoder does not learn."""
    return replace(data, targets=None, labels=None) if spec.data.reconstruct else data


def reconstruction_faults(spec: JobSpec, data: Description) -> list[Fault]:
    """Return why a spec cannot be that of an autoencoder; nothing where it is to be none."""
    return list(_faults(spec, data)) if spec.data.reconstruct else []


def reconstruction_warnings(spec: JobSpec) -> list[Fault]:
    """List what of an autoencoder is probably not meant."""
    return [*_way_back(spec), *_range(spec)] if spec.data.reconstruct else []


def _faults(spec: JobSpec, data: Description) -> Iterator[Fault]:
    if not spec.task_facts.trains:
        yield Fault("/task", f"an autoencoder is made by the task train, got {spec.task}")
    if isinstance(spec.model, SklearnPipeline):
        yield Fault("/data/reconstruct", "a network gives its inputs back: expected a sequential or functional model, got a scikit-learn pipeline")
    if data.inputs.axis == "time":
        yield Fault("/data/reconstruct", "the data is a series, whose window makes the targets: expected samples")
    if spec.data.target is not None:
        yield Fault("/data/target", f"the inputs themselves are what is learned: expected no target, got {spec.data.target!r}")
    if spec.preprocessing.targets:
        yield Fault("/preprocessing/targets", "the targets are the preprocessed inputs: expected no steps over targets")


def _way_back(spec: JobSpec) -> Iterator[Fault]:
    """Warn of the step that answers are not brought back beyond; pictures are meant to come back as numbers."""
    last = next(((place, step) for place, step in reversed(list(enumerate(spec.preprocessing.input_steps))) if not step.has_inverse()), None)
    if last is not None and not isinstance(last[1], Image):
        yield Fault(f"/preprocessing/inputs/{last[0]}", f"{last[1].step} has no way back: answers stay in the form that it gives")


def _range(spec: JobSpec) -> Iterator[Fault]:
    """Warn of a crossentropy over values that are no probabilities."""
    if spec.training is None or spec.training.one_loss != "binary_crossentropy":
        return
    for place, step in enumerate(spec.preprocessing.input_steps):
        if isinstance(step, Scale) and not all(0 <= end <= 1 for end in step.to):
            detail = f"binary_crossentropy compares values from 0 to 1, but this step gives {step.to[0]:g} to {step.to[1]:g}"
            yield Fault(f"/preprocessing/inputs/{place}/to", f"{detail}; use mean_squared_error, or the range [0, 1]")
