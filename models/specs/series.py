"""Series judged: how they are split in time order, and whether windows fit into every part of them."""

from collections.abc import Iterator

from models.core.errors import Fault
from models.datasets import Description
from models.preprocessing.window import Window
from models.specs.column_names import gaps_left
from models.specs.data import Split
from models.specs.job import JobSpec


def n_held_back(n_steps: int, split: Split) -> int:
    """Return how many steps, the last ones of a series, are its test part."""
    return round(n_steps * split.test)


def n_kept(n_steps: int, share: float | None) -> int:
    """Return how many steps, the first ones of a series, a subset leaves; all without one."""
    return n_steps if share is None else max(1, round(n_steps * share))


def n_before_validation(n_steps: int, share: float) -> int:
    """Return how many steps of a series come before the share that is validated on, rounding as Keras does."""
    return int(n_steps * (1 - share))


def series_faults(spec: JobSpec, data: Description) -> list[Fault]:
    """List what cannot work of the series of a spec; nothing where its data is no series."""
    if data.inputs.axis != "time":
        return []
    return [*_split_faults(spec), *_short_series(spec, data), *_gap_faults(spec, data)]


def windows_of(spec: JobSpec, data: Description) -> Iterator[tuple[str, int]]:
    """Yield how many windows the training and the validation part of series are cut into; nothing where they are not cut by number.

    Args:
        spec: A spec.
        data: What is known of its data set.
    """
    window = next((step for step in spec.preprocessing.input_steps if isinstance(step, Window)), None)
    if window is None or data.inputs.axis != "time" or not data.inputs.is_numeric:
        return
    split, share = spec.data.split, spec.training.validation.split if spec.training and spec.training.validation else None
    lengths = [n_kept(n - n_held_back(n, split) if split else n, spec.data.subset) for n in data.lengths or (data.n_train,)]
    heads = lengths if share is None else [n_before_validation(n, share) for n in lengths]
    yield "training", sum(window.n_windows(n) for n in heads)
    if share is not None:
        yield "validation", sum(window.n_windows(n - head) for n, head in zip(lengths, heads, strict=True))


def _split_faults(spec: JobSpec) -> list[Fault]:
    split = spec.data.split
    fields = [field for field in ("shuffle", "stratify") if getattr(split, field, False)]
    return [Fault(f"/data/split/{field}", "a series is split in time order, its last steps are the test part: expected false") for field in fields]


def _short_series(spec: JobSpec, data: Description) -> list[Fault]:
    """Refuse windows that are longer than the shortest series of a part; the first such part is told."""
    for index, step in enumerate(spec.preprocessing.input_steps):
        parts = _shortest(spec, data) if isinstance(step, Window) else ()
        for where, n_steps in parts:
            if isinstance(step, Window) and n_steps < step.size + step.horizon:
                return [Fault(f"/preprocessing/inputs/{index}/size", _too_short(step, where, n_steps))]
    return []


def _too_short(step: Window, where: str, n_steps: int) -> str:
    missing = step.size + step.horizon - n_steps
    wanted, came = f"a window of less than the {n_steps:,} steps of {where}", f"{step.size}"
    if step.horizon > 1:
        wanted, came = f"a window and a horizon of at most the {n_steps:,} steps of {where} together", f"{step.size} and {step.horizon}"
    return f"expected {wanted}, got {came}: {missing:,} {'step is' if missing == 1 else 'steps are'} missing"


def _shortest(spec: JobSpec, data: Description) -> Iterator[tuple[str, int]]:
    """Yield the steps of the shortest series in each part, as training cuts it."""
    series = "the series" if data.lengths is None else "the shortest series"
    n_steps, split = min(data.lengths or (data.n_train,)), spec.data.split
    if data.n_test:
        yield f"{series} in its test part", data.n_test
    elif split is not None:
        n_test = n_held_back(n_steps, split)
        n_steps -= n_test
        yield f"{series} in its test part", n_test
    kept = n_kept(n_steps, spec.data.subset)
    share = spec.training.validation.split if spec.training and spec.training.validation else None
    before = kept if share is None else n_before_validation(kept, share)
    whole = before == min(data.lengths or (data.n_train,))
    yield series if whole else f"{series} in its training part", before
    if share is not None:
        yield f"{series} in its validation part", kept - before


def _gap_faults(spec: JobSpec, data: Description) -> list[Fault]:
    steps = spec.preprocessing.input_steps
    before = steps[: next((index for index, step in enumerate(steps) if isinstance(step, Window)), len(steps))]
    if not data.missing or not gaps_left(before, data):
        return []
    return [Fault("/data/features", f"expected a value in each step, but {data.missing}; fill it, or add an impute step before the window")]
