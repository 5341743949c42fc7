"""Keys in the store: made, found, revoked, rotated, expired; each change with an entry in the audit. On SQLite and on PostgreSQL."""

import hashlib
import hmac
import time

import pytest
from sqlalchemy import select

from service.errors import Conflict, NotFound
from service.store.audit import Audit
from service.store.database import Database
from service.store.key_rows import Key, NewKey
from service.store.key_text import is_key, new_key
from service.store.keys import Keys
from service.store.tables import keys as key_table
from tests.integration.given import at_once

NEW = NewKey("app1", ("train", "read"), "my app")
ADMIN = NewKey("default", ("admin",), "file")


@pytest.fixture
def keys(database: Database) -> Keys:
    return Keys(database)


def changes(database: Database) -> list[tuple[str, str, str]]:
    """Return actor, action and subject of each change, in order."""
    return [(entry.actor, entry.action, entry.subject) for entry in reversed(Audit(database).page(None, 100))]


def state(keys: Keys, key: Key) -> str:
    return keys.get(key.id).state(time.time())


def test_a_key_has_256_random_bits_and_only_its_digest_is_stored(keys: Keys, database: Database) -> None:
    key, text = keys.create(NEW, "test")
    assert (is_key(text), text[:3], len(text)) == (True, "mb_", 46)
    assert (key.owner, key.scopes, key.name, key.expires_at, key.state(time.time())) == ("app1", ("read", "train"), "my app", None, "active")
    with database.reading() as connection:
        stored = connection.execute(select(key_table)).one()
    assert stored.digest == hashlib.sha256(text.encode()).hexdigest()
    assert text[3:] not in repr(tuple(stored))
    assert text[3:] not in repr(Audit(database).page(None, 10))
    assert keys.create(NEW, "test")[1] != text


def test_a_key_is_found_by_its_digest_compared_in_constant_time(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    key, text = keys.create(NEW, "test")
    digest = hashlib.sha256(text.encode()).hexdigest()
    compared: list[tuple[str, str]] = []

    def compare(left: str, right: str) -> bool:
        compared.append((left, right))
        return left == right

    monkeypatch.setattr(hmac, "compare_digest", compare)
    assert keys.of_digest(digest) == key
    assert compared == [(digest, digest)]
    assert keys.of_digest("0" * 64) is None


def test_a_revoked_key_stays_revoked_and_is_revoked_once(keys: Keys, database: Database) -> None:
    key, _ = keys.create(NEW, "test")
    first = keys.revoke(key.id, "command line")
    assert keys.revoke(key.id, "command line") == first
    with pytest.raises(Conflict, match=f"not revoked, but key {key.id} is"):
        keys.expire(key.id, time.time() + 100, "command line")
    with pytest.raises(Conflict, match="is revoked; create another one"):
        keys.rotate(key.id, "command line")
    assert state(keys, key) == "revoked"
    assert changes(database) == [("test", "create key", key.id), ("command line", "revoke key", key.id)]


def test_a_rotated_key_has_owner_scopes_name_and_lifetime_of_the_old_one_which_expires_at_once(keys: Keys, database: Database) -> None:
    old, _ = keys.create(NewKey("app1", ("read",), "my app", time.time() + 1000), "test")
    new, text = keys.rotate(old.id, "command line")
    assert (new.owner, new.scopes, new.name) == (old.owner, old.scopes, old.name)
    assert new.expires_at == pytest.approx(time.time() + 1000, abs=5)
    assert keys.of_digest(hashlib.sha256(text.encode()).hexdigest()) == new
    assert (state(keys, old), state(keys, new)) == ("expired", "active")
    assert changes(database)[1:] == [("command line", "rotate key", new.id)]
    assert Audit(database).page(None, 1)[0].data["old"] == old.id


def test_the_grace_of_a_rotation_never_makes_the_old_key_live_longer(keys: Keys) -> None:
    forever, _ = keys.create(NEW, "test")
    brief, _ = keys.create(NewKey("app1", ("read",), "", time.time() + 50), "test")
    for key in (forever, brief):
        keys.rotate(key.id, "test", 100)
    assert keys.get(forever.id).expires_at == pytest.approx(time.time() + 100, abs=5)
    assert keys.get(brief.id).expires_at == brief.expires_at


def test_of_rotations_at_once_one_is_made(keys: Keys) -> None:
    key, _ = keys.create(NEW, "test")

    def rotate(_number: int) -> bool:
        try:
            keys.rotate(key.id, "test")
        except Conflict:
            return False
        return True

    assert sorted(at_once(4, rotate)) == [False, False, False, True]


def test_the_expiry_of_a_key_can_be_set(keys: Keys, database: Database) -> None:
    key, _ = keys.create(NEW, "test")
    keys.expire(key.id, time.time() + 100, "test")
    assert state(keys, key) == "active"
    keys.expire(key.id, time.time() - 1, "test")
    assert state(keys, key) == "expired"
    assert [action for _, action, _ in changes(database)] == ["create key", "expire key", "expire key"]


def test_whether_any_key_can_be_used(keys: Keys) -> None:
    assert not keys.any_active()
    expired, _ = keys.create(NewKey("app1", ("read",), "", time.time() - 1), "test")
    key, _ = keys.create(NEW, "test")
    assert keys.any_active()
    keys.revoke(key.id, "test")
    assert not keys.any_active()
    assert state(keys, expired) == "expired"


def test_keys_are_listed_by_owner_newest_first_and_by_pages(keys: Keys) -> None:
    made = [keys.create(NewKey(owner, ("read",)), "test")[0] for owner in ("a", "b", "a", "a")]
    assert keys.page(None, None) == made[::-1]
    assert keys.page(None, 2, "a") == [made[3], made[2]]
    assert keys.page(made[2].id, 2, "a") == [made[0]]
    with pytest.raises(NotFound):
        keys.page("nothing", 2)


def test_an_unknown_id_has_a_suggestion_and_a_key_in_its_place_is_not_repeated(keys: Keys) -> None:
    key, text = keys.create(NEW, "test")
    near = key.id[:-1] + ("0" if key.id[-1] != "0" else "1")
    with pytest.raises(NotFound, match=f"there is no key with the id '{near}'; did you mean {key.id}"):
        keys.revoke(near, "test")
    with pytest.raises(NotFound, match="expected the id of a key") as error:
        keys.revoke(text, "test")
    assert text[3:] not in str(error.value)


def test_the_last_use_is_written_once_a_minute(keys: Keys) -> None:
    key, _ = keys.create(NEW, "test")
    for at in (1000.0, 1030.0, 1060.0):
        keys.touch(key.id, at)
    assert keys.get(key.id).last_used_at == 1000.0
    keys.touch(key.id, 1061.0)
    assert keys.get(key.id).last_used_at == 1061.0


def test_the_key_of_a_file_is_adopted_once_and_another_one_takes_its_place(keys: Keys, database: Database) -> None:
    text, other = new_key(), new_key()
    made, _ = keys.create(NEW, "test")
    first = keys.adopt(text, ADMIN, "admin key file")
    assert (keys.adopt(text, ADMIN, "admin key file"), first.from_file) == (first, True)
    second = keys.adopt(other, ADMIN, "admin key file")
    assert [state(keys, key) for key in (made, first, second)] == ["active", "revoked", "active"]
    assert keys.adopt(text, ADMIN, "admin key file").revoked_at is not None  # A key that was revoked does not come back.
    assert [action for _, action, _ in changes(database)] == ["create key", "create key", "revoke key", "create key"]


def test_the_key_of_a_file_that_was_revoked_stays_so(keys: Keys) -> None:
    text = new_key()
    keys.revoke(keys.adopt(text, ADMIN, "admin key file").id, "test")
    assert keys.adopt(text, ADMIN, "admin key file").state(time.time()) == "revoked"


def test_the_key_of_a_file_is_rotated_in_the_file(keys: Keys) -> None:
    key = keys.adopt(new_key(), ADMIN, "admin key file")
    with pytest.raises(Conflict, match="write another key to the file"):
        keys.rotate(key.id, "test")


def test_processes_that_start_at_once_with_a_file_adopt_one_key(keys: Keys) -> None:
    text = new_key()
    adopted = at_once(4, lambda _number: keys.adopt(text, ADMIN, "admin key file"))
    assert len(set(adopted)) == len(keys.page(None, None)) == 1


def test_the_audit_has_pages_and_those_of_one_owner(keys: Keys, database: Database) -> None:
    for owner in ("a", "b", "a"):
        keys.create(NewKey(owner, ("read",)), "test")
    audit = Audit(database)
    pages = [audit.page(None, 2), audit.page(audit.page(None, 2)[-1].id, 2)]
    assert [[entry.owner for entry in page] for page in pages] == [["a", "b"], ["a"]]
    assert [entry.owner for entry in audit.page(None, 5, "b")] == ["b"]
    with pytest.raises(NotFound, match="in the audit"):
        audit.page("nothing", 2)
