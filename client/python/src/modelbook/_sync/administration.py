# Written from _async/administration.py by client/python/tools/generate.py; do not edit.
"""Keys, and the record of their changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from modelbook import _operations as operations
from modelbook._sync.bound import Resource, given
from modelbook._sync.pages import pages
from modelbook._calls import Call, json_body
from modelbook._models import AuditEntryOut, AuditPage, CreatedKeyOut, KeyOut, KeyPage


class Keys(Resource):
    """Keys; for callers with the scope admin."""

    def list(self, *, owner: str | None = None, limit: int | None = None) -> Iterator[KeyOut]:
        """Yield all keys, newest first, page by page.

        Args:
            owner: Only those of an owner.
            limit: Keys on a page, 1 to 200.
        """
        for page in pages(self._http, KeyPage, operations.LIST_KEYS, {"owner": owner, "limit": limit}):
            for key in page.keys:
                yield key

    def create(
        self, owner: str, *, scopes: Sequence[str] | None = None, name: str | None = None, expires_in_s: float | None = None
    ) -> CreatedKeyOut:
        """Create a key. Its text, `key` of what is returned, is shown this once.

        Args:
            owner: Whose things it sees and changes.
            scopes: Some of `read`, `predict`, `train`, `admin`; the first three when left out.
            name: What it is for.
            expires_in_s: Seconds until it expires; it does not when left out.
        """
        body = json_body(given(owner=owner, scopes=scopes, name=name, expires_in_s=expires_in_s))
        return self._http.get(CreatedKeyOut, Call(operations.CREATE_KEY, body=body))

    def revoke(self, key_id: str) -> KeyOut:
        """Revoke a key: within a second it is refused."""
        return self._http.get(KeyOut, Call(operations.REVOKE_KEY, {"key_id": key_id}))

    def rotate(self, key_id: str, *, grace_s: float | None = None) -> CreatedKeyOut:
        """Create a key like another one, which expires.

        Args:
            key_id: Id of the old key.
            grace_s: Seconds until it expires; at once when left out.
        """
        return self._http.get(CreatedKeyOut, Call(operations.ROTATE_KEY, {"key_id": key_id}, body=json_body(given(grace_s=grace_s))))


class Audit(Resource):
    """Changes of keys, grants and aliases; for callers with the scope admin."""

    def list(self, *, owner: str | None = None, limit: int | None = None) -> Iterator[AuditEntryOut]:
        """Yield all changes, newest first, page by page.

        Args:
            owner: Only those of an owner.
            limit: Changes on a page, 1 to 200.
        """
        for page in pages(self._http, AuditPage, operations.LIST_AUDIT, {"owner": owner, "limit": limit}):
            for entry in page.entries:
                yield entry
