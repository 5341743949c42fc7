"""A task judged: its section, the estimator it is meant for, folds, score and search space."""

from collections.abc import Callable
from math import floor
from typing import Any

from pydantic import ValidationError

from models.core.errors import Fault
from models.core.faults import faults_of, pointer_of, quote
from models.datasets import DataSet, Description
from models.specs.estimators import ESTIMATORS, Role, estimator_class
from models.specs.folding import Folding
from models.specs.job import JobSpec
from models.specs.kind import kind_of
from models.specs.kinds import Kind
from models.specs.model import SklearnPipeline
from models.specs.parameters import arguments
from models.specs.scorings import DEFAULTS, scorings_of
from models.specs.search import Range
from models.specs.sizes import MAX_FITS, n_fits
from models.specs.space import SpaceKeyError, candidate_spec, path_of

#: The section that each task needs, and no other task may have.
SECTIONS = {"cross_validate": "cross_validation", "search": "search"}
#: Most values of a whole space: each is judged when the spec is.
MAX_SPACE_VALUES = 1_000

#: Lists what is wrong with a training spec.
Judge = Callable[[JobSpec], list[Fault]]


def task_faults(spec: JobSpec, data_set: DataSet, judge: Judge) -> list[Fault]:
    """List what cannot work about a task.

    Args:
        spec: A spec whose model can be trained.
        data_set: The data set it names.
        judge: Judges the training spec of a candidate.
    """
    data = data_set.describe()
    faults = section_faults(spec)
    if faults:
        return faults
    kind = kind_of(spec, data)
    faults = _kind_faults(spec, kind)
    folding = spec.cross_validation or spec.search
    if folding is None or faults:
        return faults
    where = f"/{SECTIONS[spec.task]}"
    faults = [*_scoring_faults(spec, folding, kind, where), *_fold_faults(folding, kind, data, where), *_groups_faults(spec, folding, where)]
    faults += [] if faults else _class_faults(folding, kind, data_set, where)
    return faults + (_space_faults(spec, judge) if spec.search else [])


def section_faults(spec: JobSpec) -> list[Fault]:
    """List sections that the task needs and lacks, or has no use for."""
    faults = []
    for task, section in SECTIONS.items():
        given = getattr(spec, section) is not None
        if spec.task == task and not given:
            faults.append(Fault(f"/{section}", f"{section} is required for the task {task}"))
        elif spec.task != task and given:
            faults.append(Fault(f"/{section}", f"expected no {section} section with the task {spec.task}; the task {task} takes it"))
    return faults


def _kind_faults(spec: JobSpec, kind: Kind) -> list[Fault]:
    last = spec.model.steps[-1].estimator if isinstance(spec.model, SklearnPipeline) else "a network"
    role = ESTIMATORS[last].role if isinstance(spec.model, SklearnPipeline) else None
    where = f"/model/steps/{len(spec.model.steps) - 1}/estimator" if isinstance(spec.model, SklearnPipeline) else "/model/kind"
    match spec.task:
        case "transform" if kind is not Kind.TRANSFORM:
            return [Fault(where, f"the task transform takes a pipeline that ends in a transformer, got {last}{f', a {role}' if role else ''}")]
        case "cross_validate" if kind in (Kind.TRANSFORM, Kind.CLUSTERING):
            return [Fault(where, f"the task cross_validate takes a classifier or a regressor, got {last}, a {role}")]
        case "search" if kind is Kind.TRANSFORM or role is Role.LABELLER:
            return [Fault(where, f"the task search takes a classifier, a regressor or a clusterer that answers new samples, got {last}, a {role}")]
    return []


def _scoring_faults(spec: JobSpec, folding: Folding, kind: Kind, where: str) -> list[Fault]:
    scoring, known = folding.scoring or DEFAULTS[kind], scorings_of(kind)
    if scoring not in known:
        return [Fault(f"{where}/scoring", f"expected a score of {kind}: one of {', '.join(known)}, got {scoring!r}")]
    if not isinstance(spec.model, SklearnPipeline):
        return []
    needs = {"neg_log_loss": ("predict_proba",), "roc_auc": ("decision_function", "predict_proba"), "neg_inertia": ("inertia_",)}.get(scoring, ())
    last = spec.model.steps[-1]
    if not needs or (scoring == "neg_inertia" and last.estimator == "KMeans"):
        return []
    estimator = estimator_class(last.estimator)(**{key: value for key, value in arguments(last.estimator, last.params).items() if key != "estimator"})
    if any(hasattr(estimator, name) for name in needs):
        return []
    return [Fault(f"{where}/scoring", f"{scoring} is worked out from {' or '.join(needs)}, which {last.estimator} with these parameters has not")]


def _fold_faults(folding: Folding, kind: Kind, data: Description, where: str) -> list[Fault]:
    if kind is Kind.CLUSTERING:
        return []
    faults = []
    if folding.folds > data.n_train:
        faults.append(Fault(f"{where}/folds", f"expected at most as many folds as samples, {data.n_train:,}, got {folding.folds:,}"))
    if data.inputs.axis == "time" and not folding.time_series:
        faults.append(Fault(f"{where}/time_series", "the data is a series: expected time_series folds, which keep its order"))
    if data.lengths is not None:
        faults.append(Fault(where, f"folds are cut from one series, but the data has {len(data.lengths):,}; hold a test part back by data.split"))
    if folding.stratified and kind is not Kind.CLASSIFICATION:
        faults.append(Fault(f"{where}/stratified", f"stratified folds keep the shares of classes, but the job is one of {kind}; leave it out"))
    return faults


def _groups_faults(spec: JobSpec, folding: Folding, where: str) -> list[Fault]:
    if folding.grouped and spec.data.groups is None:
        return [Fault(f"{where}/grouped", "grouped folds need the groups of the samples: expected a column of the upload in data.groups, got none")]
    return []


def _class_faults(folding: Folding, kind: Kind, data_set: DataSet, where: str) -> list[Fault]:
    """Refuse more folds than the smallest class has samples, where the samples can be counted at once."""
    counts = data_set.label_counts() if kind is Kind.CLASSIFICATION and stratifies(folding, kind) else None
    if not counts:
        return []
    label, count = min(counts.items(), key=lambda item: item[1])
    if folding.folds <= count:
        return []
    return [
        Fault(
            f"{where}/folds", f"expected at most {count:,} folds, as the smallest class, {quote(label)}, has {count:,} samples, got {folding.folds:,}"
        )
    ]


def stratifies(folding: Folding, kind: Kind) -> bool:
    """Tell whether folds keep the classes' shares: as asked for, else for classes, as scikit-learn does."""
    if folding.stratified is not None:
        return folding.stratified
    return kind is Kind.CLASSIFICATION and not folding.time_series and not folding.grouped


def _space_faults(spec: JobSpec, judge: Judge) -> list[Fault]:
    space: dict[str, list[Any] | Range] = dict(spec.search.space) if spec.search else {}
    n_values = sum(len(values) for values in space.values() if isinstance(values, list))
    if n_values > MAX_SPACE_VALUES:
        return [Fault("/search/space", f"expected at most {MAX_SPACE_VALUES:,} values in all, got {n_values:,}")]
    faults = [fault for key in space for fault in _key_faults(key, space[key], spec, judge)] or _double_faults(list(space), spec)
    fits = n_fits(spec)
    if fits > MAX_FITS:
        faults.append(
            Fault("/search/space", f"expected at most {MAX_FITS:,} fits, but candidates and folds make {fits:,}; take fewer values, or n_iter")
        )
    return faults


def _key_faults(key: str, values: list[Any] | Range, spec: JobSpec, judge: Judge) -> list[Fault]:
    where = f"/search/space{pointer_of([key])}"
    try:
        path_of(key, spec)
    except SpaceKeyError as error:
        return [Fault(where, str(error))]
    tried = [(f"/{place}", value) for place, value in enumerate(values)] if isinstance(values, list) else _ends(values)
    faults = [Fault(where + place, detail) for place, value in tried if (detail := _value_detail(key, value, spec, judge))]
    same = len(faults) == len(tried) > 1 and len({fault.detail for fault in faults}) == 1
    return [Fault(where, faults[0].detail)] if same else faults


def _ends(values: Range) -> list[tuple[str, float | int]]:
    ends = {"/low": values.low, "/high": values.high}
    return [(place, floor(value) if values.integer else value) for place, value in ends.items()]


def _value_detail(key: str, value: Any, spec: JobSpec, judge: Judge) -> str:
    """Return what is wrong with a value in its place; empty where nothing is."""
    try:
        faults = judge(candidate_spec(spec, {key: value}))
    except ValidationError as error:
        faults = faults_of(error, {}, JobSpec)
    return faults[0].detail if faults else ""


def _double_faults(keys: list[str], spec: JobSpec) -> list[Fault]:
    places = [path_of(key, spec) for key in keys]
    return [
        Fault(
            f"/search/space{pointer_of([key])}", f"expected keys of different places, but {key!r} and {keys[places.index(place)]!r} mean the same one"
        )
        for index, (key, place) in enumerate(zip(keys, places, strict=True))
        if place in places[:index]
    ]
