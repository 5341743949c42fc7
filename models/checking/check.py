"""Judge a spec without running it: every fault and warning at once, shapes and parameter counts."""

from typing import Any

from models.checking.case import Case
from models.checking.check_result import CheckResult
from models.checking.references import pinned, with_link
from models.checking.rule import Rule
from models.checking.rules import (
    backbones,
    callbacks,
    data,
    freezing,
    latent,
    network,
    objective,
    pipeline,
    ports,
    reconstruction,
    series,
    sharing,
    start,
    stateful,
    tasks,
    text,
    training,
)
from models.core.errors import Fault, SpecError
from models.specs.job import JobSpec
from models.specs.parse import parse_spec
from models.specs.registered import NONE_REGISTERED, Registered
from models.specs.start_from import StartFrom
from models.specs.transfer import pointed_at_request

#: What every training run is judged by, that of a search's candidate as well, in order.
TRAINING_RULES: tuple[Rule, ...] = (
    ports.SeveralPorts(),
    ports.PortNames(),
    ports.PortData(),
    reconstruction.Reconstruction(),
    series.Series(),
    data.Parts(),
    data.Steps(),
    training.TrainingSection(),
    callbacks.Checkpoints(),
    callbacks.Callbacks(),
    stateful.StatefulLayers(),
    training.Epochs(),
    training.Batches(),
    training.Augmented(),
    pipeline.Pipelines(),
    network.Layers(),
    network.FullDropout(),
    latent.Latent(),
    text.TextSamples(),
    text.TextSpec(),
    text.Vocabulary(),
    objective.Objectives(),
    backbones.Backbones(),
    freezing.Freezing(),
)
#: What a whole job is judged by besides, in order.
JOB_RULES: tuple[Rule, ...] = (tasks.Tasks(), start.FromCheckpoint(), sharing.Sharing(), start.Origins())


def check_spec(raw: Any, registered: Registered = NONE_REGISTERED) -> CheckResult:
    """Check a spec, in milliseconds and without TensorFlow.

    Args:
        raw: The spec as decoded JSON.
        registered: Where models used as layers, and uploads, are looked up; there are none when left out.
    """
    try:
        spec = parse_spec(raw, registered)
    except SpecError as error:
        return CheckResult(errors=error.faults)
    spec, told = with_link(raw, spec, registered) if spec.start_from is not None else (spec, [])
    case = Case(spec, registered, _candidate_faults)
    judged = _judge(case, (*TRAINING_RULES, *JOB_RULES))
    warnings = [] if case.errors else [*told, *case.warnings]
    result = CheckResult(pinned(spec, registered), _located(case.errors, raw, spec), _located(warnings, raw, spec))
    if judged:
        result.layers, result.n_fits, result.training_bytes = case.layers, case.n_fits, case.training_bytes
    return result


def require_sound(raw: Any, registered: Registered = NONE_REGISTERED) -> JobSpec:
    """Return the spec with its defaults written out, or raise what is wrong with it.

    Args:
        raw: The spec as decoded JSON.
        registered: Where models used as layers, and uploads, are looked up; there are none when left out.

    Raises:
        SpecError: The spec cannot work.
    """
    result = check_spec(raw, registered)
    if result.spec is None or not result.ok:
        raise SpecError(result.errors)
    return result.spec


def _judge(case: Case, rules: tuple[Rule, ...]) -> bool:
    """Judge a case by the rules that apply, in order; tell whether all could judge it."""
    for rule in rules:
        if not rule.applies(case.spec):
            continue
        found = rule.judge(case)
        case.errors += found.faults
        case.warnings += found.warnings
        case.objective_hidden |= rule.hides_objective and bool(found.faults)
        if found.faults and rule.stops:
            return False
    return True


def _located(faults: list[Fault], raw: Any, spec: JobSpec) -> list[Fault]:
    """Point faults of what was written out of a model that the job starts from at the request."""
    return pointed_at_request(raw, spec, faults) if isinstance(spec.start_from, StartFrom) else faults


def _candidate_faults(case: Case, spec: JobSpec) -> list[Fault]:
    candidate = case.candidate(spec)
    _judge(candidate, TRAINING_RULES)
    return candidate.errors
