"""The tasks of a job: each has two halves of one name, and says itself what others need to know about it."""

from typing import Any

import pytest

from models.checking.check import check_spec
from models.specs.job import JobSpec
from models.specs.tasks import DEFAULT_TASK, JOB_TASKS, TASKS, task_of
from models.specs.tasks.folding import Folding
from models.specs.tasks.task import Task
from tests.faults import told
from workers.tasks import WORK
from workers.trial_worker import TrialsWork

RIDGE: dict[str, Any] = {"data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}
#: A section for each task that needs one.
SECTIONS: dict[str, dict[str, Any]] = {
    "cross_validation": {"folds": 3},
    "search": {"strategy": "grid", "folds": 3, "space": {"alpha": [1, 2]}},
}


def raw_spec(task: str) -> dict[str, Any]:
    """Return a spec of a task, with its section."""
    section = TASKS[task].section
    return {**RIDGE, "task": task, **({section: SECTIONS[section]} if section else {})}


def test_a_job_may_name_these_tasks_and_trains_unless_it_says_otherwise() -> None:
    assert list(JOB_TASKS) == ["train", "transform", "cross_validate", "search"]
    assert DEFAULT_TASK == JobSpec.model_validate(RIDGE).task == "train"


@pytest.mark.parametrize("name", TASKS)
def test_both_halves_of_a_task_have_its_name(name: str) -> None:
    assert (TASKS[name].name, WORK[name].task) == (name, name)


def test_no_work_is_without_a_task() -> None:
    assert set(WORK) == set(TASKS)


@pytest.mark.parametrize("name", TASKS)
def test_a_task_fans_out_where_its_work_does(name: str) -> None:
    assert TASKS[name].fans_out == issubclass(WORK[name], TrialsWork)


@pytest.mark.parametrize("name", JOB_TASKS)
def test_a_spec_has_the_section_of_its_task(name: str) -> None:
    spec = JobSpec.model_validate(raw_spec(name))
    assert (spec.section is not None) == bool(TASKS[name].section)
    assert isinstance(spec.section, Folding) == TASKS[name].fans_out
    assert spec.folding is (spec.section if TASKS[name].fans_out else None)


@pytest.mark.parametrize("name", [name for name, task in JOB_TASKS.items() if task.section])
def test_a_section_is_required_for_its_task_and_refused_for_others(name: str) -> None:
    section = TASKS[name].section
    missing = check_spec({**RIDGE, "task": name}).errors
    assert told(missing) == [(f"/{section}", f"{section} is required for the task {name}")]
    [unused] = check_spec({**RIDGE, section: SECTIONS[section]}).errors
    assert (unused.pointer, unused.detail) == (f"/{section}", f"expected no {section} section with the task train; the task {name} takes it")


@pytest.mark.parametrize("name", ["import", "tidy", ""])
def test_a_job_of_another_task_is_refused(name: str) -> None:
    [fault] = check_spec({**RIDGE, "task": name}).errors
    assert fault.pointer == "/task"
    assert fault.detail == f"should be 'train', 'transform', 'cross_validate' or 'search', got \"{name}\""


def test_a_stored_spec_whose_task_is_gone_has_the_facts_of_none() -> None:
    assert task_of({"task": "audit"}) is Task
    assert task_of({}) is TASKS[DEFAULT_TASK]


def test_a_job_fits_a_model_for_every_candidate_and_fold() -> None:
    found = {name: JobSpec.model_validate(raw_spec(name)).n_fits() for name in JOB_TASKS}
    assert found == {"train": 1, "transform": 1, "cross_validate": 3, "search": 6}
