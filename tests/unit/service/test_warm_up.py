"""The models last used are loaded at the next start; none of them holds the start up for ever, or ends it."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import orjson
import pytest
from sqlalchemy.exc import OperationalError

from service.compiled_models import Predictors
from service.errors import NotFound, Unavailable
from service.store.rows import Version
from service.warm_up import MOST_MODELS, WarmUp


@dataclass
class Kept:
    """Predictors that load what a test lets them."""

    room: int = 100
    loaded: list[str] = field(default_factory=list)
    before_load: Callable[[str], object] = lambda _key: None

    @property
    def has_room(self) -> bool:
        return len(self.loaded) < self.room

    def keys(self) -> list[str]:
        return self.loaded[::-1]

    def load(self, version: Any) -> None:
        self.before_load(version.key)
        self.loaded.append(version.key)

    def ready(self, key: str) -> None:
        if key in self.loaded:
            self.loaded.append(self.loaded.pop(self.loaded.index(key)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "serving" / "recent.json"


def found(key: str) -> Version:
    return cast(Version, SimpleNamespace(key=key))


@contextmanager
def warming(path: Path, kept: Kept, **options: Any) -> Iterator[WarmUp]:
    find = options.pop("find", found)
    warm_up = WarmUp(path, cast(Predictors, kept), find, **options)
    warm_up.begin()
    try:
        yield warm_up
    finally:
        warm_up.close()


def remember(path: Path, *keys: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(orjson.dumps(keys))


def remembered(path: Path) -> list[str]:
    return list(orjson.loads(path.read_bytes()))


def wait_until_ok(warm_up: WarmUp) -> None:
    deadline = time.monotonic() + 10
    while warm_up.check != "ok":
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_what_was_used_last_is_loaded_at_the_next_start_and_stays_used_last(path: Path) -> None:
    with warming(path, first := Kept()) as warm_up:
        assert warm_up.check == "ok"
        first.loaded += ["a", "b", "c"]
    assert remembered(path) == ["c", "b", "a"]
    with warming(path, second := Kept()) as warm_up:
        wait_until_ok(warm_up)
        assert second.loaded == ["a", "b", "c"]


def test_what_other_processes_have_noted_stays_behind_what_was_used_here(path: Path) -> None:
    with warming(path, kept := Kept()):
        remember(path, "a", "other")
        kept.loaded += ["a", "b"]
    assert remembered(path) == ["b", "a", "other"]


def test_no_more_than_the_newest_are_remembered(path: Path) -> None:
    names = [f"m{number}" for number in range(MOST_MODELS + 5)]
    with warming(path, kept := Kept()):
        kept.loaded += names
    assert remembered(path) == names[:4:-1]


def test_models_are_loaded_up_to_the_room_that_there_is(path: Path) -> None:
    remember(path, "a", "b", "c")
    with warming(path, kept := Kept(room=2)) as warm_up:
        wait_until_ok(warm_up)
        assert kept.loaded == ["b", "a"]


def test_until_they_are_loaded_the_process_is_not_ready_and_says_why(path: Path) -> None:
    remember(path, "a", "b")
    begun, released = threading.Event(), threading.Event()
    with warming(path, Kept(before_load=lambda key: key == "b" and (begun.set(), released.wait(10)))) as warm_up:
        assert begun.wait(10)
        assert warm_up.check == "loading the models that were used last: 1 of 2 are loaded"
        released.set()
        wait_until_ok(warm_up)


def test_a_model_that_takes_too_long_does_not_hold_the_start_up_and_no_other_is_begun(path: Path) -> None:
    remember(path, "slow", "next")
    released = threading.Event()
    kept = Kept(before_load=lambda _key: released.wait(10))
    with warming(path, kept, longest_s=0.2) as warm_up:
        assert warm_up.check.endswith("0 of 2 are loaded")
        wait_until_ok(warm_up)
        assert kept.loaded == []
        released.set()
    assert kept.loaded == ["slow"]


@pytest.mark.parametrize("error", [NotFound("deleted"), Unavailable("damaged"), ValueError("anything")])
def test_a_model_that_cannot_be_loaded_is_passed_over(error: Exception, path: Path) -> None:
    def find(key: str) -> Version:
        if key == "bad":
            raise error
        return found(key)

    remember(path, "bad", "good")
    with warming(path, kept := Kept(), find=find) as warm_up:
        wait_until_ok(warm_up)
        assert kept.loaded == ["good"]


def test_a_database_that_does_not_answer_yet_is_asked_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.warm_up.AGAIN_S", 0.01)
    failures = [OperationalError("SELECT", None, Exception("down"))] * 3

    def find(key: str) -> Version:
        if failures:
            raise failures.pop()
        return found(key)

    remember(path, "digits")
    with warming(path, kept := Kept(), find=find) as warm_up:
        wait_until_ok(warm_up)
        assert kept.loaded == ["digits"]


def test_a_database_that_does_not_answer_holds_the_start_up_no_longer_than_a_slow_model(path: Path) -> None:
    def find(key: str) -> Version:
        raise OperationalError("SELECT", None, Exception("down"))

    remember(path, "digits", "waves")
    with warming(path, Kept(), find=find, longest_s=0.2) as warm_up:
        assert warm_up.check.endswith("0 of 2 are loaded")
        wait_until_ok(warm_up)


def test_a_model_whose_load_killed_a_process_is_not_tried_again(path: Path) -> None:
    remember(path, "fatal", "good")
    dead = subprocess.Popen(["true"])
    dead.wait()
    (mark := path.with_name(f"loading-{dead.pid}")).write_text("fatal")
    with warming(path, kept := Kept()) as warm_up:
        wait_until_ok(warm_up)
        assert (kept.loaded, mark.exists()) == (["good"], False)


def test_a_mark_stands_while_a_model_is_loaded_and_no_longer(path: Path) -> None:
    remember(path, "a")
    marks: list[list[str]] = []
    with warming(path, Kept(before_load=lambda _key: marks.append([mark.read_text() for mark in path.parent.glob("loading-*")]))) as warm_up:
        wait_until_ok(warm_up)
    assert (marks, list(path.parent.glob("loading-*"))) == ([["a"]], [])


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": 1}', b"[1, null]", b"[]"])
def test_a_file_that_is_not_a_list_of_names_is_as_none(content: bytes, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with warming(path, kept := Kept()) as warm_up:
        assert warm_up.check == "ok"
    assert kept.loaded == []


def test_a_folder_that_cannot_be_written_is_reported_and_harmless(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.parent.write_text("a file")
    with warming(path, kept := Kept()):
        kept.loaded.append("a")
    assert "The models that were used last are not noted." in caplog.text
