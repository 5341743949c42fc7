"""Which uploaded data sets of an owner a list shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from service.store.annotations import has_tags, has_text
from service.store.readable_json import readable
from service.store.upload_tables import datasets


@dataclass(frozen=True)
class DatasetFilter:
    """Which data sets to list; None, and no tags, for any.

    Args:
        text: A part of their name or note.
        form: Stored form of their values, such as table.
        tags: Tags, all of which they have.
        sha256: SHA-256 of their file.
    """

    text: str | None = None
    form: str | None = None
    tags: Sequence[str] = ()
    sha256: str | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions of a query."""
        found = has_tags(datasets, self.tags)
        if self.text is not None:
            found.append(has_text(self.text, datasets.c.name, datasets.c.note))
        if self.form is not None:
            found.append(readable(datasets.c.description)["form"].as_string() == self.form)
        if self.sha256 is not None:
            found.append(datasets.c.sha256 == self.sha256)
        return found
