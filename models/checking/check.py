"""Check a spec without running it: all faults and warnings at once, shapes and parameter counts."""

from dataclasses import dataclass, field
from typing import Any

from models.checking.case import Case
from models.checking.rule import Rule
from models.checking.rules import JOB_RULES, TRAINING_RULES
from models.checking.worker_memory import WorkerMemory
from models.checking.workload import work_of
from models.core.errors import Fault, SpecError
from models.estimating.terms import Work
from models.specs.job import JobSpec
from models.specs.network import LayerRow
from models.specs.parse import parse_spec
from models.specs.references import with_references
from models.specs.registered import NONE_REGISTERED, Registered
from models.specs.search_space import Path
from models.specs.transfer import pointed_at_request, transfers


@dataclass
class CheckResult:
    """The result of checking a spec.

    Args:
        spec: The spec with its defaults written out; None where its form is wrong.
        errors: Why the spec cannot be run; empty when it can.
        warnings: Probable mistakes in a spec that can be run.
        layers: One row for each layer of a network, up to the first faulty one.
        n_fits: Number of fits.
        training_bytes: Estimated memory of fitting a network, in bytes.
        work: What the job has to do, from which its time and memory are estimated; None where the spec has faults.
    """

    spec: JobSpec | None = None
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    layers: list[LayerRow] = field(default_factory=list)
    n_fits: int = 1
    training_bytes: int = 0
    work: Work | None = None

    @property
    def ok(self) -> bool:
        """Tell whether the spec can be run."""
        return not self.errors

    @property
    def sound(self) -> JobSpec:
        """Return the spec of a result without errors."""
        if self.spec is None:
            raise TypeError("expected the result of a spec of sound form")
        return self.spec

    @property
    def total_parameters(self) -> int:
        """Return the number of weights of the network."""
        return sum(row.parameters for row in self.layers)


def check_spec(raw: Any, registered: Registered = NONE_REGISTERED, worker_memory: WorkerMemory | None = None) -> CheckResult:
    """Check a spec, in milliseconds and without TensorFlow.

    Args:
        raw: The spec as decoded JSON.
        registered: Where models and uploads are looked up; empty when left out.
        worker_memory: Memory of a worker, which a fit may take at most; not compared when left out.
    """
    try:
        spec = parse_spec(raw, registered)
    except SpecError as error:
        return CheckResult(errors=error.faults)
    spec, notes = _with_link(raw, spec, registered) if spec.start_from is not None else (spec, [])
    case = Case(spec, registered, _candidate_faults, worker_memory)
    complete = _apply(case, (*TRAINING_RULES, *JOB_RULES))
    warnings = [] if case.errors else [*notes, *case.warnings]
    result = CheckResult(_pinned(case.spec, registered), pointed_at_request(raw, spec, case.errors), pointed_at_request(raw, spec, warnings))
    if complete:
        result.layers, result.n_fits, result.training_bytes = case.layers, case.n_fits, case.training_bytes
    if result.ok:
        result.work = work_of(case)
    return result


def require_sound(raw: Any, registered: Registered = NONE_REGISTERED) -> JobSpec:
    """Return the spec with its defaults written out, or raise its faults.

    Args:
        raw: The spec as decoded JSON.
        registered: Where models and uploads are looked up; empty when left out.

    Raises:
        SpecError: The spec cannot be run.
    """
    return require_ok(check_spec(raw, registered)).sound


def require_ok(result: CheckResult) -> CheckResult:
    """Return the result of a check, or raise the faults that it found.

    Raises:
        SpecError: The spec cannot be run.
    """
    if result.spec is None or not result.ok:
        raise SpecError(result.errors)
    return result


def _with_link(raw: Any, spec: JobSpec, registered: Registered) -> tuple[JobSpec, list[Fault]]:
    """Add the layer sharing of the model that a job starts from, and warn of the other model that the job will change.

    A request with the field, even null, is left unchanged.
    """
    if "share_layers_with" in raw or spec.origin_ref is None or not spec.task_facts.trains or spec.from_checkpoint is not None or transfers(spec):
        return spec, []
    origin = registered.origin(spec.origin_ref)
    link = origin.shares if origin else None
    if origin is None or link is None or registered.origin(link.model) is None:
        return spec, []
    detail = f"{origin.ref} shares {', '.join(link.layers)} with {link.model}, which gets a new version too; share_layers_with: null ends that"
    return spec.model_copy(update={"share_layers_with": link}), [Fault("/start_from", detail)]


def _pinned(spec: JobSpec, registered: Registered) -> JobSpec:
    """Replace references to models by references to their current versions."""

    def pinned(ref: str) -> str:
        origin = registered.origin(ref)
        return origin.ref if origin else ref

    return with_references(spec, pinned)


def _apply(case: Case, rules: tuple[Rule, ...]) -> bool:
    """Check a case by the rules that apply, in order; return whether none of them stopped."""
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


def _candidate_faults(case: Case, spec: JobSpec, tried: Path) -> list[Fault]:
    candidate = case.candidate(spec, tried)
    _apply(candidate, TRAINING_RULES)
    return candidate.errors
