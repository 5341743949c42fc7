"""Callers: whose things a request is about, and what it may do with them."""

from dataclasses import dataclass
from enum import StrEnum

from starlette.requests import HTTPConnection
from starlette.types import Scope as AsgiScope

from service.errors import Forbidden
from service.store.owners import DEFAULT_OWNER


class Scope(StrEnum):
    """What a key allows; `admin` allows everything."""

    READ = "read"
    PREDICT = "predict"
    TRAIN = "train"
    ADMIN = "admin"


ALL_SCOPES = frozenset(Scope)


@dataclass(frozen=True)
class Caller:
    """Who calls.

    Args:
        owner: Whose things it calls for.
        scopes: What it may do.
        key_id: Id of its key; None without one.
        name: Name of its key, or of its account; for people who read the audit.
        expires_at: When its key or token expires, in seconds since 1970; None if never.
    """

    owner: str = DEFAULT_OWNER
    scopes: frozenset[Scope] = ALL_SCOPES
    key_id: str | None = None
    name: str = ""
    expires_at: float | None = None

    def has(self, scope: Scope) -> bool:
        """Tell whether the caller has a scope."""
        return scope in self.scopes or Scope.ADMIN in self.scopes

    def require(self, scope: Scope) -> None:
        """Require a scope.

        Raises:
            Forbidden: The caller has not got it.
        """
        if not self.has(scope):
            has = ", ".join(sorted(self.scopes)) or "none"
            raise Forbidden(f"expected a key with the scope {scope}, got one with {has}; an administrator creates one (modelbook keys create)")


#: The caller where no keys are required.
ANYONE = Caller()


def caller_of(connection: HTTPConnection) -> Caller:
    """Return the caller of a request, whom the login in front of the application has found."""
    return caller_in(connection.scope)


def caller_in(scope: AsgiScope) -> Caller:
    """Return the caller that the login has put into a scope of ASGI."""
    caller: Caller = scope.get("caller", ANYONE)
    return caller
