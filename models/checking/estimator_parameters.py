"""Parameters of an estimator, judged by scikit-learn's own constraints."""

import inspect
from typing import Any

from pydantic import ValidationError

from models.core.errors import Fault
from models.core.faults import faults_of, pointer_of, quote
from models.specs.estimators import ESTIMATORS, EstimatorName, Role, estimator_class
from models.specs.parameters import BASE, BaseEstimator, arguments

#: Parameters that take the machine out of the service's hands.
_OF_THE_MACHINE = ("n_jobs", "verbose", "verbose_interval", "warm_start", "copy", "copy_X", "copy_x", "memory", "cache_size")
#: Parameters that hand scikit-learn something other than data: those of FunctionTransformer, which passes rows through here.
_FUNCTIONS = ("func", "inverse_func", "kw_args", "inv_kw_args", "validate", "accept_sparse", "check_inverse", "feature_names_out")
NOT_PARAMETERS = frozenset((*_OF_THE_MACHINE, *_FUNCTIONS))
#: Choices for which the samples would have to be something other than rows of features.
NOT_CHOICES = frozenset({"precomputed", "pyfunc"})
#: How deep estimators may stand inside one another.
MAX_DEPTH = 3


def parameter_faults(name: EstimatorName, params: dict[str, Any], depth: int = 1) -> list[Fault]:
    """List what is wrong with an estimator's parameters.

    Args:
        name: Class name of the estimator.
        params: Arguments a spec gives it.
        depth: How deep it stands inside other estimators; 1 for a step of a pipeline.

    Returns:
        One fault for each wrong parameter, its pointer relative to the parameters.
    """
    cls = estimator_class(name)
    allowed = sorted(set(cls().get_params(deep=False)) - NOT_PARAMETERS)
    has = f"that a spec can set; it has {', '.join(allowed)}"
    faults = [Fault(pointer_of([key]), f"{name} has no parameter {key!r} {has}") for key in params if key not in allowed]
    for key, value in arguments(name, params).items():
        if key == BASE and key in allowed and value is not None:
            faults += [fault.under(f"/{BASE}") for fault in _base_faults(name, value, depth)]
        elif key in allowed:
            faults += _value_faults(cls, key, value)
    return faults


def _base_faults(name: EstimatorName, value: Any, depth: int) -> list[Fault]:
    if depth == MAX_DEPTH:
        return [Fault("", f"expected estimators at most {MAX_DEPTH} deep inside one another")]
    try:
        base = BaseEstimator.model_validate(value)
    except ValidationError as error:
        return faults_of(error, value, BaseEstimator)
    faults = [fault.under("/params") for fault in parameter_faults(base.estimator, base.params, depth + 1)]
    return _fit_faults(name, base.estimator) + faults


def _fit_faults(name: EstimatorName, base: EstimatorName) -> list[Fault]:
    """Refuse a base of another role, and one that cannot weigh its samples where the ensemble learns by weighing them."""
    role, found = ESTIMATORS[name].role, ESTIMATORS[base].role
    if found is not role:
        return [Fault(f"/{BASE}", f"expected a {role}, as {name} is one, got {base}, a {found}")]
    if role is Role.CLASSIFIER and "sample_weight" not in inspect.signature(estimator_class(base).fit).parameters:
        return [Fault(f"/{BASE}", f"expected a classifier that can weigh its samples, as {name} has it do, got {base}, which cannot")]
    return []


def _value_faults(cls: type[Any], key: str, value: Any) -> list[Fault]:
    from sklearn.utils._param_validation import InvalidParameterError, validate_parameter_constraints

    if isinstance(value, str) and value in NOT_CHOICES:
        return [Fault(f"/{key}", f"{cls.__name__} is given rows of features here, for which {key} cannot be {value!r}")]
    constraints = {key: cls._parameter_constraints[key]} if key in cls._parameter_constraints else {}
    try:
        validate_parameter_constraints(constraints, {key: value}, caller_name=cls.__name__)
    except InvalidParameterError as error:
        expected, _, _ = str(error).partition(" Got ")
        return [Fault(f"/{key}", f"{expected} Got {quote(value)} instead.")]
    return []
