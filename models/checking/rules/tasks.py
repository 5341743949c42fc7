"""Rule for the section of a task: the model it supports, folds, score and search space."""

from collections.abc import Callable
from math import floor
from typing import Any

import numpy as np
from pydantic import ValidationError

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import DataError, Fault
from models.core.faults import faults_of, pointer_of, quote
from models.datasets import Description
from models.kinds import Kind
from models.preprocessing.window import Window
from models.specs.estimators.estimator_forms import described
from models.specs.estimators.offered_estimators import ESTIMATORS
from models.specs.fit_sizes import fold_sizes, n_used
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline
from models.specs.search_space import Path, SpaceKeyError, candidate_spec, path_of
from models.specs.tasks import JOB_TASKS
from models.specs.tasks.folding import Folding
from models.specs.tasks.search import MAX_FITS, Range, Search

#: Methods or attributes of an estimator that a score is computed from; one of them is needed.
_NEEDS = {"neg_log_loss": ("predict_proba",), "roc_auc": ("decision_function", "predict_proba"), "neg_inertia": ("inertia_",)}
#: The same with more than two classes.
_NEEDS_OF_MANY = {**_NEEDS, "roc_auc": ("predict_proba",)}
#: Scores that need two samples.
_OF_TWO = ("r2",)
#: Most values of a whole space, as each is checked with the spec.
MAX_SPACE_VALUES = 1_000
#: Returns the faults of a training spec with another value in one field.
SpecCheck = Callable[[JobSpec, Path], list[Fault]]


class Tasks(Rule):
    """A task has its section and no other; folds, score and candidates fit the model and the data."""

    def applies(self, spec: JobSpec) -> bool:
        task = spec.task_facts
        return bool(task.section) or not task.trains or any(spec.section_of(name) is not None for name in JOB_TASKS)

    def judge(self, case: Case) -> Findings:
        faults = _section_faults(case.spec)
        if faults or case.errors:  # With other faults folds and candidates cannot be checked.
            return Findings(faults)
        (output, *_), folding = case.targets, case.spec.folding
        kind = case.kind(output)
        faults = _kind_faults(case.spec, kind)
        return Findings(faults if faults or folding is None else _folding_faults(case, folding, kind, output))


def _folding_faults(case: Case, folding: Folding, kind: Kind, output: str) -> list[Fault]:
    spec, data, where = case.spec, case.targets[output], f"/{case.spec.task_facts.section}"
    faults = [*_scoring_faults(case, folding, output, where), *_fold_faults(spec, folding, kind, data, where), *_groups_faults(spec, folding, where)]
    faults += [] if faults else _small_folds(spec, folding, kind, data, where) or _class_faults(case, folding, output, where)
    return faults + (_space_faults(folding, spec, case.candidate_faults) if isinstance(folding, Search) else [])


def _section_faults(spec: JobSpec) -> list[Fault]:
    """Refuse a missing section, and those of other tasks."""
    faults = []
    for name, task in JOB_TASKS.items():
        needed, given = spec.task == name and bool(task.section), spec.section_of(name) is not None
        if needed and not given:
            faults.append(Fault(f"/{task.section}", f"{task.section} is required for the task {name}"))
        elif given and not needed:
            detail = f"expected no {task.section} section with the task {spec.task}; the task {name} takes it"
            faults.append(Fault(f"/{task.section}", detail))
    return faults


def _kind_faults(spec: JobSpec, kind: Kind) -> list[Fault]:
    task, pipeline = spec.task_facts, spec.model if isinstance(spec.model, SklearnPipeline) else None
    last = pipeline.steps[-1].estimator if pipeline else "a network"
    role = ESTIMATORS[last].role if pipeline else None
    if task.accepts(kind, role):
        return []
    where = f"/model/steps/{len(pipeline.steps) - 1}/estimator" if pipeline else "/model/kind"
    return [Fault(where, f"the task {task.name} supports {task.takes}, got {last}{f', a {role}' if role else ''}")]


def _scoring_faults(case: Case, folding: Folding, output: str, where: str) -> list[Fault]:
    spec, kind = case.spec, case.kind(output)
    scoring, known = folding.scoring or next(iter(kind.scorings), None), kind.scorings
    if scoring not in known:
        return [Fault(f"{where}/scoring", f"expected a score of {kind.name}: one of {', '.join(known)}, got {scoring!r}")]
    if not isinstance(spec.model, SklearnPipeline):
        return []
    needs = _NEEDS.get(scoring or "", ()) if len(case.targets[output].labels or ()) <= 2 else _NEEDS_OF_MANY.get(scoring or "", ())
    last = spec.model.steps[-1]
    if not needs or (scoring == "neg_inertia" and last.estimator == "KMeans"):
        return []
    if any(described(last.estimator).has(name, last.params) for name in needs):
        return []
    return [Fault(f"{where}/scoring", f"{scoring} needs {' or '.join(needs)}, which {last.estimator} with these parameters does not have")]


def _fold_faults(spec: JobSpec, folding: Folding, kind: Kind, data: Description, where: str) -> list[Fault]:
    if not kind.is_cross_validated:
        return []
    faults, n = [], n_used(spec.data, data)
    if folding.folds > n:
        faults.append(Fault(f"{where}/folds", f"expected at most as many folds as samples, {n:,}, got {folding.folds:,}"))
    if data.inputs.axis == "time" and not folding.time_series:
        faults.append(Fault(f"{where}/time_series", "expected time_series folds, which keep the order of the series"))
    if data.lengths is not None:
        faults.append(Fault(where, f"folds are cut from one series, but the data has {len(data.lengths):,}; use data.split for a test part"))
    if folding.stratified and not kind.has_classes:
        faults.append(Fault(f"{where}/stratified", f"stratified folds keep the shares of classes, but the job is one of {kind.name}; remove it"))
    return faults


def _small_folds(spec: JobSpec, folding: Folding, kind: Kind, data: Description, where: str) -> list[Fault]:
    """Refuse folds too short for a window, and test folds of one sample for a score that compares samples."""
    if not kind.is_cross_validated:
        return []
    window = next((step for step in spec.preprocessing.every_input_step if isinstance(step, Window)), None)
    n_train, n_test = fold_sizes(folding, n_used(spec.data, data))
    if window is not None and min(n_train, n_test) < window.n_needed:
        needed = f"{window.n_needed:,} steps, as {f'{window.multiple:,} windows' if window.multiple > 1 else 'a window'} and what follows are"
        return [Fault(f"{where}/folds", f"expected parts of at least {needed}; the shortest of {folding.folds:,} folds has {min(n_train, n_test):,}")]
    n_scored = n_test if window is None else window.n_windows(n_test)
    scoring = folding.scoring or next(iter(kind.scorings), None)
    if scoring in _OF_TWO and n_scored < 2 and not folding.grouped:
        fix = "use fewer folds, or another score"
        return [Fault(f"{where}/folds", f"{scoring} compares the samples of a test fold: expected at least 2 in each, got {n_scored:,}; {fix}")]
    return []


def _groups_faults(spec: JobSpec, folding: Folding, where: str) -> list[Fault]:
    if folding.grouped and spec.data.groups is None:
        return [Fault(f"{where}/grouped", "grouped folds need a column of the upload in data.groups, got none")]
    return []


def _class_faults(case: Case, folding: Folding, output: str, where: str) -> list[Fault]:
    """Refuse more folds than samples of the smallest class, where these can be counted quickly."""
    kind, data = case.kind(output), case.targets[output]
    counts = case.sets.targets[output].label_counts() if kind.has_classes and folding.stratifies(kind) else None
    if not counts:
        return []
    label, count = min(counts.items(), key=lambda item: item[1])
    if folding.folds > count:
        came = f"expected at most {count:,} folds, as the smallest class, {quote(label)}, has {count:,} samples, got {folding.folds:,}"
        return [Fault(f"{where}/folds", came)]
    # scikit-learn refuses folds that no class fills; without a test part and in a subset classes are smaller.
    largest = _largest_class(case, max(counts.values())) if n_used(case.spec.data, data) < data.n_train else max(counts.values())
    if folding.folds <= largest:
        return []
    came = f"expected at most {largest:,} folds, as no class has more samples in the part that is folded, got {folding.folds:,}"
    return [Fault(f"{where}/folds", came)]


def _largest_class(case: Case, most: int) -> int:
    """Return the samples of the largest class in the part that is folded, drawn as the job draws it; `most` where it cannot be drawn."""
    try:
        labels = case.drawn.labels
    except DataError:  # Another rule says why.
        return most
    return most if labels is None else int(np.unique(labels, return_counts=True)[1].max())


def _space_faults(search: Search, spec: JobSpec, check: SpecCheck) -> list[Fault]:
    """Return the faults of the space of a search, each of whose values is checked in the spec that is varied."""
    space = search.space
    n_values = sum(len(values) for values in space.values() if isinstance(values, list))
    if n_values > MAX_SPACE_VALUES:
        return [Fault("/search/space", f"expected at most {MAX_SPACE_VALUES:,} values in all, got {n_values:,}")]
    faults = [fault for key in space for fault in _key_faults(key, space[key], spec, check)] or _double_faults(list(space), spec)
    fits = search.n_fits()
    if fits > MAX_FITS:
        faults.append(
            Fault("/search/space", f"expected at most {MAX_FITS:,} fits, but candidates and folds make {fits:,}; use fewer values, or n_iter")
        )
    return faults


def _key_faults(key: str, values: list[Any] | Range, spec: JobSpec, check: SpecCheck) -> list[Fault]:
    where = f"/search/space{pointer_of([key])}"
    try:
        path_of(key, spec)
    except SpaceKeyError as error:
        return [Fault(where, str(error))]
    tried = [(f"/{index}", value) for index, value in enumerate(values)] if isinstance(values, list) else _ends(values)
    faults = [Fault(where + below, detail) for below, value in tried if (detail := _value_detail(key, value, spec, check))]
    same = len(faults) == len(tried) > 1 and len({fault.detail for fault in faults}) == 1
    return [Fault(where, faults[0].detail)] if same else faults


def _ends(values: Range) -> list[tuple[str, float | int]]:
    ends = {"/low": values.low, "/high": values.high}
    return [(pointer, floor(value) if values.integer else value) for pointer, value in ends.items()]


def _value_detail(key: str, value: Any, spec: JobSpec, check: SpecCheck) -> str:
    """Return the fault of a value in its field; empty where there is none."""
    try:
        faults = check(candidate_spec(spec, {key: value}), path_of(key, spec))
    except ValidationError as error:
        faults = faults_of(error, {}, JobSpec)
    return faults[0].detail if faults else ""


def _double_faults(keys: list[str], spec: JobSpec) -> list[Fault]:
    paths = [path_of(key, spec) for key in keys]
    return [
        Fault(f"/search/space{pointer_of([key])}", f"expected keys of different fields, but {key!r} and {keys[paths.index(path)]!r} are the same")
        for index, (key, path) in enumerate(zip(keys, paths, strict=True))
        if path in paths[:index]
    ]
