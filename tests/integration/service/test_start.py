"""The API starts beyond this machine only where something checks who calls; else it says what can be done."""

import json
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from service.access.admin_key import MAKE
from service.access.keyless import Keyless
from service.access.start import admit
from service.access.start_error import StartError
from service.cli import main
from service.moved_note import noted_move
from service.settings import Settings
from service.store.database import Database, migrate
from service.store.key_rows import NewKey
from service.store.key_text import digest_of, new_key
from service.store.keys import Keys

ANYWHERE, HERE = "0.0.0.0", "127.0.0.1"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'modelbook.db'}"
    migrate(url)
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def start(database: Database) -> Callable[..., Keyless]:
    """Start on a host, with settings."""

    def started(host: str, *, is_open: bool = False, **settings: Any) -> Keyless:
        return admit(Settings(database_url=database.url, **settings), database, host, is_open=is_open)

    return started


@pytest.fixture
def key_file(tmp_path: Path) -> Callable[[str], Path]:
    """Write a file with a key, that only its owner may read."""

    def write(content: str) -> Path:
        path = tmp_path / "admin.key"
        path.write_text(content)
        path.chmod(0o600)
        return path

    return write


@pytest.mark.parametrize("host", [ANYWHERE, "::", "", "10.1.2.3"])
def test_beyond_this_machine_without_a_key_it_does_not_start_and_names_the_ways_out(host: str, start: Callable[..., Keyless]) -> None:
    with pytest.raises(StartError, match="nothing checks who calls") as refused:
        start(host)
    ways = ("modelbook keys create", "MODELBOOK_ADMIN_KEY_FILE", MAKE, "MODELBOOK_OIDC_ISSUER", "--host 127.0.0.1", "--open")
    assert [way for way in ways if way not in str(refused.value)] == []


def test_a_key_that_can_be_used_is_a_way_out_and_one_that_cannot_is_none(start: Callable[..., Keyless], database: Database) -> None:
    keys = Keys(database)
    key, _ = keys.create(NewKey("app1", ("read",)), "test")
    assert start(ANYWHERE) is Keyless.NOBODY
    keys.revoke(key.id, "test")
    with pytest.raises(StartError):
        start(ANYWHERE)
    keys.create(NewKey("app1", ("read",), "", 1.0), "test")
    with pytest.raises(StartError):
        start(ANYWHERE)


def test_an_open_api_starts_with_a_warning(start: Callable[..., Keyless], caplog: pytest.LogCaptureFixture) -> None:
    assert start(ANYWHERE, is_open=True) is Keyless.EVERYONE
    assert ("--open" in caplog.text, ANYWHERE in caplog.text) == (True, True)


def test_an_issuer_of_tokens_is_a_way_out(start: Callable[..., Keyless]) -> None:
    assert start(ANYWHERE, oidc_issuer="https://id.example", oidc_audience="modelbook") is Keyless.NOBODY


def test_on_this_machine_it_starts_without_a_key_unless_keys_are_required(start: Callable[..., Keyless], caplog: pytest.LogCaptureFixture) -> None:
    assert start(HERE) is Keyless.THIS_MACHINE
    assert caplog.text == ""
    assert start(HERE, keys="required") is Keyless.NOBODY
    assert "there is none yet; create one with: modelbook keys create" in caplog.text


def test_to_require_keys_and_to_do_without_is_a_mistake(start: Callable[..., Keyless]) -> None:
    with pytest.raises(StartError, match="expected either MODELBOOK_KEYS=required or --open, got both"):
        start(ANYWHERE, is_open=True, keys="required")


@pytest.mark.parametrize("ending", ["\n", "", "\r\n", "\nanother line\n", " \n"])
def test_the_key_of_a_file_is_an_administrators_at_every_start(
    ending: str, start: Callable[..., Keyless], key_file: Callable[[str], Path], database: Database
) -> None:
    text = new_key()
    path = key_file(text + ending)
    for _ in range(2):
        assert start(ANYWHERE, admin_key_file=path) is Keyless.NOBODY
    (key,) = Keys(database).page(None, None)
    assert (key.owner, key.scopes, key.name, Keys(database).of_digest(digest_of(text))) == ("default", ("admin",), "admin key file", key)


def test_the_key_that_the_documented_command_makes_is_taken(start: Callable[..., Keyless], tmp_path: Path) -> None:
    path = tmp_path / "made.key"
    subprocess.run(MAKE.replace("FILE", str(path)), shell=True, check=True)
    assert start(ANYWHERE, admin_key_file=path) is Keyless.NOBODY


def test_another_key_in_the_file_takes_the_place_of_the_first(
    start: Callable[..., Keyless], key_file: Callable[[str], Path], database: Database
) -> None:
    first, second = new_key(), new_key()
    for text in (first, second):
        start(ANYWHERE, admin_key_file=key_file(text))
    states = [Keys(database).of_digest(digest_of(text)) for text in (first, second)]
    assert [key is not None and key.revoked_at is None for key in states] == [False, True]
    with pytest.raises(StartError, match=r"expected a key that is active, but key \w+ is revoked; make one with"):
        start(ANYWHERE, admin_key_file=key_file(first))


@pytest.mark.parametrize(
    "content", ["", "\n", "secret", "mb_" + "x" * 42, "# the key\nmb_" + "x" * 43, "mb_" + "x" * 20 + " " + "x" * 30, "x" * 10_000]
)
def test_a_file_without_a_key_is_refused_with_how_to_make_one(content: str, start: Callable[..., Keyless], key_file: Callable[[str], Path]) -> None:
    with pytest.raises(StartError, match="expected mb_ and 43 to 200 letters, digits, - or _ in the first line") as refused:
        start(HERE, admin_key_file=key_file(content))
    assert (MAKE in str(refused.value), "xxx" in str(refused.value), "secret" in str(refused.value)) == (True, False, False)


def test_a_file_that_is_not_there_is_refused_with_how_to_make_one(start: Callable[..., Keyless], tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"MODELBOOK_ADMIN_KEY_FILE: cannot read .*none \(No such file or directory\); make it with: printf"):
        start(HERE, admin_key_file=tmp_path / "none")


def test_a_key_of_somebody_else_is_not_taken_from_a_file(start: Callable[..., Keyless], key_file: Callable[[str], Path], database: Database) -> None:
    key, text = Keys(database).create(NewKey("app1", ("read",)), "test")
    with pytest.raises(StartError, match=f"expected a key of its own, got that of key {key.id}"):
        start(ANYWHERE, admin_key_file=key_file(text))


def test_a_file_that_every_user_may_read_is_warned_of(
    start: Callable[..., Keyless], key_file: Callable[[str], Path], caplog: pytest.LogCaptureFixture
) -> None:
    path = key_file(new_key())
    with caplog.at_level(logging.WARNING):
        start(ANYWHERE, admin_key_file=path)
        assert caplog.text == ""
        path.chmod(0o644)
        start(ANYWHERE, admin_key_file=path)
    assert "Every user of this machine may read MODELBOOK_ADMIN_KEY_FILE" in caplog.text


def test_a_database_that_was_not_migrated_is_named(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    with pytest.raises(
        StartError, match=r"the keys cannot be read from the database \(no such table: keys\); if it is new, run `modelbook migrate` first"
    ):
        admit(Settings(database_url=database.url), database, ANYWHERE, is_open=False)
    database.close()


def test_the_document_of_the_api_needs_none_of_this(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"KEYS": "required", "ADMIN_KEY_FILE": "/nothing", "OIDC_ISSUER": "https://id.example"}
    for name, value in settings.items():
        monkeypatch.setenv(f"MODELBOOK_{name}", value)
    printed = CliRunner().invoke(main, ["openapi"])
    assert (printed.exit_code, json.loads(printed.stdout)["info"]["title"]) == (0, "Modelbook")


@pytest.mark.parametrize("command", ["up", "api"])
def test_the_commands_refuse_to_start(command: str, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        port = probe.getsockname()[1]
    url = f"sqlite:///{tmp_path / 'data' / 'modelbook.db'}"
    migrate(url)
    words = [command, "--host", ANYWHERE, "--port", str(port), *(["--data", str(tmp_path / "data")] if command == "up" else [])]
    env = {**os.environ, "MODELBOOK_DATABASE_URL": url, "MODELBOOK_FILES": str(tmp_path / "files")}
    done = subprocess.run([sys.executable, "-m", "service.cli", *words], env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, f"Error: the API would listen on {ANYWHERE}" in done.stderr, "--open" in done.stderr) == (1, True, True), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("service.cli", "up"), ("service.cli", "api"), ("workers",)], ids=["up", "api", "worker"])
def test_what_was_moved_elsewhere_is_not_started(words: tuple[str, ...], tmp_path: Path) -> None:
    with noted_move(tmp_path / "data" / "files", "elsewhere"):
        pass
    env = {**os.environ, "MODELBOOK_FILES": str(tmp_path / "data" / "files")}
    done = subprocess.run([sys.executable, "-P", "-m", *words], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False)
    expected = f"{tmp_path / 'data' / 'files'} had was moved to elsewhere; start that, or remove"
    assert (done.returncode, expected in done.stderr, "Traceback" in done.stderr) == (1, True, False), done.stderr
