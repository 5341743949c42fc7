"""Rule for scikit-learn pipelines and the parameters of their estimators."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.faults import SUGGESTED, did_you_mean, faults_of, pointer_of
from models.core.old_names import old_name_hint
from models.core.tensors import TensorType, shape_text
from models.datasets import Description
from models.specs.estimators.estimator_forms import NOT_CHOICES, NOT_PARAMETERS, Parameter, described
from models.specs.estimators.offered_estimators import BASE, ESTIMATORS, BaseEstimator, EstimatorName, Role
from models.specs.job import JobSpec
from models.specs.model import EstimatorStep, SklearnPipeline
from models.specs.ports import INPUT, OUTPUT


class Pipelines(Rule):
    """The stages of a pipeline, their parameters, and the data fit together."""

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
    return [*_role_warnings(model, data), *_sign_warnings(model)]


def _role_warnings(model: SklearnPipeline, data: Description) -> list[Fault]:
    last, pointer = model.steps[-1].estimator, _last(model)
    match ESTIMATORS[last].role:
        case Role.LABELLER:
            return [Fault(pointer, f"{last} labels its training data only, so the model refuses new inputs; use KMeans or GaussianMixture for those")]
        case Role.REGRESSOR if data.labels:
            return [Fault(pointer, f"{last} is a regressor, but the targets are class labels; use a classifier to predict labels")]
    return []


def _sign_warnings(model: SklearnPipeline) -> list[Fault]:
    """Warn of estimators that negative numbers make fail: how data is distributed is not known before it is loaded."""
    index, step = len(model.steps) - 1, model.steps[-1]
    if step.estimator == _OF_COUNTS and (index == 0 or model.steps[index - 1].estimator != "MinMaxScaler"):
        return [Fault(f"/model/steps/{index}", f"{_OF_COUNTS} fails where an input is negative; a MinMaxScaler before it makes inputs positive")]
    chosen = next((key for key in ("loss", "criterion") if step.params.get(key) in _OF_POSITIVES), None)
    detail = "fails where a target is negative, and gamma where it is 0; use squared_error for such targets"
    return [Fault(f"/model/steps/{index}/params/{chosen}", f"{step.params[chosen]} {detail}")] if chosen else []


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
        Fault(f"/model/steps/{index}/name", f"expected a unique name, got {name!r} again; set the name of the step")
        for index, name in enumerate(names)
        if name in names[:index]
    ]


def _input_faults(model: SklearnPipeline, given: TensorType) -> list[Fault]:
    first = model.steps[0].estimator
    if not given.is_numeric:
        return [Fault("/model/steps/0", f"{first} takes rows of numbers, got samples with text; add steps that convert it to numbers")]
    if len(given.shape) != 1:
        shape = shape_text(given.shape)
        return [Fault("/model/steps/0", f"{first} takes rows of shape (features,), got samples of shape {shape}; add a reshape step")]
    return []


def _target_faults(model: SklearnPipeline, targets: TensorType | None, data: Description) -> list[Fault]:
    last = model.steps[-1].estimator
    role = ESTIMATORS[last].role
    if data.inputs.axis == "time" and role is not Role.REGRESSOR:
        return [Fault(_last(model), f"expected a regressor as the last step, as the data is a series; got {last}, a {role}")]
    if targets is None or not role.takes_targets:
        return []
    if targets.shape not in ((), (1,)):
        return _several_faults(model, targets, data)
    if role is Role.CLASSIFIER and targets.dtype.startswith("float"):
        return [_continuous(model, targets.dtype, data)]
    if role is Role.REGRESSOR and not (targets if data.targets is None else data.targets).is_numeric:
        return [Fault(_last(model), f"{last} takes numbers as targets, got text; use a classifier")]
    return []


def _several_faults(model: SklearnPipeline, targets: TensorType, data: Description) -> list[Fault]:
    """Refuse targets of several numbers where the estimator takes one."""
    last = model.steps[-1].estimator
    if len(targets.shape) == 1 and data.labels is None and ESTIMATORS[last].takes_several:
        return []
    wanted = f"{last} takes one target for each sample, got shape {shape_text(targets.shape)}"
    if data.labels is not None or data.targets is None or data.targets.shape == ():
        return [Fault("/preprocessing/targets", f"{wanted}; remove one_hot")]
    if data.has_binary_targets and ESTIMATORS[last].role is Role.CLASSIFIER:
        return [Fault(_last(model), f"{wanted}; several labels are learned by a network with sigmoid outputs and binary_crossentropy")]
    several = ", ".join(name for name, entry in ESTIMATORS.items() if entry.takes_several)
    return [Fault(_last(model), f"{wanted}; expected an estimator of several values, {several}, or a network")]


def _continuous(model: SklearnPipeline, dtype: str, data: Description) -> Fault:
    last = model.steps[-1].estimator
    if data.targets is None or data.targets.dtype.startswith("float"):
        return Fault(_last(model), f"{last} takes class labels, got continuous targets ({dtype}); use a regressor")
    return Fault("/preprocessing/targets", f"{last} takes class labels, got {dtype} numbers; remove the step that makes them")


def _last(model: SklearnPipeline) -> str:
    return f"/model/steps/{len(model.steps) - 1}/estimator"


#: The estimator of counts, and the losses of positive targets.
_OF_COUNTS, _OF_POSITIVES = "MultinomialNB", ("poisson", "gamma")
#: Deepest nesting of estimators.
MAX_DEPTH = 3


def parameter_faults(name: EstimatorName, params: dict[str, Any], depth: int = 1) -> list[Fault]:
    """Return the faults of an estimator's parameters.

    Args:
        name: Class name of the estimator.
        params: Its parameters in the spec.
        depth: Depth of nesting; 1 for a step of a pipeline.

    Returns:
        One fault for each wrong parameter, its pointer relative to the parameters.
    """
    parameters = described(name).parameters
    allowed = sorted(set(parameters) - NOT_PARAMETERS)
    has = f"that a spec can set; it has {', '.join(allowed)}"
    others = [key for key in params if key not in allowed]
    faults = [Fault(pointer_of([key]), f"{name} has no parameter {key!r} {has}{_hint(key, allowed, index)}") for index, key in enumerate(others)]
    for key, value in params.items():
        if key == BASE and key in allowed and value is not None:
            faults += [fault.under(f"/{BASE}") for fault in _base_faults(name, value, depth)]
        elif key in allowed:
            faults += _value_faults(name, key, value, parameters[key])
    return faults


def _hint(key: str, allowed: Sequence[str], index: int) -> str:
    return old_name_hint(key, allowed) or (did_you_mean(key, allowed) if index < SUGGESTED else "")


def _base_faults(name: EstimatorName, value: Any, depth: int) -> list[Fault]:
    if depth == MAX_DEPTH:
        return [Fault("", f"expected at most {MAX_DEPTH} levels of nested estimators")]
    try:
        base = BaseEstimator.model_validate(value)
    except ValidationError as error:
        return faults_of(error, value, BaseEstimator)
    faults = [fault.under("/params") for fault in parameter_faults(base.estimator, base.params, depth + 1)]
    return _fit_faults(name, base.estimator) + faults


def _fit_faults(name: EstimatorName, base: EstimatorName) -> list[Fault]:
    """Refuse a base estimator of another role, and a classifier that does not take sample weights."""
    role, found = ESTIMATORS[name].role, ESTIMATORS[base].role
    if found is not role:
        return [Fault(f"/{BASE}", f"expected a {role}, as {name} is one, got {base}, a {found}")]
    if role is Role.CLASSIFIER and not described(base).takes_weights:
        return [Fault(f"/{BASE}", f"expected a classifier that takes sample weights, as {name} uses them, got {base}")]
    return []


def _value_faults(name: EstimatorName, key: str, value: Any, parameter: Parameter) -> list[Fault]:
    if isinstance(value, str) and value in NOT_CHOICES:
        return [Fault(f"/{key}", f"expected another {key}, as {name} takes rows of features here, got {value!r}")]
    fault = parameter.fault_of(value)
    hint = old_name_hint(value, parameter.choices) if fault and isinstance(value, str) else ""
    return [Fault(f"/{key}", f"the {key!r} parameter of {name} {fault}{hint}")] if fault else []
