"""Curves of several jobs over the same epochs."""

from typing import Any

import numpy as np
import orjson
import pytest

from service.curves.columns import Columns, columns_of
from service.curves.drawn import Wanted, drawn
from service.store.histories import EpochTexts, Head

NAN = float("nan")
ALL = Wanted(2_000, None, None, None)
LONG = ("long", 1, {"loss": [5.0, 4, 3, 2, 1], "learning_rate": [0.1, 0.1, NAN, NAN, 0.1]})
LATE = ("late", 4, {"loss": [9.0, NAN, 7], "auc": [0.5, 0.5, 0.5]})
NONE = ("none", 1, {})


def shown(*jobs: tuple[str, int, dict[str, list[float]]], wanted: Wanted = ALL) -> dict[str, Any]:
    """Return the curves of jobs, each given by id, first epoch and values, as JSON says them."""
    return _sent([(Head(name, f"model of {name}", 9), _columns(first, values)) for name, first, values in jobs], wanted)


def _sent(jobs: list[tuple[Head, Columns]], wanted: Wanted = ALL) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(orjson.dumps(drawn(jobs, wanted), option=orjson.OPT_SERIALIZE_NUMPY))
    return found


def _columns(first: int, values: dict[str, list[float]]) -> Columns:
    return Columns(9, first, max(map(len, values.values()), default=0), {name: np.array(column, np.float32) for name, column in values.items()})


def test_jobs_of_other_lengths_are_drawn_over_the_epochs_of_all() -> None:
    found = shown(LONG, LATE)
    assert (found["epoch"], found["epochs_per_bucket"]) == ([1, 2, 3, 4, 5, 6], 1)
    assert found["jobs"][0]["metrics"] == {"loss": [5, 4, 3, 2, 1, None], "learning_rate": [0.1, 0.1, None, None, 0.1, None]}
    assert found["jobs"][1]["metrics"] == {"loss": [None, None, None, 9, None, 7], "auc": [None, None, None, 0.5, 0.5, 0.5]}


def test_a_job_says_where_it_begins_and_ends_and_why_values_are_missing() -> None:
    found = shown(LONG, LATE)["jobs"]
    rates = {"metric": "learning_rate", "n_epochs": 2, "first_epoch": 3, "last_epoch": 4, "reason": "not recorded by the release that trained it"}
    loss = {"metric": "loss", "n_epochs": 1, "first_epoch": 5, "last_epoch": 5, "reason": "NaN or infinite: JSON has no such number"}
    assert [(job["job_id"], job["name"], job["last_event"], job["first_epoch"], job["last_epoch"], job["missing"]) for job in found] == [
        ("long", "model of long", 9, 1, 5, [rates]),
        ("late", "model of late", 9, 4, 6, [loss]),
    ]


def test_only_the_epochs_and_metrics_that_are_wanted_are_drawn() -> None:
    found = shown(LONG, LATE, wanted=Wanted(10, 2, 4, {"loss"}))
    assert found["epoch"] == [2, 3, 4]
    assert [job["metrics"] for job in found["jobs"]] == [{"loss": [4, 3, 2]}, {"loss": [None, None, 9]}]
    assert [job["missing"] for job in found["jobs"]] == [[], []]


@pytest.mark.parametrize("wanted", [Wanted(10, 7, None, None), Wanted(10, 50, 90, None)], ids=["from there on", "all after it"])
def test_after_the_last_epoch_there_is_nothing(wanted: Wanted) -> None:
    found = shown(LONG, LATE, NONE, wanted=wanted)
    assert (found["epoch"], [job["metrics"] for job in found["jobs"]]) == ([], [{}, {}, {}])


def test_a_job_without_epochs_stands_beside_others() -> None:
    assert shown(NONE)["epoch"] == []
    found = shown(NONE, LONG)["jobs"][0]
    assert (found["metrics"], found["first_epoch"], found["last_epoch"], found["missing"]) == ({}, None, None, [])


def test_a_job_that_begins_after_the_wanted_epochs_has_nothing_of_them() -> None:
    assert shown(LONG, LATE, wanted=Wanted(10, 1, 2, None))["jobs"][1]["metrics"] == {"loss": [None, None], "auc": [None, None]}


def test_numbers_are_as_short_as_single_precision_allows() -> None:
    texts = EpochTexts(9, "1,2", '{"a": 0.3333333333, "b": 0.3333333333}, {"a": 1e30, "b": 1e300}', "0.1,0.1")
    (job,) = _sent([(Head("a", "a", 9), columns_of(texts))])["jobs"]
    # A number that is too large for it stays, and so do the others of its curve.
    assert job["metrics"] == {"a": [0.33333334, 1e30], "b": [0.3333333333, 1e300], "learning_rate": [0.1, 0.1]}


def test_thinned_jobs_end_with_their_last_values() -> None:
    found = shown(
        ("a", 1, {"loss": [float(number % 7) for number in range(500)]}), ("b", 1, {"loss": [2.0] * 400}), wanted=Wanted(20, None, None, None)
    )
    assert (len(found["epoch"]), found["epoch"][0], found["epoch"][-1], found["epochs_per_bucket"]) == (20, 1, 500, 56)
    assert [(job["metrics"]["loss"][0], job["metrics"]["loss"][-1]) for job in found["jobs"]] == [(0, 2), (2, None)]
