"""Rules for the data of a job and the steps over it."""

from collections.abc import Iterator
from itertools import pairwise

from models.checking.case import Case
from models.checking.locating import at_input, at_output
from models.checking.raw_inputs import placed_steps, unfillable
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.faults import quote
from models.core.tensors import IMAGE
from models.datasets import Description
from models.preprocessing.column_step import column_at
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.row_columns import RowColumn, named_columns
from models.preprocessing.treatments import FEW_CATEGORIES
from models.specs.classes import labels_step
from models.specs.data import Split
from models.specs.fit_sizes import n_split_off, n_test_of
from models.specs.model import SklearnPipeline, layers_by_pointer
from models.specs.series import n_before_validation
from models.uploads.stored_upload import PREFIX


class Parts(Rule):
    """The data has targets where they are needed, and the parts that the spec uses."""

    def judge(self, case: Case) -> Findings:
        if len(case.inputs) + len(case.targets) > 2 and any(data.inputs.axis == "time" for data in case.inputs.values()):
            return Findings([Fault("/data/source", "expected samples, as a series is for models of one input and one output")])
        faults = [*_split_faults(case), *_missing_targets(case), *_validation_faults(case), *_single_classes(case)]
        return Findings(faults or list(_small_parts(case)), list(_unshuffled_split(case)))


class Steps(Rule):
    """Each preprocessing step takes its input, and the model takes the result."""

    def judge(self, case: Case) -> Findings:
        faults = [*case.flow.faults, *_unfillable(case), *_off_range(case), *_one_hot_rows(case)]
        return Findings(faults, [*_unscaled_pixels(case), *_notes(case), *_constant(case)])


def _off_range(case: Case) -> Iterator[Fault]:
    """Refuse numbers that the first step does not take, where the range of the data is known."""
    for name, data in case.inputs.items():
        steps = case.spec.preprocessing.input_steps_of(name)
        if steps and data.value_range and (detail := steps[0].range_fault(data.inputs, data.value_range)):
            yield at_input(case.spec, name, Fault("/preprocessing/inputs/0", f"{steps[0].step}: {detail}"))


def _split_faults(case: Case) -> Iterator[Fault]:
    n_test = next(iter(case.targets.values())).n_test
    if n_test and case.spec.data.split:
        yield Fault("/data/split", f"expected no split, as {case.spec.data.source} has a test part of {n_test:,}")
    yield from _size_faults(case)


def _size_faults(case: Case) -> Iterator[Fault]:
    """Refuse earlier sizes of a data set that do not increase up to the one that it has."""
    split, n = case.spec.data.split, next(iter(case.targets.values())).n_train
    sizes = (split.earlier_sizes if split else None) or []
    for index, (before, size) in enumerate(pairwise([0, *sizes])):
        if not before < size <= n:
            detail = f"expected a number of samples above {before:,} and at most {n:,}, those that the data set has now; got {size:,}"
            yield Fault(f"/data/split/earlier_sizes/{index}", detail)
            return


def _small_parts(case: Case) -> Iterator[Fault]:
    """Refuse a split, or a subset, that leaves a part without samples, or one that cannot keep the shares of the classes."""
    data = next(iter(case.targets.values()))
    if data.inputs.axis == "time":
        return
    n, split, share = data.n_train, case.spec.data.split, case.spec.data.subset
    if split is not None and not data.n_test:
        n_test = n_test_of(split, n)
        yield from _split_fault("/data/split/test", n, n_test, data if split.stratify else None)
        yield from _stratified(case, split, data) if split.stratify else ()
        n -= n_test
    # A subset keeps the shares of the classes; of everything it is everything.
    if share is not None and n > 0 and (n_kept := n_split_off(n, share)) < n:
        labelled = next(iter(case.sets.targets.values())).describe()
        yield from _split_fault("/data/subset", n, n_kept, labelled)
        yield from _lone_members(case, "/data/subset", "use all data") if labelled.labels is not None else ()
    yield from _unvalidated(case)


def _split_fault(pointer: str, n: int, n_cut: int, data: Description | None) -> Iterator[Fault]:
    fewest, least = min(n_cut, n - n_cut), max(1, len(data.labels or ()) if data else 1)
    if fewest < least:
        each = f"one of each of the {least:,} classes" if least > 1 else "one sample"
        yield Fault(pointer, f"expected a share that leaves at least {each} on either side, got {n_cut:,} and {n - n_cut:,} samples")


def _stratified(case: Case, split: Split, data: Description) -> Iterator[Fault]:
    if not split.shuffle:
        yield Fault("/data/split/stratify", "expected false without shuffle, as samples are drawn by class; got true")
    if data.labels is None and data.targets is not None and data.targets.dtype.startswith("float"):
        yield Fault("/data/split/stratify", "expected false, as the targets are numbers and not classes; got true")
    elif data.labels is not None:
        yield from _lone_members(case, "/data/split/stratify", "use stratify false")


def _lone_members(case: Case, pointer: str, fix: str) -> Iterator[Fault]:
    """Refuse a draw by class if a class has one sample, where samples can be counted quickly."""
    counts = next(iter(case.sets.targets.values())).label_counts() or {}
    small = next((label for label, count in counts.items() if count < 2), None)
    if small is not None:
        yield Fault(pointer, f"expected at least 2 samples of each class, but {quote(small)} has 1; {fix}")


def _unvalidated(case: Case) -> Iterator[Fault]:
    """Refuse a validation part, or a training part beside it, without samples."""
    validation, n = case.spec.training.validation if case.spec.training else None, case.n_fitted
    if validation is None or validation.split is None or not n:
        return
    if not 0 < (before := n_before_validation(n, validation.split)) < n:
        came = f"got {before:,} and {n - before:,} of {n:,} samples"
        yield Fault("/training/validation/split", f"expected a share that leaves at least one sample on either side, {came}")


def _single_classes(case: Case) -> Iterator[Fault]:
    """Refuse to learn classes from data with one of them."""
    for name, data in case.targets.items():
        step = labels_step(case.spec.preprocessing.target_steps_of(name))
        known = data.labels if step is None or step.classes is None else step.classes
        if data.labels is not None and known is not None and len(known) == 1 and case.kind(name).has_classes:
            fault = Fault("/data/target", f"expected at least two classes, but all targets are {quote(known[0])}")
            yield at_output(case.spec, name, fault)


def _missing_targets(case: Case) -> list[Fault]:
    lacking = [name for name, data in case.targets.items() if data.targets is None and data.inputs.axis == "sample" and case.kind(name).takes_targets]
    return list(dict.fromkeys(at_output(case.spec, name, _no_targets(case.spec.data.source)) for name in lacking))


def _no_targets(source: str) -> Fault:
    if source.startswith(PREFIX):
        return Fault("/data/target", "expected the name of the target column, got none")
    return Fault("/data/source", f"expected a data set with targets, but {source} has none")


def _validation_faults(case: Case) -> Iterator[Fault]:
    spec, data = case.spec, next(iter(case.targets.values()))
    if spec.validates_on_test and not data.n_test and spec.data.split is None:
        yield Fault("/training/validation/part", f"expected a split of the training data, as {spec.data.source} has no test part")


def _unshuffled_split(case: Case) -> Iterator[Fault]:
    split, data = case.spec.data.split, next(iter(case.targets.values()))
    if split is not None and not split.shuffle and data.inputs.axis != "time":
        yield Fault("/data/split/shuffle", "the last samples become the test part; if the data is ordered, they differ from the rest")


def _unscaled_pixels(case: Case) -> Iterator[Fault]:
    if isinstance(case.spec.model, SklearnPipeline) or any(layer.scales for _, layer in layers_by_pointer(case.spec.model)):
        return
    detail = "the network gets pixels from 0 to 255, but trains better on a range such as [0, 1]: add a scale step"
    for name, data in case.inputs.items():
        if data.inputs.dtype in ("uint8", IMAGE) and not any(step.scales for step in case.spec.preprocessing.input_steps_of(name)):
            yield at_input(case.spec, name, Fault("/preprocessing/inputs", detail))


def _unfillable(case: Case) -> Iterator[Fault]:
    for name, data in case.inputs.items():
        for index, detail in unfillable(case.spec.preprocessing.input_steps_of(name), data):
            yield at_input(case.spec, name, Fault(f"/preprocessing/inputs/{index}", detail))


def _one_hot_rows(case: Case) -> Iterator[Fault]:
    """Refuse a column for each category where hardly two rows share one: the model would learn the rows by heart."""
    for name, data in case.inputs.items():
        given = case.spec.preprocessing.input_steps_of(name)
        for index, (step, columns) in enumerate(placed_steps(given, data)):
            if not isinstance(step, EncodeCategories) or columns is None or getattr(given[index], "categories", None) is not None:
                continue
            many = [
                column
                for column in (column_at(position, columns) for position in step.indices)
                if len(column.categories or ()) > _most_categories(column)
            ]
            for column in many:
                came = f"{len(column.categories or ()):,} categories of {quote(column.name)} in {column.n_samples:,} rows"
                fix = "leave the column out of data.features, or force it by giving the step its categories"
                yield at_input(case.spec, name, Fault(f"/preprocessing/inputs/{index}", f"expected categories that rows share, got {came}; {fix}"))


def _most_categories(column: RowColumn) -> float:
    return max(FEW_CATEGORIES, column.n_samples / 2)


def _constant(case: Case) -> Iterator[Fault]:
    """Warn of columns with the same value in every row."""
    for name, data in case.inputs.items():
        same = [index for index, column in enumerate(data.row_columns or ()) if len(column.categories or ()) == 1 and not column.has_gaps]
        if same and data.n_train > 1:
            have = "has" if len(same) == 1 else "have"
            detail = f"{named_columns(same, data.row_columns or ())} {have} the same value in every row, which tells a model nothing"
            yield at_input(case.spec, name, Fault("/data/features", detail))


def _notes(case: Case) -> Iterator[Fault]:
    """Warn of what steps leave out, or choose otherwise than most callers expect."""
    for name, data in case.inputs.items():
        for index, (step, _) in enumerate(placed_steps(case.spec.preprocessing.input_steps_of(name), data)):
            if note := step.notes():
                yield at_input(case.spec, name, Fault(f"/preprocessing/inputs/{index}", note))
