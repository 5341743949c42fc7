"""Owners: everything belongs to one; and what they share with others."""

import re
from enum import StrEnum

from sqlalchemy import ColumnElement, exists

from service.store.tables import grants

#: Owner of everything where no keys are required.
DEFAULT_OWNER = "default"
#: Name of an owner, as that of a model.
OWNER_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,62}$"
#: Grantee of what is shared with every owner.
EVERYONE = "*"


class Right(StrEnum):
    """What a grant allows: `read` to look at a thing and download it; `use` also to predict with it and to name it in specs."""

    READ = "read"
    USE = "use"


class Kind(StrEnum):
    """Kinds of things that can be shared."""

    MODEL = "model"
    DATASET = "dataset"


#: Rights that allow what a right allows.
_ALLOWED_BY = {Right.READ: (Right.READ.value, Right.USE.value), Right.USE: (Right.USE.value,)}


def is_owner(text: str) -> bool:
    """Tell whether a text is a name of an owner. `$` of Python's `re` would also match before a newline at the end."""
    return re.fullmatch(OWNER_PATTERN.removesuffix("$"), text) is not None


def shared_with(kind: Kind, owner: ColumnElement[str], thing: ColumnElement[str], grantee: str, right: Right) -> ColumnElement[bool]:
    """Return the condition that a row is shared with an owner.

    Args:
        kind: Kind of the row.
        owner: Column of its owner.
        thing: Column of its name or id.
        grantee: The owner who asks.
        right: What it asks for.
    """
    given = (grants.c.kind == kind.value) & (grants.c.owner == owner) & (grants.c.thing == thing)
    return exists().where(given, grants.c.grantee.in_([grantee, EVERYONE]), grants.c.right.in_(_ALLOWED_BY[right]))
