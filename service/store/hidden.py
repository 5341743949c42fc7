"""What is deleted is hidden at once and removed later: the condition that every query for what there is must have."""

from sqlalchemy import ColumnElement, FromClause, exists

from service.store.tables import models, versions


def there(table: FromClause) -> ColumnElement[bool]:
    """Return the condition that a row is not deleted.

    Args:
        table: The table of jobs, versions or data sets, or an alias of it.
    """
    return table.c.deletion.is_(None)


def is_there() -> ColumnElement[bool]:
    """Return the condition for the models that have a version; the row of a model stays when all are gone, for the number of the next."""
    return exists().where(versions.c.owner == models.c.owner, versions.c.model == models.c.name, there(versions))
