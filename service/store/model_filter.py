"""Which models of an owner a list shows, and what it shows of their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, and_, cast, exists, or_

from service.store.annotations import has_tags, has_text
from service.store.hidden import there
from service.store.tables import models, versions


@dataclass(frozen=True)
class ModelFilter:
    """Which models to list; None, and no tags, for any.

    Args:
        text: A part of their name, or of a note on the name or on the version that is listed.
        tags: Tags, all of which one of its versions has, or its name; with an alias, the version that is listed.
        kind: Kind of an output.
        alias: An alias that they have: the version that it means is listed, and not the newest.
    """

    text: str | None = None
    tags: Sequence[str] = ()
    kind: str | None = None
    alias: str | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions of a query on versions and the rows of their names."""
        found = [self._is_tagged] if self.tags else []
        if self.text is not None:
            found.append(has_text(self.text, versions.c.model, versions.c.note, models.c.note))
        if self.kind is not None:
            # Outputs are by name, so no path leads to their kinds; nothing else in a signature has this key.
            found.append(cast(versions.c.signature, Text).contains(f'"kind": "{self.kind}"', autoescape=True))
        return found

    @property
    def _is_tagged(self) -> ColumnElement[bool]:
        tagged = versions if self.alias is not None else versions.alias("tagged")
        has_all = and_(*(or_(*pair) for pair in zip(has_tags(tagged, self.tags), has_tags(models, self.tags), strict=True)))
        if tagged is versions:
            return has_all
        of_model = (tagged.c.owner == models.c.owner) & (tagged.c.model == models.c.name)
        return exists().where(of_model, there(tagged), has_all)
