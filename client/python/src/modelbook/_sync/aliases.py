# Written from _async/aliases.py by client/python/tools/generate.py; do not edit.
"""Aliases of models: names such as `champion` that are moved from version to version."""

from __future__ import annotations

from collections.abc import Iterator

from modelbook import _operations as operations
from modelbook._sync.http import Http
from modelbook._sync.pages import pages
from modelbook._calls import Call, json_body
from modelbook._models import AliasesOut, AliasMoveOut, AliasMovePage, AliasOut
from modelbook.errors import InputError


class Aliases:
    """The aliases of one model.

    Args:
        http: The connection.
        name: Name of the model.
    """

    def __init__(self, http: Http, name: str) -> None:
        self._http, self._name = http, name

    def list(self) -> AliasesOut:
        """Return the aliases by name, and what the bare name of the model means."""
        return self._http.get(AliasesOut, Call(operations.LIST_ALIASES, {"name": self._name}))

    def meant(self, alias: str) -> int | None:
        """Return the number of the version that an alias means; None if there is no such alias."""
        return next((each.version for each in (self.list()).aliases if each.alias == alias), None)

    def set(self, alias: str, version: int, expected: int | None) -> AliasOut:
        """Let an alias mean a version, if it means now what you expect.

        Args:
            alias: The alias.
            version: Number of the version.
            expected: Number of the version that it means now, as `meant` returns it; None if there is no such alias.

        Raises:
            ConflictError: It means another version; somebody has moved it meanwhile.
        """
        call = Call(operations.SET_ALIAS, self._of(alias), body=json_body({"version": version, "expected": expected}))
        return self._http.get(AliasOut, call)

    def delete(self, alias: str, expected: int | None = None) -> None:
        """Delete an alias, if it means now what you expect; the version stays.

        Args:
            alias: The alias.
            expected: Number of the version that it means now; what it means at this moment when left out.

        Raises:
            InputError: There is no such alias, and what it means was left out.
            NotFoundError: There is no such alias.
            ConflictError: It means another version, or the bare name of the model means this alias.
        """
        expected = self.meant(alias) if expected is None else expected
        if expected is None:
            raise InputError(f"alias: expected an alias of {self._name}, got {alias!r}, which it does not have")
        self._http.send(Call(operations.DELETE_ALIAS, self._of(alias), {"expected": expected}))

    def history(self, alias: str, *, limit: int | None = None) -> Iterator[AliasMoveOut]:
        """Yield the changes of an alias, newest first, page by page.

        Args:
            alias: The alias.
            limit: Changes on a page, 1 to 200.
        """
        for page in pages(self._http, AliasMovePage, operations.LIST_ALIAS_MOVES, {"limit": limit}, **self._of(alias)):
            for move in page.moves:
                yield move

    def set_default(self, default_ref: str | None) -> AliasesOut:
        """Set what the bare name of the model means.

        Args:
            default_ref: One of its aliases; `latest` for its newest version; None for what the settings of the server say.
        """
        call = Call(operations.SET_DEFAULT_REF, {"name": self._name}, body=json_body({"default_ref": default_ref}))
        return self._http.get(AliasesOut, call)

    def _of(self, alias: str) -> dict[str, str]:
        return {"name": self._name, "alias": alias}
