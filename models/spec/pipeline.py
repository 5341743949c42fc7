"""A scikit-learn pipeline judged before it is built."""

from collections.abc import Sequence

from models.errors import Fault
from models.spec.estimators import ESTIMATORS, Role, parameter_faults
from models.spec.model import EstimatorStep
from models.spec.tensors import TensorType, shape_text


def pipeline_faults(steps: Sequence[EstimatorStep], given: TensorType, targets: TensorType | None) -> list[Fault]:
    """List what cannot work about a pipeline, given what reaches it."""
    faults = _role_faults(steps) + _name_faults(steps)
    for index, step in enumerate(steps):
        faults += [fault.under(f"/model/steps/{index}/params") for fault in parameter_faults(step.estimator, step.params)]
    if len(given.shape) != 1:
        faults.append(
            Fault(
                "/model/steps/0",
                f"{steps[0].estimator} takes rows of shape (features,), but samples of shape {shape_text(given.shape)} reach it; add a reshape step",
            )
        )
    if targets is not None and targets.shape not in ((), (1,)):
        faults.append(
            Fault(
                "/preprocessing/targets",
                f"{steps[-1].estimator} takes one target a sample, but they have shape {shape_text(targets.shape)}; leave one_hot out",
            )
        )
    return faults


def _role_faults(steps: Sequence[EstimatorStep]) -> list[Fault]:
    faults = []
    for index, step in enumerate(steps):
        is_last, is_transformer = index == len(steps) - 1, ESTIMATORS[step.estimator].role is Role.TRANSFORMER
        if is_last == is_transformer:
            wanted = "a classifier or regressor as the last step" if is_last else "a transformer before the last step"
            faults.append(Fault(f"/model/steps/{index}/estimator", f"expected {wanted}, got {step.estimator}, a {ESTIMATORS[step.estimator].role}"))
    return faults


def _name_faults(steps: Sequence[EstimatorStep]) -> list[Fault]:
    names = [step.step_name for step in steps]
    return [
        Fault(f"/model/steps/{index}/name", f"expected a name no other step has, got {name!r} again; give the step a name of its own")
        for index, name in enumerate(names)
        if name in names[:index]
    ]
