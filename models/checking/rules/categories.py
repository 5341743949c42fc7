"""Rule for categories that only a held-out part has: the draw of the parts is seeded, so they are known before anything runs."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from models.checking.case import Case
from models.checking.locating import at_input
from models.checking.raw_inputs import placed_steps
from models.checking.rule import Findings, Rule
from models.core.arrays import Array
from models.core.deferred_rows import in_memory
from models.core.errors import DataError, Fault
from models.core.faults import listed, quote
from models.preparing.folds import each_fold
from models.preparing.raw import RawData, hold_back
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.impute import Impute
from models.preprocessing.step import Step
from models.specs.job import JobSpec
from models.uploads.stored_upload import PREFIX

#: Most values of all inputs together that are looked at during a request; of larger data, a job says it.
MAX_VALUES = 5_000_000


class UnseenCategories(Rule):
    """No category is in a validation, test or fold part only, where the step that encodes it knows those of the training part."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.data.source.startswith(PREFIX) and any(_learns(step) for step in spec.preprocessing.every_input_step)

    def judge(self, case: Case) -> Findings:
        (name, data), *others = case.inputs.items()
        n_values = (data.n_train + data.n_test) * ((data.inputs.shape[0] or 1) if len(data.inputs.shape) == 1 else MAX_VALUES)
        if case.errors or case.flow.faults or others or data.inputs.axis == "time" or not data.text_columns or n_values > MAX_VALUES:
            return Findings()
        try:
            return Findings([at_input(case.spec, name, fault) for fault in _faults(case, name)])
        except DataError as error:  # The parts cannot be drawn at all.
            return Findings([Fault("/data/split", str(error))])


def _learns(step: Step) -> bool:
    return isinstance(step, EncodeCategories) and step.categories is None and step.unknown == "error"


def _faults(case: Case, name: str) -> Iterator[Fault]:
    steps, data = case.spec.preprocessing.input_steps_of(name), case.inputs[name]
    raw = case.drawn
    rows = in_memory(raw.train.inputs[name])
    others = None if raw.test is None else in_memory(raw.test.inputs[name])
    for index, (step, columns) in enumerate(placed_steps(steps, data)):
        if not isinstance(step, EncodeCategories) or not _learns(steps[index]) or columns is None:
            continue
        for source in (columns[position].source for position in step.indices):
            if source is None:
                continue
            values = _filled(rows[:, source], steps[:index])
            tested = None if others is None else _filled(others[:, source], steps[:index])
            detail = next((detail for part in _parts(case, raw, values, tested) if (detail := _detail(data.columns, source, *part))), "")
            if detail:
                yield Fault(f"/preprocessing/inputs/{index}", detail)


def _filled(values: Array, before: Sequence[Step]) -> Array:
    """Return the values of a column with missing ones as a constant fills them; what else fills them is a category that is known."""
    fill = next((step.fill for step in before if isinstance(step, Impute) and step.strategy == "constant"), None)
    filled: Array = values.copy()
    filled[np.array([value is None for value in values.tolist()], bool)] = fill
    return filled


def _parts(case: Case, raw: RawData, values: Array, tested: Array | None) -> Iterator[tuple[str, Array, Array]]:
    """Yield a name, the values that are learned from, and those that are encoded by what was learned."""
    folding, kind = case.spec.folding, case.kind(next(iter(case.targets)))
    if folding is not None:
        for number, fold in enumerate(each_fold(folding, kind, raw, case.spec.seed)):
            yield f"the test part of fold {number + 1}", values[fold.train], values[fold.test]
    kept, tail = hold_back(case.spec, raw.train)
    if tail is not None:
        yield "the validation part", values[: kept.n_samples], values[kept.n_samples :]
    if tested is not None and case.spec.task_facts.trains:
        yield "the test part", values[: kept.n_samples], tested


def _detail(names: Sequence[str] | None, column: int, part: str, learned: Array, encoded: Array) -> str:
    known = set(learned.tolist())
    unseen = Counter(value for value in encoded.tolist() if value is not None and value == value and value not in known)
    if not unseen:
        return ""
    what = f"column {column}" if names is None else f"column {quote(names[column])}"
    fix = "use unknown: ignore, give the step all categories, or change the split or its seed"
    found = listed(f"{value!r} ({count:,} row{'s' * (count > 1)})" for value, count in unseen.items())
    return f"{what}: expected every category in the rows that it is learned from, but only {part} has {found}; {fix}"
