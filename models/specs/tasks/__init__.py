"""Every task of a job, by its name."""

from collections.abc import Mapping
from typing import Any

from models.core.discovery import members
from models.specs.tasks.task import Task

#: The tasks of this package and of plug-ins.
TASKS: dict[str, type[Task]] = members("task", __name__, Task, lambda task: task.name or None)
#: Tasks that a job spec may name.
JOB_TASKS: dict[str, type[Task]] = {name: task for name, task in TASKS.items() if not task.has_own_form}
#: Task of a spec without one.
DEFAULT_TASK = next(iter(JOB_TASKS))


def task_of(raw: Mapping[str, Any]) -> type[Task]:
    """Return the task of a stored spec; the base class where its plug-in is not loaded."""
    return TASKS.get(raw.get("task", DEFAULT_TASK), Task)
