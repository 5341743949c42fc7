"""Callers are remembered for the metrics while they cannot be looked up, and forgotten once they are refused, or after a day."""

import asyncio
from contextlib import suppress

import pytest

from service.access.caller import Caller, Scope
from service.access.metrics_readers import REMEMBERED_FOR_S, MetricsReaders
from service.errors import ServiceError, Unauthorized, Unavailable

ADMIN, READER = Caller(scopes=frozenset({Scope.ADMIN}), key_id="k"), Caller(scopes=frozenset({Scope.READ}), key_id="k")
AWAY, REVOKED = Unavailable("the database is away"), Unauthorized("the key was revoked")


class Scene:
    def __init__(self) -> None:
        self.now = 1e9
        self.readers = MetricsReaders(lambda: self.now)

    def admit(self, found: Caller | ServiceError, credential: bytes = b"Bearer mb_x") -> Caller:
        async def find() -> Caller:
            if isinstance(found, ServiceError):
                raise found
            return found

        return asyncio.run(self.readers.admit(credential, find))


def test_an_administrator_that_was_admitted_is_so_while_the_database_is_away() -> None:
    scene = Scene()
    assert scene.admit(ADMIN) == ADMIN
    assert scene.admit(AWAY) == ADMIN
    with pytest.raises(Unavailable):
        scene.admit(AWAY, b"Bearer mb_y")


@pytest.mark.parametrize("found", [REVOKED, READER], ids=["revoked", "no administrator any more"])
def test_a_caller_that_may_not_read_them_any_more_is_forgotten(found: Caller | ServiceError) -> None:
    scene = Scene()
    scene.admit(ADMIN)
    with suppress(Unauthorized):
        scene.admit(found)
    with pytest.raises(Unavailable):
        scene.admit(AWAY)


def test_nobody_is_remembered_for_longer_than_a_day_or_than_its_key_is_valid() -> None:
    scene = Scene()
    scene.admit(Caller(scopes=ADMIN.scopes, expires_at=scene.now + 60))
    scene.admit(ADMIN, b"Bearer mb_y")
    scene.now += 60
    with pytest.raises(Unavailable):
        scene.admit(AWAY)
    assert scene.admit(AWAY, b"Bearer mb_y") == ADMIN
    scene.now += REMEMBERED_FOR_S
    with pytest.raises(Unavailable):
        scene.admit(AWAY, b"Bearer mb_y")
