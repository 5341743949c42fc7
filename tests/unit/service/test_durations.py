"""Durations and times as people write them."""

import pytest

from service.durations import seconds_of, time_of, written


@pytest.mark.parametrize(("text", "seconds"), [("0s", 0), ("45s", 45), ("1.5m", 90), ("24h", 86_400), ("90d", 7_776_000), (" 2w ", 1_209_600)])
def test_a_duration_is_a_number_and_a_unit(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "90", "d", "-1d", "1y", "1 d", "1d2h", "1e3s", "36501d", "infs", "\u0661d" * 20, "9" * 400 + "d"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected a number and one of the units s, m, h, d, w, of at most 36,500 days, for example 90d; got"):
        seconds_of(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2030-01-31", "2030-01-31 00:00:00 UTC"),
        ("2030-01-31T12:30", "2030-01-31 12:30:00 UTC"),
        ("2030-01-31T12:30Z", "2030-01-31 12:30:00 UTC"),
        ("2030-01-31T12:30+02:00", "2030-01-31 10:30:00 UTC"),
    ],
)
def test_a_time_is_in_utc_unless_it_says_otherwise(text: str, shown: str) -> None:
    assert written(time_of(text)) == shown


@pytest.mark.parametrize("text", ["", "tomorrow", "2030-13-01", "1969-12-31", "9999-12-31", "0001-01-01T00:00+23:00", "1893456000"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a date or a time of ISO 8601"):
        time_of(text)


def test_what_never_happens_is_written_so() -> None:
    assert written(None) == "never"
