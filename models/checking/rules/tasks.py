"""Rule of the section of a task: the model it is meant for, folds, score and search space."""

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.checking.space_faults import space_faults
from models.core.errors import Fault
from models.core.faults import quote
from models.datasets import DataSet, Description
from models.kinds import Kind
from models.specs.estimators import ESTIMATORS, estimator_class
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline
from models.specs.parameters import arguments
from models.specs.tasks import JOB_TASKS
from models.specs.tasks.folding import Folding
from models.specs.tasks.search import Search

#: Methods or attributes of an estimator that a score is worked out from, of which it needs one.
_NEEDS = {"neg_log_loss": ("predict_proba",), "roc_auc": ("decision_function", "predict_proba"), "neg_inertia": ("inertia_",)}


class Tasks(Rule):
    """A task has the section that it needs, and no other; folds, score and candidates fit the model and the data."""

    def applies(self, spec: JobSpec) -> bool:
        task = spec.task_facts
        return bool(task.section) or not task.trains or any(spec.section_of(name) is not None for name in JOB_TASKS)

    def judge(self, case: Case) -> Findings:
        faults = _section_faults(case.spec)
        if faults or case.errors:  # They are to be fixed before folds and candidates can be judged.
            return Findings(faults)
        (output, *_), folding = case.targets, case.spec.folding
        kind = case.kind(output)
        faults = _kind_faults(case.spec, kind)
        return Findings(faults if faults or folding is None else _folding_faults(case, folding, kind, output))


def _folding_faults(case: Case, folding: Folding, kind: Kind, output: str) -> list[Fault]:
    spec, data, where = case.spec, case.targets[output], f"/{case.spec.task_facts.section}"
    faults = [*_scoring_faults(spec, folding, kind, where), *_fold_faults(folding, kind, data, where), *_groups_faults(spec, folding, where)]
    faults += [] if faults else _class_faults(folding, kind, case.sets.targets[output], where)
    return faults + (space_faults(folding, spec, case.candidate_faults) if isinstance(folding, Search) else [])


def _section_faults(spec: JobSpec) -> list[Fault]:
    """List sections that the task needs and lacks, or has no use for."""
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
    return [Fault(where, f"the task {task.name} takes {task.takes}, got {last}{f', a {role}' if role else ''}")]


def _scoring_faults(spec: JobSpec, folding: Folding, kind: Kind, where: str) -> list[Fault]:
    scoring, known = folding.scoring or next(iter(kind.scorings), None), kind.scorings
    if scoring not in known:
        return [Fault(f"{where}/scoring", f"expected a score of {kind.name}: one of {', '.join(known)}, got {scoring!r}")]
    if not isinstance(spec.model, SklearnPipeline):
        return []
    needs = _NEEDS.get(scoring or "", ())
    last = spec.model.steps[-1]
    if not needs or (scoring == "neg_inertia" and last.estimator == "KMeans"):
        return []
    estimator = estimator_class(last.estimator)(**{key: value for key, value in arguments(last.estimator, last.params).items() if key != "estimator"})
    if any(hasattr(estimator, name) for name in needs):
        return []
    return [Fault(f"{where}/scoring", f"{scoring} is worked out from {' or '.join(needs)}, which {last.estimator} with these parameters has not")]


def _fold_faults(folding: Folding, kind: Kind, data: Description, where: str) -> list[Fault]:
    if not kind.is_cross_validated:
        return []
    faults = []
    if folding.folds > data.n_train:
        faults.append(Fault(f"{where}/folds", f"expected at most as many folds as samples, {data.n_train:,}, got {folding.folds:,}"))
    if data.inputs.axis == "time" and not folding.time_series:
        faults.append(Fault(f"{where}/time_series", "the data is a series: expected time_series folds, which keep its order"))
    if data.lengths is not None:
        faults.append(Fault(where, f"folds are cut from one series, but the data has {len(data.lengths):,}; hold a test part back by data.split"))
    if folding.stratified and not kind.has_classes:
        faults.append(Fault(f"{where}/stratified", f"stratified folds keep the shares of classes, but the job is one of {kind.name}; leave it out"))
    return faults


def _groups_faults(spec: JobSpec, folding: Folding, where: str) -> list[Fault]:
    if folding.grouped and spec.data.groups is None:
        return [Fault(f"{where}/grouped", "grouped folds need the groups of the samples: expected a column of the upload in data.groups, got none")]
    return []


def _class_faults(folding: Folding, kind: Kind, data_set: DataSet, where: str) -> list[Fault]:
    """Refuse more folds than the smallest class has samples, where the samples can be counted at once."""
    counts = data_set.label_counts() if kind.has_classes and folding.stratifies(kind) else None
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
