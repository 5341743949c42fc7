"""Rules for series and stateful layers: parts in time order, windows that fit into every part, full batches in order."""

from collections.abc import Iterator, Sequence

from models.checking.case import Case
from models.checking.locating import at_input
from models.checking.raw_inputs import gaps_left
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.datasets import Description
from models.preprocessing import AnyStep
from models.preprocessing.window import Window
from models.specs.job import JobSpec
from models.specs.model import Sequential, has_state, layers_by_pointer
from models.specs.series import SeriesParts, windows_of

_BATCH_SIZE = "/training/batch_size"
#: Most series that a message names.
MAX_NAMED = 20


class Series(Rule):
    """A series is split in time order, has no missing values, and each part is longer than a window."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.data.split is not None or any(isinstance(step, Window) for step in spec.preprocessing.every_input_step)

    def judge(self, case: Case) -> Findings:
        name, data = next(iter(case.inputs.items()))
        if data.inputs.axis != "time":
            return Findings()
        steps, described = case.spec.preprocessing.input_steps_of(name), next(iter(case.targets.values()))
        short = [at_input(case.spec, name, fault) for fault in _short_series(steps, case.spec, described)]
        return Findings([*_split_faults(case.spec), *short, *_gap_faults(steps, data)])


class StatefulLayers(Rule):
    """Stateful layers are in a sequential model and get full batches in order."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and has_state(spec.model)

    def judge(self, case: Case) -> Findings:
        model = case.spec.model
        if not isinstance(model, Sequential):
            detail = "expected false, as stateful layers need a sequential model; got true"
            return Findings([Fault(f"{pointer}/stateful", detail) for pointer, layer in layers_by_pointer(model) if layer.keeps_state])
        faults, warnings = [*_short_parts(case), *_shuffled(case)], list(_incomplete_batches(case))
        return Findings(faults, warnings)


def _split_faults(spec: JobSpec) -> list[Fault]:
    split = spec.data.split
    fields = [field for field in ("shuffle", "stratify") if getattr(split, field, False)]
    return [Fault(f"/data/split/{field}", "expected false, as the test part of a series is its last steps") for field in fields]


def _short_series(steps: Sequence[AnyStep], spec: JobSpec, data: Description) -> list[Fault]:
    """Refuse windows longer than the shortest series of a part; only the first such part is reported."""
    for index, step in enumerate(steps):
        for part, lengths in _parts(spec, data) if isinstance(step, Window) else ():
            found = _short(step, part, lengths, data) if isinstance(step, Window) else None
            if found is not None:
                return [found.under(f"/preprocessing/inputs/{index}")]
    return []


def _short(step: Window, part: str, lengths: Sequence[int], data: Description) -> Fault | None:
    """Return the fault of a window that is longer than the shortest series of a part; of series in pieces, than the longest piece."""
    n_steps, where = (max if data.pieces else min)(lengths), _where(part, lengths, data)
    if n_steps < step.size + step.horizon:
        return Fault("/size", f"{_too_short(step, where, n_steps)}{_others(lengths, step.size + step.horizon, data)}")
    if n_steps < step.n_needed:
        came = f"{where} has {n_steps:,} of the {step.n_needed:,} steps that {step.multiple:,} windows take"
        return Fault("/multiple", f"expected a smaller number, as {came}; got {step.multiple:,}")
    return None


def _too_short(step: Window, where: str, n_steps: int) -> str:
    missing = step.size + step.horizon - n_steps
    wanted, came = f"a window of less than the {n_steps:,} steps of {where}", f"{step.size}"
    if step.horizon > 1:
        wanted, came = f"a window and a horizon of at most the {n_steps:,} steps of {where} together", f"{step.size} and {step.horizon}"
    return f"expected {wanted}, got {came}: {missing:,} {'step is' if missing == 1 else 'steps are'} missing"


def _parts(spec: JobSpec, data: Description) -> Iterator[tuple[str, list[int]]]:
    """Yield the name of each part with the length of each series in it; the name is empty where the shortest series is whole."""
    parts, whole = SeriesParts.of(spec, data), min(data.lengths or (data.n_train,))
    if parts.test is not None:
        yield "test", parts.test
    yield "" if min(parts.training) == whole else "training", parts.training
    if parts.validation is not None:
        yield "validation", parts.validation


def _where(part: str, lengths: Sequence[int], data: Description) -> str:
    """Return the words for the series of a part that decides, with its name where it has one."""
    series = "the series" if data.lengths is None else "the longest piece" if data.pieces else "the shortest series"
    if data.series_names and not data.pieces:
        series += f", {data.series_names[lengths.index(min(lengths))]},"
    return f"{series} in its {part} part" if part else series.removesuffix(",")


def _others(lengths: Sequence[int], n_needed: int, data: Description) -> str:
    """Return all series that are too short with their lengths, for messages; empty where one is, or they have no names."""
    if data.pieces:
        return ""
    short = [f"{name} has {n:,}" for name, n in zip(data.series_names or (), lengths, strict=False) if n < n_needed]
    more = f" and {len(short) - MAX_NAMED:,} more" if len(short) > MAX_NAMED else ""
    return f"; {len(short):,} series are too short: {', '.join(short[:MAX_NAMED])}{more}" if len(short) > 1 else ""


def _gap_faults(steps: Sequence[AnyStep], data: Description) -> list[Fault]:
    before = steps[: next((index for index, step in enumerate(steps) if isinstance(step, Window)), len(steps))]
    if not data.missing or not gaps_left(before, data):
        return []
    return [Fault("/data/features", f"expected a value in each step, but {data.missing}; fill the gaps, or add an impute step before the window")]


def _windows(case: Case) -> Iterator[tuple[str, int]]:
    return windows_of(case.spec, next(iter(case.targets.values())))


def _short_parts(case: Case) -> Iterator[Fault]:
    """Refuse batches larger than a part of the series."""
    size = case.training.batch_size
    for part, n in _windows(case):
        if 0 < n < size:
            yield Fault(_BATCH_SIZE, f"a stateful layer takes full batches: expected at most the {n:,} windows of the {part} part, got {size:,}")


def _incomplete_batches(case: Case) -> Iterator[Fault]:
    """Warn of windows that do not fill a batch."""
    size = case.training.batch_size
    for part, n in _windows(case):
        if n >= size and n % size:
            left = f"of the {n:,} windows of the {part} part the last {n % size:,} are left out"
            yield Fault(_BATCH_SIZE, f"a stateful layer takes full batches: {left}")


def _shuffled(case: Case) -> Iterator[Fault]:
    if case.training.shuffle:
        yield Fault("/training/shuffle", "expected false, as a stateful layer continues from the previous batch; got true")
