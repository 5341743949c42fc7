"""The work of each task, by task name."""

from models.core.discovery import members
from workers.work import Work

#: The classes of this package, and those of plug-ins.
WORK: dict[str, type[Work]] = members("work", __name__, Work, lambda work: getattr(work, "task", None))  # type: ignore[type-abstract]
