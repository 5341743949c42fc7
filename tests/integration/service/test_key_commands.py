"""The commands `modelbook keys`, as a person or a script calls them."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from click.testing import CliRunner, Result

from service.cli import main
from service.durations import time_of
from service.store.audit import Audit
from service.store.database import Database, alembic_config
from service.store.key_rows import Key
from service.store.key_text import digest_of, is_key
from service.store.keys import Keys


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for `--data`, which is not there yet; the settings name no database that exists."""
    monkeypatch.setenv("MODELBOOK_DATABASE_URL", f"sqlite:///{tmp_path / 'other' / 'other.db'}")
    return tmp_path / "data"


def call(data: Path, *words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["keys", words[0], "--data", str(data), *words[1:]])
    assert result.exit_code == code, result.output
    return result


def created(data: Path, *words: str) -> str:
    """Create a key; return its id."""
    text = call(data, "create", "--owner", "app1", *words).stdout.strip()
    key = found(data, text)
    assert key is not None
    return key.id


@contextmanager
def with_database(data: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{data / 'modelbook.db'}")
    yield database
    database.close()


def found(data: Path, text: str) -> Key | None:
    with with_database(data) as database:
        return Keys(database).of_digest(digest_of(text.strip()))


def key_of(data: Path, key_id: str) -> Key:
    with with_database(data) as database:
        return Keys(database).get(key_id)


def test_a_key_can_be_made_before_the_first_start_and_only_the_key_goes_to_standard_output(data: Path) -> None:
    result = call(data, "create", "--owner", "app1", "--scopes", "read, predict", "--name", "my app", "--expires-in", "90d")
    assert is_key(result.stdout.removesuffix("\n"))
    key = found(data, result.stdout)
    assert key is not None
    assert (key.owner, key.scopes, key.name) == ("app1", ("predict", "read"), "my app")
    assert key.expires_at == pytest.approx(time.time() + 90 * 86_400, abs=60)
    assert f"Created key {key.id} (my app) of app1 with predict, read" in result.stderr
    assert "shown this once" in result.stderr
    assert result.stdout.strip() not in result.stderr


def test_without_a_folder_the_database_of_the_settings_is_used(data: Path) -> None:
    result = CliRunner().invoke(main, ["keys", "create", "--owner", "app1"])
    assert result.exit_code == 0, result.output
    database = Database(os.environ["MODELBOOK_DATABASE_URL"])
    assert Keys(database).of_digest(digest_of(result.stdout.strip())) is not None
    database.close()
    assert not data.exists()


def test_a_list_shows_every_key_but_not_its_text(data: Path) -> None:
    text = call(data, "create", "--owner", "app1", "--name", "one").stdout.strip()
    other = call(data, "create", "--owner", "app2").stdout.strip()
    listed = call(data, "list").stdout
    assert [line.split()[1] for line in listed.splitlines()] == ["owner", "app2", "app1"]
    assert ("predict,read,train" in listed, "active" in listed, text[3:] in listed, other[3:] in listed) == (True, True, False, False)
    assert [line.split()[1] for line in call(data, "list", "--owner", "app1").stdout.splitlines()] == ["owner", "app1"]


def test_revoke_rotate_and_expire_change_a_key_and_the_audit_says_so(data: Path) -> None:
    first, second, third = (created(data) for _ in range(3))
    revoked = call(data, "revoke", first)
    assert (revoked.stdout, f"Revoked key {first}" in revoked.stderr) == ("", True)
    rotated = call(data, "rotate", second, "--grace", "24h")
    assert is_key(rotated.stdout.strip())
    assert key_of(data, second).expires_at == pytest.approx(time.time() + 86_400, abs=60)
    call(data, "expire", third, "--at", "2030-01-31T12:00+02:00")
    assert key_of(data, third).expires_at == time_of("2030-01-31T10:00")
    call(data, "expire", third, "--in", "0s")
    assert key_of(data, third).state(time.time()) == "expired"
    audited = call(data, "audit").stdout.splitlines()
    assert [line.split("  ")[2] for line in audited] == ["expire key", "expire key", "rotate key", "revoke key", *["create key"] * 3]
    with with_database(data) as database:
        assert {entry.actor for entry in Audit(database).page(None, 20)} == {"command line"}
    assert len(call(data, "audit", "--limit", "2").stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("create",), 2, "Missing option '--owner'"),
        (("create", "--owner", "App1"), 2, "expected an owner's name like"),
        (("create", "--owner", "a" * 64), 2, "expected an owner's name like"),
        (
            ("create", "--owner", "a", "--scopes", "reed"),
            2,
            "expected scopes of read, predict, train, admin, separated by commas; got 'reed'; did you mean read?",
        ),
        (("create", "--owner", "a", "--scopes", ""), 2, "expected scopes of"),
        (("create", "--owner", "a", "--scopes", "read,"), 2, "expected scopes of"),
        (("create", "--owner", "a", "--name", "x" * 101), 2, "expected at most 100 characters, got 101"),
        (("create", "--owner", "a", "--name", "a\nb"), 2, "got one with U+000A"),
        (("create", "--owner", "a", "--expires-in", "90"), 2, "expected a number and one of the units s, m, h, d, w"),
        (("create", "--owner", "a", "--expires-in", "0d"), 2, "--expires-in: expected more than 0"),
        (("create", "--owner", "a", "--expires-in", "9999999999w"), 2, "of at most 36,500 days"),
        (("revoke", "nothing"), 1, "there is no key with the id 'nothing'"),
        (("rotate", "nothing"), 1, "there is no key with the id 'nothing'"),
        (("expire", "nothing", "--in", "1s"), 1, "there is no key with the id 'nothing'"),
        (("expire", "nothing"), 2, "expected either --in or --at"),
        (("expire", "nothing", "--in", "1s", "--at", "2030-01-31"), 2, "expected either --in or --at"),
        (("expire", "nothing", "--at", "tomorrow"), 2, "expected a date or a time of ISO 8601"),
        (("expire", "nothing", "--at", "9999-12-31"), 2, "within 36,500 days"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_wrong_is_said_and_nothing_is_changed(words: tuple[str, ...], code: int, message: str, data: Path) -> None:
    created(data)
    result = call(data, *words, code=code)
    assert (result.stdout, message in result.stderr) == ("", True), result.stderr
    with with_database(data) as database:
        assert len(Keys(database).page(None, None)) == 1


def test_a_key_in_place_of_its_id_is_not_repeated(data: Path) -> None:
    text = call(data, "create", "--owner", "app1").stdout.strip()
    result = call(data, "revoke", text, code=1)
    assert ("expected the id of a key" in result.stderr, text[3:] in result.output) == (True, False)


@pytest.mark.parametrize("words", [("list",), ("audit",), ("revoke", "x"), ("rotate", "x"), ("expire", "x", "--in", "1s")], ids=" ".join)
def test_a_folder_without_a_database_is_a_mistake_and_none_is_made(words: tuple[str, ...], data: Path) -> None:
    assert f"there is no database {data / 'modelbook.db'}" in call(data, *words, code=1).stderr
    assert not data.exists()


def test_a_database_that_cannot_be_used_is_named(data: Path) -> None:
    data.mkdir()
    (data / "modelbook.db").write_text("no database, but long enough to be read as a header of one: " + "x" * 100)
    assert "cannot use the database (file is not a database)" in call(data, "create", "--owner", "a", code=1).stderr


def test_no_database_is_made_in_the_folder_of_another_user_whose_service_could_not_open_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data.mkdir()
    owner = data.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert f"belongs to user {owner}: run this as that user" in call(data, "create", "--owner", "a", code=1).stderr
    assert list(data.iterdir()) == []


def test_an_older_database_is_migrated(data: Path) -> None:
    data.mkdir()
    command.upgrade(alembic_config(f"sqlite:///{data / 'modelbook.db'}"), "0006")  # Before there were keys.
    assert len(call(data, "list").stdout.splitlines()) == 1
    assert is_key(call(data, "create", "--owner", "a").stdout.strip())


def test_a_key_in_a_folder_without_a_database_comes_with_its_name(data: Path) -> None:
    told = f"There is no database in {data} yet"
    assert told in call(data, "create", "--owner", "app1").stderr
    assert told not in call(data, "create", "--owner", "app1").stderr
