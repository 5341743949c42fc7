"""Rules of scikit-learn pipelines."""

from collections.abc import Sequence

from models.checking.case import Case
from models.checking.estimator_parameters import parameter_faults
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.tensors import TensorType, shape_text
from models.datasets import Description
from models.specs.estimators import ESTIMATORS, Role
from models.specs.job import JobSpec
from models.specs.model import EstimatorStep, SklearnPipeline
from models.specs.ports import INPUT, OUTPUT


class Pipelines(Rule):
    """A scikit-learn pipeline: its stages, their parameters, and what it is fitted to."""

    def applies(self, spec: JobSpec) -> bool:
        return isinstance(spec.model, SklearnPipeline)

    def judge(self, case: Case) -> Findings:
        model, inputs = case.spec.model, case.flow.inputs.get(INPUT)
        if not isinstance(model, SklearnPipeline) or inputs is None:
            return Findings()
        data, targets = case.targets[OUTPUT], case.flow.targets.get(OUTPUT)
        faults = [*_role_faults(model.steps), *_name_faults(model.steps), *_parameter_faults(model.steps)]
        return Findings([*faults, *_input_faults(model, inputs), *_target_faults(model, targets, data)], _warnings(model, data))


def _warnings(model: SklearnPipeline, data: Description) -> list[Fault]:
    last, pointer = model.steps[-1].estimator, _last(model)
    match ESTIMATORS[last].role:
        case Role.LABELLER:
            return [Fault(pointer, f"{last} labels its training data only: the model will refuse new inputs; KMeans or GaussianMixture answer them")]
        case Role.REGRESSOR if data.labels:
            return [Fault(pointer, f"{last} is a regressor, but the targets are class labels; a classifier answers with labels")]
    return []


def _parameter_faults(steps: Sequence[EstimatorStep]) -> list[Fault]:
    return [
        fault.under(f"/model/steps/{index}/params") for index, step in enumerate(steps) for fault in parameter_faults(step.estimator, step.params)
    ]


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


def _input_faults(model: SklearnPipeline, given: TensorType) -> list[Fault]:
    first = model.steps[0].estimator
    if not given.is_numeric:
        return [Fault("/model/steps/0", f"{first} takes rows of numbers, but samples that hold text reach it; add steps that turn it into numbers")]
    if len(given.shape) != 1:
        shape = shape_text(given.shape)
        return [Fault("/model/steps/0", f"{first} takes rows of shape (features,), but samples of shape {shape} reach it; add a reshape step")]
    return []


def _target_faults(model: SklearnPipeline, targets: TensorType | None, data: Description) -> list[Fault]:
    last = model.steps[-1].estimator
    role = ESTIMATORS[last].role
    if data.inputs.axis == "time" and role is not Role.REGRESSOR:
        return [Fault(_last(model), f"the data is a series to forecast: expected a regressor as the last step, got {last}, a {role}")]
    if targets is None or not role.takes_targets:
        return []
    if targets.shape not in ((), (1,)):
        shape = shape_text(targets.shape)
        return [Fault("/preprocessing/targets", f"{last} takes one target a sample, but they have shape {shape}; leave one_hot out")]
    if role is Role.CLASSIFIER and targets.dtype.startswith("float"):
        return [_continuous(model, targets.dtype, data)]
    if role is Role.REGRESSOR and not targets.is_numeric:
        return [Fault(_last(model), f"{last} takes numbers as targets, but they are text; take a classifier")]
    return []


def _continuous(model: SklearnPipeline, dtype: str, data: Description) -> Fault:
    last = model.steps[-1].estimator
    if data.targets is None or data.targets.dtype.startswith("float"):
        return Fault(_last(model), f"{last} takes class labels, but the targets are continuous ({dtype}); take a regressor")
    return Fault("/preprocessing/targets", f"{last} takes class labels, but {dtype} numbers reach it; leave out the step that makes them")


def _last(model: SklearnPipeline) -> str:
    return f"/model/steps/{len(model.steps) - 1}/estimator"
