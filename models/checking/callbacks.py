"""Checkpoints, early stopping and schedules judged: do they watch what is logged, and can the rates be trained with?"""

from collections.abc import Sequence

from models.core.errors import Fault
from models.specs.checkpoint import MAX_CHECKPOINTS, name_fault
from models.specs.logged import LEARNING_RATE, VALIDATION, unlogged
from models.specs.schedules import LinearSchedule, PlateauSchedule
from models.specs.training import Training
from models.specs.variational import PARTS, VariationalLoss

_CHECKPOINT, _STOPPING, _SCHEDULE = "/training/checkpoint", "/training/early_stopping", "/training/learning_rate_schedule"
#: Largest learning rate that a schedule may come to.
MAX_RATE = 100.0


def callback_faults(training: Training, outputs: Sequence[str] = ()) -> list[Fault]:
    """List what cannot work about checkpoints, early stopping and the learning-rate schedule.

    Args:
        training: How a network is fitted.
        outputs: Names of its outputs, where they are told apart.
    """
    names = logged_names(training, outputs)
    return [*_checkpoint_faults(training, names), *_monitor_faults(training, names), *_schedule_faults(training), *_execution_faults(training)]


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


def _monitor_faults(training: Training, names: Sequence[str]) -> list[Fault]:
    """List monitors that are never logged."""
    rule, stopping, schedule = training.checkpoint, training.early_stopping, training.learning_rate_schedule
    monitors = {
        f"{_CHECKPOINT}/monitor": rule.monitored if rule.best_only else rule.monitor,
        f"{_STOPPING}/monitor": stopping.monitor if stopping else None,
        f"{_SCHEDULE}/monitor": schedule.monitor if isinstance(schedule, PlateauSchedule) else None,
    }
    found = {pointer: unlogged(name, names) for pointer, name in monitors.items() if name is not None}
    return [Fault(pointer, detail) for pointer, detail in found.items() if detail]


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


def logged_names(training: "Training", outputs: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what is known at the end of each epoch: loss, metrics, the same with "val_" where there is validation, and the learning rate.

    Args:
        training: How a network is fitted.
        outputs: Names of its outputs, where they are told apart.
    """
    parts = PARTS if isinstance(training.loss, VariationalLoss) else ()
    measured = ("loss", *parts, *_measured(training, outputs))
    validated = tuple(VALIDATION + name for name in measured) if training.validation else ()
    return (*measured, *validated, LEARNING_RATE)


def _measured(training: "Training", outputs: Sequence[str]) -> list[str]:
    """Return what is logged beside the loss; of several outputs the loss and metrics of each, behind its name, as Keras does."""
    if len(outputs) <= 1:
        return [*(training.for_output(outputs[0]).one_metrics if outputs else training.one_metrics)]
    return [f"{name}_{measured}" for name in outputs for measured in ("loss", *training.for_output(name).one_metrics)]
