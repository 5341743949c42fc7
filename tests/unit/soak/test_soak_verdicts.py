"""The soak tells what grows from what comes and goes, and says why a run has not passed."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.soak.ending import End, warnings_in
from tests.soak.processes import Process, by_kind, kinds_of
from tests.soak.report import as_json, page, table
from tests.soak.result import Result
from tests.soak.trend import trend_of

TIMES = np.arange(0.0, 600.0, 5.0)
NOISE = np.random.default_rng(0).normal(size=len(TIMES))
MB = 1e6
QUIET = End(1000, 1000, 0, 0, {}, 0, {})


def values(figures: np.ndarray) -> list[tuple[float, float]]:
    return list(zip(TIMES.tolist(), figures.tolist(), strict=True))


def test_a_leak_of_a_megabyte_every_ten_seconds_grows() -> None:
    trend = trend_of(values(200 * MB + 0.1 * MB * TIMES + 5 * MB * NOISE), is_bytes=True)
    assert trend.grows
    assert trend.verdict == "grows"
    assert trend.slope_per_h == pytest.approx(360 * MB, rel=0.1)


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param(200 * MB + 30 * MB * NOISE, id="noise"),
        pytest.param(200 * MB + 100 * MB * np.minimum(TIMES / 150, 1), id="caches that fill at first"),
        pytest.param(200 * MB + 0.01 * MB * TIMES, id="less than is allowed"),
        pytest.param(200 * MB - 0.1 * MB * TIMES, id="falling"),
    ],
)
def test_what_comes_and_goes_does_not_grow(figures: np.ndarray) -> None:
    assert trend_of(values(figures), is_bytes=True).verdict == "does not grow"


def test_a_handle_that_is_lost_every_minute_grows() -> None:
    assert trend_of(values(40 + TIMES // 60), is_bytes=False).grows


def test_few_values_are_no_judgement() -> None:
    assert trend_of(values(TIMES)[:10], is_bytes=False).verdict == "too short to tell"


def test_processes_are_told_apart_by_their_command_and_their_parent() -> None:
    forked = "python -B -P -c from multiprocessing.forkserver import main; main(5, 7)"
    commands = {
        **{1: ("python -P -m service.cli up --port 1", 0), 2: ("valkey-server 127.0.0.1:2", 1), 3: ("python -P -m workers", 1)},
        **{4: ("python -P -m service.cli api --port 1", 1), 5: (forked, 3), 6: (forked, 5), 7: (forked, 4), 8: (forked, 7)},
        **{9: ("python -m models.serving.keras_child model.h5", 4), 10: ("python -c from multiprocessing.resource_tracker", 3), 11: (forked, 99)},
    }
    found = ["up", "broker", "worker", "api", "forkserver", "job", "reader server", "reader", "keras"]
    assert kinds_of(commands) == dict(enumerate(found, 1))


def test_figures_are_added_up_by_kind() -> None:
    found = by_kind([Process(1, "worker", 10, 5, 3, 1, 2), Process(2, "worker", 20, 6, 4, 1, 2), Process(3, "job", 90, 90, 9, 1, 9)])
    expected = {"worker: RSS": 30, "worker: PSS": 11, "worker: handles": 7, "worker: threads": 4}
    assert found == expected | {"processes: job": 1, "processes: reader": 0, "processes: keras": 0}


def result(end: End = QUIET, faults: tuple[str, ...] = (), growth: float = 0.0) -> Result:
    base = {"api: RSS": 200 * MB, "processes: job": 1.0, "rows: jobs": 0.0}
    looks = [(at, {**base, "api: threads": 20 + growth * at}) for at in TIMES.tolist()]
    return Result("embedded", 600.0, {"predict": 7}, looks, end, list(faults))


def test_a_run_of_few_looks_does_not_claim_that_nothing_grew() -> None:
    found = result()
    assert replace(found, looks=found.looks[:10]).passed.startswith("embedded: too few looks to tell whether anything grows; ")


def test_the_audit_may_grow() -> None:
    found = result()
    assert replace(found, looks=[(at, {"rows: audit": at}) for at, _ in found.looks]).reasons() == []


def test_a_run_in_which_nothing_is_wrong_has_passed() -> None:
    assert result().reasons() == []
    text = table(result())
    assert "| api: RSS | 200.0 MB | 200.0 MB | 200.0 MB | +0.0 MB | does not grow |" in text
    assert "- embedded: nothing grew; nothing was left, and every response was right" in text
    assert "rows: jobs" not in text


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (result(growth=0.1), "api: threads grows by 360 an hour"),
        (result(faults=("predict: AssertionError: /0/label: expected 3, got 4",)), "predict: AssertionError: /0/label: expected 3, got 4"),
        (result(replace(QUIET, leftover_bytes=7)), "left at the end: 7 bytes of files that nothing refers to"),
        (result(replace(QUIET, on_disk_bytes=1001)), "left at the end: 1,001 bytes on the disk, 1,000 of them referred to"),
        (result(replace(QUIET, temporary_bytes=8)), "left at the end: 8 bytes of temporary files"),
        (result(replace(QUIET, passing={"job": 2})), "left at the end: processes that should have ended: 2 of the kind job"),
        (result(replace(QUIET, n_deletions=3)), "left at the end: 3 deletions that are not done"),
        (result(replace(QUIET, warnings={"ERROR: it broke": 2})), "2 times in the logs: ERROR: it broke"),
    ],
)
def test_a_run_that_has_not_passed_says_why(wrong: Result, reason: str) -> None:
    assert wrong.reasons() == [f"embedded: {reason}"]
    assert f"- embedded: {reason}" in page([wrong])
    assert json.loads(as_json([wrong]))[0]["reasons"] == wrong.reasons()


def test_warnings_are_counted_by_message_in_all_logs(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    lines = [
        '{"level": "INFO", "message": "x"}',
        '{"level": "WARNING", "message": "slow"}',
        "plain text",
        '{"level": "ERROR", "message": "broke"}',
        '{"',
    ]
    for name in ("api.log", "logs/worker.log"):
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    assert warnings_in(tmp_path) == {"WARNING: slow": 2, "ERROR: broke": 2}
    assert result(replace(QUIET, warnings={"WARNING: slow": 2})).reasons() == []
