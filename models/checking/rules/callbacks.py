"""Rules for checkpoints, early stopping and learning-rate schedules."""

import re
from collections.abc import Sequence
from string import Formatter

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.faults import did_you_mean
from models.core.old_names import old_name_hint
from models.specs.job import JobSpec
from models.specs.losses_and_metrics import LEARNING_RATE, PARTS, VALIDATION, VariationalLoss
from models.specs.ports import output_names
from models.specs.schedules import LinearSchedule, PlateauSchedule
from models.specs.training import EXTENSION, MAX_CHECKPOINTS, Checkpoint, Training

_CHECKPOINT, _STOPPING, _SCHEDULE = "/training/checkpoint", "/training/early_stopping", "/training/learning_rate_schedule"
_LITERAL = re.compile(r"[A-Za-z0-9_.=+,()-]*")
_INTEGER = re.compile(r"0?\d{0,2}d?")
_NUMBER = re.compile(r"0?\d{0,2}(\.\d{1,2})?[eEfFgG]?")
#: Largest learning rate of a schedule.
MAX_RATE = 100.0


class Checkpoints(Rule):
    """Checkpoints have valid names, are not too many, and their monitor is logged."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and spec.training.checkpoint != Checkpoint()

    def judge(self, case: Case) -> Findings:
        training = case.training
        names, kept = logged_names(training, output_names(case.spec)), training.checkpoint
        monitor = kept.monitored if kept.best_only else kept.monitor
        return Findings([*_checkpoint_faults(training, names), *_unlogged(f"{_CHECKPOINT}/monitor", monitor, names)])


class Callbacks(Rule):
    """Monitors of early stopping and schedules are logged, and learning rates are in a valid range."""

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
        faults.append(Fault(f"{_CHECKPOINT}/keep", f"expected at most {MAX_CHECKPOINTS:,} checkpoints, got {made:,}; set keep"))
    return faults


def _unlogged(pointer: str, monitor: str | None, names: Sequence[str]) -> list[Fault]:
    """Refuse a monitor that is not logged."""
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
        return [Fault(f"{_SCHEDULE}/floor", f"expected a floor of at most the initial rate, {start:g}, got {floor:g}")]
    return _line_faults(schedule, training.epochs - schedule.warmup_epochs) if isinstance(schedule, LinearSchedule) else []


def _line_faults(line: LinearSchedule, epochs: int) -> list[Fault]:
    last = line.start + line.slope * (epochs - 1)
    if last > MAX_RATE:
        return [Fault(f"{_SCHEDULE}/slope", f"expected rates of at most {MAX_RATE:g}, got {last:g} in the last epoch")]
    if last <= 0 and not line.floor:
        return [Fault(f"{_SCHEDULE}/floor", f"expected a floor above 0, as the rate of the last epoch is {last:g}, got {line.floor or 'none'}")]
    return []


def name_fault(checkpoint: Checkpoint, names: Sequence[str]) -> str:
    """Return the fault in the name of checkpoints; empty where there is none.

    Args:
        checkpoint: The section with the name.
        names: Logged names.
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
        return f"expected {{epoch}} in the name, so that names differ, or keep: 1; got {checkpoint.name!r}"
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
        return f"expected {field} formatted such as {example}, got {{{field}{'!' + conversion if conversion else ''}:{spec}}}"
    return ""


def logged_names(training: Training, outputs: Sequence[str]) -> tuple[str, ...]:
    """Return the names logged in each epoch: loss, metrics, both with "val_" where there is validation, and the learning rate.

    Args:
        training: The training section.
        outputs: Names of the network's outputs.
    """
    parts = PARTS if isinstance(training.loss, VariationalLoss) else ()
    measured = ("loss", *parts, *_measured(training, outputs))
    validated = tuple(VALIDATION + name for name in measured) if training.validation else ()
    return (*measured, *validated, LEARNING_RATE)


def unlogged(name: str, names: Sequence[str]) -> str:
    """Return why a name cannot be used; empty where it is logged.

    Args:
        name: Name in the spec.
        names: Logged names.
    """
    if name in names:
        return ""
    validated = any(logged.startswith(VALIDATION) for logged in names)
    why = "; there is no validation part: set training.validation" if name.startswith(VALIDATION) and not validated else ""
    # Short names of metrics, such as acc, resemble the long ones less than most typing errors resemble what was meant.
    return (
        f"expected one of the logged names {', '.join(names)}, got {name!r}{why}{old_name_hint(name, names) or did_you_mean(name, names, cutoff=0.5)}"
    )


def _measured(training: Training, outputs: Sequence[str]) -> list[str]:
    """Return the names logged besides the loss; for several outputs loss and metrics of each, prefixed by its name as in Keras."""
    if len(outputs) == 1:
        return [*training.metrics_of(outputs[0])]
    return [f"{name}_{measured}" for name in outputs for measured in ("loss", *training.metrics_of(name))]
