"""Which jobs of an owner a list shows, or a deletion takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func

from models.specs.tasks import DEFAULT_TASK
from service.store.annotations import has_tags, has_text
from service.store.readable_json import readable
from service.store.tables import jobs


@dataclass(frozen=True)
class JobFilter:
    """Which jobs are meant; None, and no tags, for any.

    Args:
        state: Their state.
        recipe: Their recipe.
        name: Name of their models.
        task: Their task, such as search.
        tags: Tags, all of which they have.
        text: A part of their name, their note or their error.
        created_from: When they were submitted at the earliest, in seconds since 1970.
        created_before: When they were submitted at the latest, without this moment.
        ended_before: When they have ended at the latest, without this moment.
    """

    state: str | None = None
    recipe: str | None = None
    name: str | None = None
    task: str | None = None
    tags: Sequence[str] = ()
    text: str | None = None
    created_from: float | None = None
    created_before: float | None = None
    ended_before: float | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions of a query."""
        found = [jobs.c[column] == value for column in ("state", "recipe", "name") if (value := getattr(self, column)) is not None]
        if self.task is not None:
            # Specs of earlier releases leave out what was the only task.
            found.append(func.coalesce(readable(jobs.c.spec)["task"].as_string(), DEFAULT_TASK) == self.task)
        if self.text is not None:
            found.append(has_text(self.text, jobs.c.name, jobs.c.note, func.coalesce(jobs.c.error, "")))
        if self.created_from is not None:
            found.append(jobs.c.created_at >= self.created_from)
        if self.created_before is not None:
            found.append(jobs.c.created_at < self.created_before)
        if self.ended_before is not None:
            found.append(jobs.c.finished_at < self.ended_before)
        return [*found, *has_tags(jobs, self.tags)]
