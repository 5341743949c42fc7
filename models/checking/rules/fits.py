"""Rule for what a pipeline can be fitted with: values of parameters together, and for data of this size."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.faults import quote
from models.specs.estimators.estimator_contents import content_fault
from models.specs.estimators.estimator_forms import Clash, described
from models.specs.estimators.estimator_limits import FEWEST, Size, bound_faults, columns_after
from models.specs.estimators.offered_estimators import BASE, EstimatorName
from models.specs.job import JobSpec
from models.specs.model import EstimatorStep, SklearnPipeline
from models.specs.ports import INPUT, OUTPUT

#: Most alternatives that a message names.
_NAMED = 3


@dataclass(frozen=True)
class _About:
    """A fault of parameters.

    Args:
        names: The parameters that it depends on.
        fault: The fault, with its pointer into the parameters.
    """

    names: set[str]
    fault: Fault


class Fits(Rule):
    """No estimator gets values that scikit-learn refuses only when it fits."""

    def applies(self, spec: JobSpec) -> bool:
        return isinstance(spec.model, SklearnPipeline)

    def judge(self, case: Case) -> Findings:
        model, given = case.spec.model, case.flow.inputs.get(INPUT)
        if case.errors or not isinstance(model, SklearnPipeline) or given is None:
            return Findings()  # Parameters of a wrong form have faults already.
        size = Size(case.n_fitted, given.shape[0], case.targets[OUTPUT].labels)
        faults: list[Fault] = []
        for index, step in enumerate(model.steps):
            varied = case.varied_in("model", "steps", index, "params")
            found = [*_too_few(step, size), *_findings(step.estimator, step.params, size)]
            faults += [about.fault.under(f"/model/steps/{index}/params") for about in found if not varied & about.names]
            unknown = bool(varied or found)
            size = replace(size, n_features=None if unknown else columns_after(step.estimator, _all_of(step.estimator, step.params), size))
        return Findings(faults)


def _too_few(step: EstimatorStep, size: Size) -> Iterator[_About]:
    fewest = FEWEST.get(step.estimator, 1)
    if size.n_samples and size.n_samples < fewest:  # A part without samples is a fault of its own.
        yield _About(set(), Fault("", f"{step.estimator} needs at least {fewest} samples, got {size.n_samples:,}"))
    if size.n_features == 0:
        yield _About(set(), Fault("", f"{step.estimator} needs at least one column, but the step before it leaves none"))


def _findings(name: EstimatorName, params: Mapping[str, Any], size: Size) -> Iterator[_About]:
    plain, whole = {key: value for key, value in params.items() if key != BASE}, _all_of(name, params)
    for clash in described(name).clashes_with(plain, len(size.labels or ())):
        yield _About(clash.parameters, _clash_fault(name, params, whole, clash))
    for key, detail in bound_faults(name, whole, size).items():
        yield _About({key}, Fault(f"/{key}", detail) if key in params else Fault("", f"{key}, by default {whole[key]}: {detail}"))
    for key in plain:
        detail = content_fault(name, key, whole, size)
        if detail:
            yield _About({key}, Fault(f"/{key}", detail))
    base = params.get(BASE)
    if isinstance(base, dict):
        inner = _findings(base["estimator"], base.get("params", {}), size)
        yield from (_About({BASE}, about.fault.under(f"/{BASE}/params")) for about in inner)


def _all_of(name: EstimatorName, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters with the defaults of the others."""
    return {**{key: parameter.default for key, parameter in described(name).parameters.items()}, **params}


def _clash_fault(name: EstimatorName, params: Mapping[str, Any], whole: Mapping[str, Any], clash: Clash) -> Fault:
    given = next((key for key in clash.when if key in params), None)
    values = " and ".join(f"{key} {quote(whole[key])}" for key in clash.when)
    ways = [" and ".join(f"{key} {_shown(label)}" for key, label in other.items()) for other in clash.unless[:_NAMED]]
    fix = f"; it can with {' or '.join(ways)}" if ways else ""
    many = {2: ", as there are two classes", 3: ", as there are more than two classes"}.get(clash.classes, "")
    says = f" ({clash.says})" if clash.says else ""
    return Fault("" if given is None else f"/{given}", f"{name} cannot be fitted with {values}{many}{says}{fix}")


def _shown(label: Any) -> str:
    return {"<int>": "of a whole number", "<float>": "of a number", "<fraction>": "of a number"}.get(label) or quote(label)
