"""Forecasts continue the index of a series of pandas where it is regular."""

from __future__ import annotations

import json
from typing import Any

import pytest

from modelbook import Client
from modelbook.errors import InputError
from tests.conftest import Answer, Scripted

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (pd.RangeIndex(3), [3, 4]),
        (pd.RangeIndex(10, 16, 2, name="n"), [16, 18]),
        (pd.Index([5, 4, 3]), [2, 1]),
        (pd.Index([0.0, 0.5, 1.0]), [1.5, 2.0]),
        (pd.date_range("2024-02-27", periods=3, freq="D"), [pd.Timestamp("2024-03-01"), pd.Timestamp("2024-03-02")]),
        (pd.DatetimeIndex(["2024-01-31", "2024-02-29", "2024-03-31"]), [pd.Timestamp("2024-04-30"), pd.Timestamp("2024-05-31")]),
        (pd.date_range("2024-03-30", periods=3, freq="12h", tz="Europe/Berlin"), None),
        (pd.period_range("2023-11", periods=3, freq="M"), [pd.Period("2024-02"), pd.Period("2024-03")]),
        (pd.to_timedelta([0, 1, 2], "s"), [pd.Timedelta(3, "s"), pd.Timedelta(4, "s")]),
        (pd.Index([0, 1, 3]), [0, 1]),
        (pd.Index(["a", "b", "c"]), [0, 1]),
        (pd.DatetimeIndex(["2024-01-01", "2024-01-02", "2024-01-05"]), [0, 1]),
    ],
)
def test_the_index_goes_on_where_it_is_regular(server: Scripted, client: Client, index: Any, expected: list[Any] | None) -> None:
    server.script = [Answer(200, {"model": "waves@1", "forecast": [0.25, 0.5], "times": None})]
    found = client.models["waves"].forecast(pd.Series([1.0, 2.0, 3.0], index=index, name="level"), steps=2)
    assert json.loads(server.requests[-1].body)["series"] == [1.0, 2.0, 3.0]
    assert (found.tolist(), found.name, found.index.name) == ([0.25, 0.5], "level", index.name)
    assert list(found.index) == (list(pd.date_range(index[0], periods=5, freq="12h")[3:]) if expected is None else expected)


def test_a_frame_gives_a_frame_and_polars_gives_polars(server: Scripted, client: Client) -> None:
    server.script = [Answer(200, {"model": "waves@1", "forecast": [[1.0, 2.0], [3.0, 4.0]], "times": None})]
    found = client.models["waves"].forecast(pd.DataFrame({"a": [1.0, 2.0], "b": [5, 6]}, index=[7, 8]), steps=2)
    assert found.to_dict("index") == {9: {"a": 1.0, "b": 2.0}, 10: {"a": 3.0, "b": 4.0}}
    assert json.loads(server.requests[-1].body)["series"] == [[1.0, 5], [2.0, 6]]
    server.script = [Answer(200, {"model": "waves@1", "forecast": [0.25], "times": None})]
    assert client.models["waves"].forecast(pl.Series("v", [1.0, 2.0]), steps=1).equals(pl.Series("v", [0.25]))


def test_a_gap_is_refused_before_the_request(server: Scripted, client: Client) -> None:
    with pytest.raises(InputError, match="expected a series without missing values, got one at position 1"):
        client.models["waves"].forecast(pd.Series([1.0, None, 3.0]), steps=2)
    assert server.requests == []
