"""A scikit-learn pipeline judged before it is built."""

from collections.abc import Sequence

from models.checking.flow import Flow
from models.core.errors import Fault
from models.core.tensors import shape_text
from models.datasets import Description
from models.specs.estimators import ESTIMATORS, Role
from models.specs.model import EstimatorStep, SklearnPipeline
from models.specs.parameters import parameter_faults


def pipeline_faults(model: SklearnPipeline, flow: Flow, data: Description) -> list[Fault]:
    """List what cannot work about a pipeline.

    Args:
        model: The estimators.
        flow: What preprocessing gives.
        data: What is known of the data set.
    """
    faults = _role_faults(model.steps) + _name_faults(model.steps)
    for index, step in enumerate(model.steps):
        faults += [fault.under(f"/model/steps/{index}/params") for fault in parameter_faults(step.estimator, step.params)]
    return faults + _input_faults(model, flow) + _target_faults(model, flow, data)


def pipeline_warnings(model: SklearnPipeline, data: Description) -> list[Fault]:
    """List likely mistakes of a pipeline that can run."""
    last, pointer = model.steps[-1].estimator, _last(model)
    match ESTIMATORS[last].role:
        case Role.LABELLER:
            return [Fault(pointer, f"{last} labels its training data only: the model will refuse new inputs; KMeans or GaussianMixture answer them")]
        case Role.REGRESSOR if data.labels:
            return [Fault(pointer, f"{last} is a regressor, but the targets are class labels; a classifier answers with labels")]
    return []


def _role_faults(steps: Sequence[EstimatorStep]) -> list[Fault]:
    return [
        Fault(f"/model/steps/{index}/estimator", f"expected a transformer before the last step, got {step.estimator}, a {role}")
        for index, step in enumerate(steps[:-1])
        if (role := ESTIMATORS[step.estimator].role) is not Role.TRANSFORMER
    ]


def _name_faults(steps: Sequence[EstimatorStep]) -> list[Fault]:
    names = [step.step_name for step in steps]
    return [
        Fault(f"/model/steps/{index}/name", f"expected a name no other step has, got {name!r} again; give the step a name of its own")
        for index, name in enumerate(names)
        if name in names[:index]
    ]


def _input_faults(model: SklearnPipeline, flow: Flow) -> list[Fault]:
    first, given = model.steps[0].estimator, flow.inputs
    if given is not None and not given.is_numeric:
        return [Fault("/model/steps/0", f"{first} takes rows of numbers, but samples that hold text reach it; add steps that turn it into numbers")]
    if given is not None and len(given.shape) != 1:
        shape = shape_text(given.shape)
        return [Fault("/model/steps/0", f"{first} takes rows of shape (features,), but samples of shape {shape} reach it; add a reshape step")]
    return []


def _target_faults(model: SklearnPipeline, flow: Flow, data: Description) -> list[Fault]:
    last = model.steps[-1].estimator
    role = ESTIMATORS[last].role
    if data.inputs.axis == "time" and role is not Role.REGRESSOR:
        return [Fault(_last(model), f"the data is a series to forecast: expected a regressor as the last step, got {last}, a {role}")]
    if flow.targets is None or not role.takes_targets:
        return []
    if flow.targets.shape not in ((), (1,)):
        shape = shape_text(flow.targets.shape)
        return [Fault("/preprocessing/targets", f"{last} takes one target a sample, but they have shape {shape}; leave one_hot out")]
    if role is Role.CLASSIFIER and flow.targets.dtype.startswith("float"):
        return [_continuous(model, flow.targets.dtype, data)]
    if role is Role.REGRESSOR and not flow.targets.is_numeric:
        return [Fault(_last(model), f"{last} takes numbers as targets, but they are text; take a classifier")]
    return []


def _continuous(model: SklearnPipeline, dtype: str, data: Description) -> Fault:
    last = model.steps[-1].estimator
    if data.targets is None or data.targets.dtype.startswith("float"):
        return Fault(_last(model), f"{last} takes class labels, but the targets are continuous ({dtype}); take a regressor")
    return Fault("/preprocessing/targets", f"{last} takes class labels, but {dtype} numbers reach it; leave out the step that makes them")


def _last(model: SklearnPipeline) -> str:
    return f"/model/steps/{len(model.steps) - 1}/estimator"
