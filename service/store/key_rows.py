"""Keys as the store returns and takes them."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from sqlalchemy import Row

from models.core.schema_name import SchemaName

#: Whether a key can be used.
KeyState = Annotated[Literal["active", "expired", "revoked"], SchemaName("KeyState", "Whether a key can be used.")]


@dataclass(frozen=True)
class Key:
    """A key, without its text.

    Args:
        id: Its id.
        owner: Whose things it opens.
        name: What people call it.
        scopes: What it allows.
        created_at: When it was made, in seconds since 1970, like all times.
        expires_at: When it expires; None if never.
        revoked_at: When it was revoked; None if it was not.
        last_used_at: When it was last used, to about a minute; None if never.
        from_file: Whether it came from MODELBOOK_ADMIN_KEY_FILE.
    """

    id: str
    owner: str
    name: str
    scopes: tuple[str, ...]
    created_at: float
    expires_at: float | None
    revoked_at: float | None
    last_used_at: float | None
    from_file: bool

    @classmethod
    def of(cls, row: Row[Any]) -> "Key":
        """Return the key of a row."""
        shown = {name: getattr(row, name) for name in cls.__dataclass_fields__}
        return cls(**{**shown, "scopes": tuple(row.scopes), "from_file": bool(row.from_file)})

    def state(self, now: float) -> KeyState:
        """Return `active`, `expired` or `revoked`."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= now else "active"


@dataclass(frozen=True)
class NewKey:
    """A key to be made.

    Args:
        owner: Whose things it opens.
        scopes: What it allows.
        name: What people call it.
        expires_at: When it expires, in seconds since 1970; None if never.
    """

    owner: str
    scopes: tuple[str, ...]
    name: str = ""
    expires_at: float | None = None
