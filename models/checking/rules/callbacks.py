"""Rules of checkpoints, early stopping and learning-rate schedules."""

import re
from collections.abc import Sequence
from string import Formatter

from models.checking.case import Case
from models.checking.logged_names import logged_names, unlogged
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.specs.checkpoint import EXTENSION, MAX_CHECKPOINTS, Checkpoint
from models.specs.job import JobSpec
from models.specs.ports import output_names
from models.specs.schedules import LinearSchedule, PlateauSchedule
from models.specs.training import Training

_CHECKPOINT, _STOPPING, _SCHEDULE = "/training/checkpoint", "/training/early_stopping", "/training/learning_rate_schedule"
_LITERAL = re.compile(r"[A-Za-z0-9_.=+,()-]*")
_INTEGER = re.compile(r"0?\d{0,2}d?")
_NUMBER = re.compile(r"0?\d{0,2}(\.\d{1,2})?[eEfFgG]?")
#: Largest learning rate that a schedule may come to.
MAX_RATE = 100.0


class Checkpoints(Rule):
    """Checkpoints other than the usual ones have usable names, are few enough, and watch what is logged."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and spec.training.checkpoint != Checkpoint()

    def judge(self, case: Case) -> Findings:
        training = case.training
        names, kept = logged_names(training, output_names(case.spec)), training.checkpoint
        return Findings([*_checkpoint_faults(training, names), *_unlogged(f"{_CHECKPOINT}/monitor", _watched(kept), names)])


class Callbacks(Rule):
    """Early stopping and learning-rate schedules watch what is logged, and the rates can be trained with."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and (spec.training.early_stopping is not None or spec.training.learning_rate_schedule is not None)

    def judge(self, case: Case) -> Findings:
        training = case.training
        stopping, schedule, names = training.early_stopping, training.learning_rate_schedule, logged_names(training, output_names(case.spec))
        unlogged_names = [
            *_unlogged(f"{_STOPPING}/monitor", stopping.monitor if stopping else None, names),
            *_unlogged(f"{_SCHEDULE}/monitor", schedule.monitor if isinstance(schedule, PlateauSchedule) else None, names),
        ]
        return Findings([*unlogged_names, *_schedule_faults(training), *_execution_faults(training)])


def _execution_faults(training: Training) -> list[Fault]:
    schedule, steps = training.learning_rate_schedule, training.steps_per_execution or 1
    if schedule is None or not schedule.warmup_epochs or steps == 1:
        return []
    return [Fault("/training/steps_per_execution", f"expected 1, as a warm-up sets the learning rate of every batch, got {steps:,}")]


def _checkpoint_faults(training: Training, names: Sequence[str]) -> list[Fault]:
    rule, faults = training.checkpoint, []
    if detail := name_fault(rule, names):
        faults.append(Fault(f"{_CHECKPOINT}/name", detail))
    made = training.epochs // rule.every
    if rule.keep is None and made > MAX_CHECKPOINTS:
        faults.append(Fault(f"{_CHECKPOINT}/keep", f"expected at most {MAX_CHECKPOINTS:,} checkpoints, but there would be {made:,}; give keep"))
    return faults


def _watched(kept: Checkpoint) -> str | None:
    return kept.monitored if kept.best_only else kept.monitor


def _unlogged(pointer: str, monitor: str | None, names: Sequence[str]) -> list[Fault]:
    """Refuse a monitor that is never logged."""
    detail = unlogged(monitor, names) if monitor is not None else ""
    return [Fault(pointer, detail)] if detail else []


def _schedule_faults(training: Training) -> list[Fault]:
    schedule, base = training.learning_rate_schedule, training.optimizer.learning_rate
    if schedule is None:
        return []
    if schedule.warmup_epochs >= training.epochs:
        short = f"expected a warm-up shorter than the {training.epochs:,} epochs, got {schedule.warmup_epochs:,}"
        return [Fault(f"{_SCHEDULE}/warmup_epochs", short)]
    start = schedule.start if isinstance(schedule, LinearSchedule) else base
    floor = getattr(schedule, "floor", None) or 0.0
    if floor > start:
        return [Fault(f"{_SCHEDULE}/floor", f"expected a floor not above the rate at the start, {start:g}, got {floor:g}")]
    return _line_faults(schedule, training.epochs - schedule.warmup_epochs) if isinstance(schedule, LinearSchedule) else []


def _line_faults(line: LinearSchedule, epochs: int) -> list[Fault]:
    last = line.start + line.slope * (epochs - 1)
    if last > MAX_RATE:
        return [Fault(f"{_SCHEDULE}/slope", f"expected rates of at most {MAX_RATE:g}, but in the last epoch it would be {last:g}")]
    if last <= 0 and not line.floor:
        return [Fault(f"{_SCHEDULE}/floor", f"expected a floor above 0, as in the last epoch the rate would be {last:g}, got {line.floor or 'none'}")]
    return []


def name_fault(checkpoint: Checkpoint, names: Sequence[str]) -> str:
    """Return what is wrong with the name of the checkpoints; empty where nothing is.

    Args:
        checkpoint: The rule with the name.
        names: What is logged in each epoch.
    """
    try:
        pieces = list(Formatter().parse(checkpoint.name))
    except ValueError as error:
        return f"expected fields such as {{epoch:03d}} in a file name: {error}"
    faults = (_piece_fault(piece, names) for piece in pieces)
    if fault := next(filter(None, faults), ""):
        return fault
    if checkpoint.name.startswith(".") or not checkpoint.name.endswith(EXTENSION):
        return f"expected a file name that ends in {EXTENSION} and does not begin with a dot, got {checkpoint.name!r}"
    if checkpoint.keep != 1 and "epoch" not in {field for _, field, _, _ in pieces}:
        return f"expected {{epoch}} in the name, so that one checkpoint does not overwrite another, or keep: 1; got {checkpoint.name!r}"
    return ""


def _piece_fault(piece: tuple[str, str | None, str | None, str | None], names: Sequence[str]) -> str:
    literal, field, spec, conversion = piece
    if not _LITERAL.fullmatch(literal):
        return f"expected a file name of letters, digits and _.=+,()- around its fields, got {literal!r}"
    if field is None:
        return ""
    if field != "epoch" and (fault := unlogged(field, names)):
        return f"{fault}; {{epoch}} is the number of the epoch, from 1"
    form, example = (_INTEGER, "{epoch:03d}") if field == "epoch" else (_NUMBER, f"{{{field}:.3f}}")
    if conversion is not None or not form.fullmatch(spec or ""):
        return f"expected {field} in a form such as {example}, got {{{field}{'!' + conversion if conversion else ''}:{spec}}}"
    return ""
