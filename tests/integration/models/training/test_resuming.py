"""A fit that is stopped at any batch, and goes on in another attempt, ends with the same bits as one that was never stopped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import models
from models.checking.check import require_sound
from models.core.errors import Cancelled
from models.jobs import run
from models.training.listener import ResumeReport, SilentListener
from models.training.resuming.point import Point
from models.training.resuming.resume import ResumePlace
from tests.interrupted_fits import BEST, PLATEAU, SGD, STOPPING, WARM_UP, Following, attempt, images, require_same_bits, sine

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]

#: Light forms, each of several kinds; the long ring has each kind by itself, and those of other forms of data and steps, stopped three times.
SPECS: dict[str, Callable[[], dict[str, Any]]] = {
    "callbacks with a state": lambda: sine(epochs=10, optimizer=SGD, learning_rate_schedule=PLATEAU, early_stopping=STOPPING, checkpoint=BEST),
    "a warm-up, and epochs shorter than the data": lambda: sine(learning_rate_schedule=WARM_UP, samples_per_epoch=70),
    "a stream with augmentation, and weights of classes": lambda: images(
        "shapes", validation={"part": "test"}, samples_per_epoch=100, augmentation={"rotation": 20}, class_weight="balanced"
    ),
}


@pytest.mark.parametrize("what", SPECS)
def test_the_bits_are_those_of_a_fit_that_was_never_stopped(what: str, tmp_path: Path) -> None:
    require_same_bits(SPECS[what](), tmp_path, n_stops=1)


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    """The folder of a job that was stopped after the second batch of its third epoch, with the two newest points."""
    with pytest.raises(Cancelled):
        attempt(sine(), tmp_path, 1, Following(stop_at=8), every_s=0.0)
    return tmp_path


def begun(spec: dict[str, Any], job: Path) -> tuple[ResumeReport | None, list[str]]:
    """Return where a second attempt begins, and its messages."""
    heard = Following(stop_at=1)
    with pytest.raises(Cancelled):
        attempt(spec, job, 2, heard)
    return heard.begun[0], heard.messages


def test_two_points_are_kept_and_the_newest_is_used(stopped: Path) -> None:
    assert len(list((stopped / "resume").iterdir())) == 2
    resumed, _ = begun(sine(), stopped)
    assert resumed
    assert (resumed.epoch, resumed.step, [report.epoch for report in resumed.epochs]) == (3, 2, [1, 2])


def damaged(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    if how == "cut off":
        content = content[: len(content) // 2]
    elif how == "a changed byte":
        content[len(content) // 2] ^= 1
    else:
        content = bytearray()
    path.write_bytes(content)


@pytest.mark.parametrize("how", ["cut off", "a changed byte", "empty"])
def test_a_damaged_point_falls_back_to_the_one_before(how: str, stopped: Path) -> None:
    newest = max((stopped / "resume").iterdir())
    before = Point.read(min((stopped / "resume").iterdir()))
    damaged(newest, how)
    resumed, messages = begun(sine(), stopped)
    assert resumed
    assert (resumed.epoch, resumed.step) == (before.epoch + 1, before.batch)
    assert any(message.startswith(f"{newest.name} is not a whole resume point") for message in messages)


def test_without_a_sound_point_a_job_begins_at_the_first_epoch(stopped: Path) -> None:
    for path in (stopped / "resume").iterdir():
        damaged(path, "empty")
    assert begun(sine(), stopped)[0] is None


@pytest.mark.parametrize(
    ("changes", "reason"), [({"data": {"source": "noisy_sine", "params": {"noise": 0.3}}}, "another spec"), ({"seed": 3}, "another spec")]
)
def test_a_point_of_something_else_is_not_used_and_the_log_says_why(changes: dict[str, Any], reason: str, stopped: Path) -> None:
    resumed, messages = begun({**sine(), **changes}, stopped)
    assert resumed is None
    assert any("begins at the first epoch" in message and reason in message for message in messages)


def test_a_point_of_other_versions_or_data_is_not_used(stopped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.preparing.raw.Raw.digest", lambda self: "0" * 64)
    resumed, messages = begun(sine(), stopped)
    assert resumed is None
    assert any("it is of other data" in message for message in messages)
    monkeypatch.setattr("models.training.resuming.identity.library_versions", lambda: {"keras": "4.0"})
    heard = Following(stop_at=1)
    with pytest.raises(Cancelled):
        attempt(sine(), stopped, 3, heard)
    assert any("this worker has 4.0" in message for message in heard.messages)


def test_an_earlier_attempt_that_still_runs_neither_hides_nor_deletes_points_of_a_later_one(stopped: Path) -> None:
    begun(sine(), stopped)
    later = {path.name for path in (stopped / "resume").iterdir() if path.name.startswith("000002")}
    assert later
    with pytest.raises(Cancelled):
        run(require_sound(sine()), stopped / "1", Following(stop_at=2), resume=ResumePlace(stopped / "resume", 1, 0.0))
    assert later <= {path.name for path in (stopped / "resume").iterdir()}


def ensemble(estimator: str, **params: Any) -> dict[str, Any]:
    steps = [{"estimator": "StandardScaler"}, {"estimator": estimator, "params": params}]
    return {"data": {"source": "iris"}, "model": {"kind": "sklearn", "steps": steps}}


ENSEMBLES = {
    "RandomForestClassifier": {"n_estimators": 20, "oob_score": True},
    "GradientBoostingClassifier": {"n_estimators": 20, "subsample": 0.7},
    "HistGradientBoostingClassifier": {"max_iter": 10, "early_stopping": False, "max_features": 0.5},
}


@pytest.mark.parametrize("estimator", ENSEMBLES)
def test_an_ensemble_goes_on_by_stage_and_gives_what_one_fit_gives(estimator: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.training.staged_fit.CALL_S", 0.0)
    spec = ensemble(estimator, **ENSEMBLES[estimator])
    expected = run(require_sound(spec), tmp_path, SilentListener())
    heard = Following()
    for token, stop in enumerate((3, 4), 1):
        heard.asked, heard.stop_at = 0, stop
        with pytest.raises(Cancelled):
            attempt(spec, tmp_path / "stopped", token, heard)
    heard.stop_at = 10**9
    found = attempt(spec, tmp_path / "stopped", 3, heard)
    assert [resumed and resumed.step for resumed in heard.begun] == [None, 3, 7]
    inputs = np.random.default_rng(1).normal(4, 2, (300, 4))
    one, other = (models.load(outcome.artifact) for outcome in (found, expected))
    assert_array_equal(one.runtime.pipeline.predict_proba(inputs), other.runtime.pipeline.predict_proba(inputs))
    assert found.content.metrics == expected.content.metrics
