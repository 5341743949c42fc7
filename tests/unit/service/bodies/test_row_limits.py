"""Rows that a request makes without sending them are bounded with those that it sends."""

from types import SimpleNamespace
from typing import Any

import pytest

from models.core.errors import Fault
from service.bodies.row_limits import require_few_made, require_few_rows, require_few_windows
from service.errors import Invalid

PARTS: Any = SimpleNamespace(settings=SimpleNamespace(prediction_rows=2))


def forecaster(size: int | None) -> Any:
    window = None if size is None else SimpleNamespace(size=size, stride=1)
    return SimpleNamespace(chain=SimpleNamespace(window=window), kind=SimpleNamespace(reads_texts=False))


def test_as_many_rows_are_taken_as_the_limit_says() -> None:
    require_few_rows(2, PARTS, "/inputs")
    require_few_made(200, PARTS, "/y/steps", "points")
    require_few_windows([[0.0] * 203], forecaster(4), PARTS)
    require_few_windows([[0.0] * 1000], forecaster(None), PARTS)


def test_one_more_is_refused_with_its_pointer() -> None:
    faults: list[Fault] = []
    for call in (
        lambda: require_few_rows(3, PARTS, "/inputs"),
        lambda: require_few_made(201, PARTS, "/y/steps", "points"),
        lambda: require_few_windows([[0.0] * 204], forecaster(4), PARTS),
    ):
        with pytest.raises(Invalid) as caught:
            call()
        faults += caught.value.errors
    assert [(fault.pointer, fault.detail.partition(";")[0]) for fault in faults] == [
        ("/inputs", "expected at most 2 inputs, got 3"),
        ("/y/steps", "expected at most 200 points, got 201"),
        ("/inputs", "expected at most 200 windows of series, got 201"),
    ]
