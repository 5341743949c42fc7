"""Series by a column of stamps: rows in any order, doubled stamps, gaps, hours that come twice, and what is said of each."""

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from models.datasets import Data, Description
from tests.faults import refused, told
from tests.timed_tables import DAYS, HOURS, START, faults_of, table, values_of
from tests.uploaded import csv_file, data_set, npy, read


def loaded(tmp_path: Path, content: bytes, **chosen: Any) -> Data:
    return data_set(read(tmp_path, "csv", content), series=True, **chosen).load(None)


def described(tmp_path: Path, content: bytes, **chosen: Any) -> Description:
    return data_set(read(tmp_path, "csv", content), series=True, **chosen).describe()


def notes_of(tmp_path: Path, content: bytes, **chosen: Any) -> list[tuple[str, str]]:
    return told(described(tmp_path, content, **chosen).notes)


def test_rows_in_any_order_are_sorted_and_the_first_one_out_of_order_is_told(tmp_path: Path) -> None:
    order = np.random.default_rng(2).permutation(len(HOURS))
    content = table([HOURS[k] for k in order], order)
    assert values_of(loaded(tmp_path, content, time="when")) == list(range(len(HOURS)))
    ((pointer, detail),) = notes_of(tmp_path, content, time="when")
    first = 2 + int(np.flatnonzero(np.diff(order) < 0)[0]) + 1
    assert pointer == "/data/time"
    assert detail.endswith(f"were earlier than the one before, the first on line {first}")


def test_a_series_that_goes_back_in_time_is_turned_round_and_told(tmp_path: Path) -> None:
    content = table(DAYS[::-1], range(29, -1, -1))
    assert values_of(loaded(tmp_path, content, time="when")) == list(range(30))
    assert notes_of(tmp_path, content, time="when") == [("/data/time", 'the rows of column "when" go back in time, and are turned round')]


def test_sorted_rows_are_not_spoken_of(tmp_path: Path) -> None:
    assert notes_of(tmp_path, table(DAYS), time="when") == []


def test_a_doubled_stamp_is_refused_with_both_lines_or_settled(tmp_path: Path) -> None:
    content = table([*HOURS[:11], HOURS[10], *HOURS[11:]])
    ((pointer, detail),) = faults_of(tmp_path, content, time="when")
    assert pointer == "/data/time"
    assert '1 row of column "when" has the stamp of an earlier one: 2024-01-01T10:00:00 on lines 12 and 13' in detail
    assert "data.on_double: last" in detail
    assert values_of(loaded(tmp_path, content, time="when", on_double="last"))[9:12] == [9, 11, 12]
    assert values_of(loaded(tmp_path, content, time="when", on_double="mean"))[9:12] == [9, 10.5, 12]
    ((pointer, detail),) = notes_of(tmp_path, content, time="when", on_double="mean")
    assert (pointer, detail.endswith("of each the mean of its rows is used")) == ("/data/on_double", True)


def test_rows_with_the_stamp_of_one_day_may_be_steps_in_their_order(tmp_path: Path) -> None:
    days = [day for day in (*DAYS[:5], *DAYS[6:10]) for _ in range(3)]
    content = table(days)
    assert [pointer for pointer, _ in faults_of(tmp_path, content, time="when", on_double="keep")] == ["/data/time"]
    chosen: dict[str, Any] = {"time": "when", "on_double": "keep", "on_gap": "split"}
    assert loaded(tmp_path, content, **chosen).lengths == (15, 12)
    assert values_of(loaded(tmp_path, content, **chosen)) == list(range(27))
    doubled, gap = notes_of(tmp_path, content, **chosen)
    assert doubled[1].startswith(
        '18 rows of column "when" have the stamp of an earlier one: 2024-01-01 on lines 2 and 3, 2024-01-01 on lines 2 and 4'
    )
    assert '1 step of 1 day is missing in 1 gap of column "when", the first 1 after 2024-01-05 on line 16' in gap[1]
    time = described(tmp_path, content, **chosen).time
    assert time is not None
    assert time.spacing is None


def test_the_mean_of_doubled_rows_passes_over_missing_values(tmp_path: Path) -> None:
    content = table([HOURS[0], HOURS[1], HOURS[1], HOURS[2], HOURS[2]], [1, 2, "", "", ""])
    assert_array_equal(loaded(tmp_path, content, time="when", on_double="mean").inputs[:, 0], [1, 2, np.nan])


def test_missing_steps_are_refused_with_their_number_and_the_first_line_or_settled(tmp_path: Path) -> None:
    kept = [*range(10), *range(13, 20), *range(21, 30)]
    content = table([HOURS[k] for k in kept], kept)
    ((pointer, detail),) = faults_of(tmp_path, content, time="when")
    assert pointer == "/data/time"
    assert "expected a step every 1 hour, but 4 steps of 1 hour are missing in 2 gaps" in detail
    assert "the first 3 after 2024-01-01T09:00:00 on line 11" in detail
    assert values_of(loaded(tmp_path, content, time="when", on_gap="fill")) == list(range(30))
    assert loaded(tmp_path, content, time="when", on_gap="split").lengths == (10, 7, 9)
    assert values_of(loaded(tmp_path, content, time="when", on_gap="keep")) == kept
    assert notes_of(tmp_path, content, time="when", on_gap="split")[0][1].endswith("the series are cut there, into 3 pieces")


def test_gaps_and_doubled_stamps_are_told_in_one_answer(tmp_path: Path) -> None:
    content = table([*HOURS[:5], HOURS[4], *HOURS[7:]])
    assert [("on_double" in detail, "on_gap" in detail) for _, detail in faults_of(tmp_path, content, time="when")] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("stamps", "spacing", "after"),
    [
        ([date(2024 + k // 12, 1 + k % 12, 15) for k in range(20)], "1 month", "2025-09-15"),
        ([date(2024 + (k + 1) // 12, 1 + (k + 1) % 12, 1) - timedelta(days=1) for k in range(20)], "1 month", "2025-09-30"),
        ([date(2024 + k // 4, 1 + k % 4 * 3, 1) for k in range(20)], "3 months", "2029-01-01"),
        ([date(2000 + k, 12, 31) for k in range(20)], "1 year", "2020-12-31"),
        ([day for day in DAYS if day.weekday() < 5], "1 business day", "2024-01-31"),
        (DAYS, "1 day", "2024-01-31"),
        ([DAYS[0] + timedelta(weeks=k) for k in range(20)], "1 week", "2024-05-20"),
        ([START + timedelta(minutes=15 * k) for k in range(20)], "15 minutes", "2024-01-01T05:00:00"),
    ],
)
def test_steps_of_the_calendar_are_no_gaps(tmp_path: Path, stamps: list[Any], spacing: str, after: str) -> None:
    time = described(tmp_path, table(stamps), time="when").time
    assert time is not None
    assert time.spacing is not None
    assert time.spacing.text == spacing
    assert time.after(time.ends[0].last, 1) == [after]
    assert "1 step of" in faults_of(tmp_path, table([*stamps[:4], *stamps[5:]]), time="when")[0][1]


def test_stamps_that_jitter_are_no_gaps(tmp_path: Path) -> None:
    jitter = np.random.default_rng(0).integers(-10, 11, 30).tolist()
    stamps = [START + timedelta(seconds=60 * k + late) for k, late in enumerate(jitter)]
    assert values_of(loaded(tmp_path, table(stamps), time="when")) == list(range(30))


def test_more_steps_than_are_given_are_not_filled_in(tmp_path: Path) -> None:
    content = table([*DAYS, date(2924, 1, 1)])
    ((pointer, detail),) = faults_of(tmp_path, content, time="when", on_gap="fill")
    assert (pointer, "expected at most 1,000 missing steps beside 31" in detail) == ("/data/on_gap", True)


LOCAL = [datetime(2024, 10, 26, 22) + timedelta(hours=k) for k in range(12)]
TWICE = [*LOCAL[:5], LOCAL[4], *LOCAL[5:]]


def test_an_hour_that_comes_twice_is_told_and_settled_by_its_zone(tmp_path: Path) -> None:
    ((pointer, detail),) = faults_of(tmp_path, table(TWICE), time="when")
    assert pointer == "/data/time"
    assert "2024-10-27T02:00:00 on lines 6 and 7" in detail
    assert "data.time_zone, such as Europe/Berlin" in detail
    assert values_of(loaded(tmp_path, table(TWICE), time="when", time_zone="Europe/Berlin")) == list(range(13))
    falling = table(TWICE[::-1], range(12, -1, -1))
    assert values_of(loaded(tmp_path, falling, time="when", time_zone="Europe/Berlin")) == list(range(13))


def test_quarters_of_an_hour_that_comes_twice_keep_their_order(tmp_path: Path) -> None:
    night = [datetime(2024, 10, 27, 1) + timedelta(minutes=15 * k) for k in range(12)]
    content = table([*night[:8], *night[4:8], *night[8:]])
    assert values_of(loaded(tmp_path, content, time="when", time_zone="Europe/Berlin")) == list(range(16))
    assert "the hours apart" in faults_of(tmp_path, content, time="when")[0][1]


def test_the_hour_that_is_left_out_in_spring_is_no_gap_in_its_zone(tmp_path: Path) -> None:
    night = [datetime(2024, 3, 31) + timedelta(hours=k) for k in range(8) if k != 2]
    assert "data.time_zone" in faults_of(tmp_path, table(night), time="when")[0][1]
    assert values_of(loaded(tmp_path, table(night), time="when", time_zone="Europe/Berlin")) == list(range(7))
    ((pointer, detail),) = faults_of(tmp_path, table([datetime(2024, 3, 31, 2), *night[2:]]), time="when", time_zone="Europe/Berlin")
    assert (pointer, "2024-03-31T02:00:00 on line 2, when clocks are set forward" in detail) == ("/data/time_zone", True)


def test_days_of_a_zone_are_of_24_hours_or_23(tmp_path: Path) -> None:
    days = [date(2024, 3, 25) + timedelta(days=k) for k in range(14)]
    time = described(tmp_path, table(days), time="when", time_zone="Europe/Berlin").time
    assert time is not None
    assert time.after(time.ends[0].last, 2) == ["2024-04-08T00:00:00+02:00", "2024-04-09T00:00:00+02:00"]


def test_an_unknown_zone_is_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path, table(DAYS), time="when", time_zone="Mars/Base") == [
        ("/data/time_zone", "expected a time zone such as Europe/Berlin, got 'Mars/Base'")
    ]


def test_several_series_are_sorted_each_by_itself(tmp_path: Path) -> None:
    rows = [[day, shop, k] for shop, base in (("b", 0), ("a", 100)) for k, day in enumerate(DAYS[:10], base)]
    shuffled = [rows[k] for k in np.random.default_rng(1).permutation(20)]
    data = loaded(tmp_path, csv_file([["when", "shop", "value"], *shuffled]), groups="shop", time="when")
    assert data.lengths == (10, 10)
    assert sorted([data.inputs[:10, 0].tolist(), data.inputs[10:, 0].tolist()]) == [list(range(10)), list(range(100, 110))]


def test_series_that_come_in_turn_without_groups_are_asked_for(tmp_path: Path) -> None:
    content = csv_file([["when", "value"], *([day, k] for day in DAYS for k in range(3))])
    assert "data.groups is the column that tells them apart" in faults_of(tmp_path, content, time="when")[0][1]


def test_a_column_of_numbers_is_a_time_too(tmp_path: Path) -> None:
    content = csv_file([["hour", "value"], *([k, k] for k in (3, 1, 0, 2, 4))])
    assert values_of(loaded(tmp_path, content, time="hour")) == [0, 1, 2, 3, 4]
    assert faults_of(tmp_path, content, time="hour", time_zone="Europe/Berlin")[0][0] == "/data/time_zone"
    array = read(tmp_path, "npy", npy(np.array([[2.0, 20], [1, 10], [3, 30]])))
    assert values_of(data_set(array, series=True, time=0).load(None)) == [10, 20, 30]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 200), min_size=3, max_size=40, unique=True), st.randoms())
def test_the_order_of_the_rows_has_no_effect(hours: list[int], random: Any) -> None:

    shuffled = random.sample(hours, len(hours))
    with TemporaryDirectory() as folder:
        found = [
            loaded(Path(folder), table([START + timedelta(hours=k) for k in order], order), time="when", on_gap="keep").inputs
            for order in (hours, shuffled)
        ]
    assert_array_equal(*found)
    assert found[0][:, 0].tolist() == sorted(hours)


def test_the_column_of_stamps_is_no_feature_and_a_text_is_no_time(tmp_path: Path) -> None:
    content = csv_file([["when", "word", "value"], *([day, "x", k] for k, day in enumerate(DAYS))])
    assert faults_of(tmp_path, content, time="when", features=["when"])[0] == ("/data/features", '"when" holds their stamps; expected other columns')
    assert "expected a column of dates or numbers, got" in faults_of(tmp_path, content, time="word", features=["value"])[0][1]
    assert "a column of stamps is named by time" in faults_of(tmp_path, content, features=["when", "value"])[0][1]


def test_a_missing_stamp_is_refused_with_its_line(tmp_path: Path) -> None:
    content = table([*DAYS[:5], "", *DAYS[6:]])
    assert faults_of(tmp_path, content, time="when") == [
        ("/data/time", 'expected a value in each step, but 1 of 30 are missing in column "when", the first on line 7')
    ]


@pytest.mark.parametrize("field", [{"on_gap": "fill"}, {"on_double": "last"}, {"time_zone": "UTC"}])
def test_what_is_done_with_stamps_needs_their_column(tmp_path: Path, field: dict[str, str]) -> None:
    (name,) = field
    assert faults_of(tmp_path, table(DAYS), **field) == [(f"/data/{name}", f"expected time, the column of stamps, beside {name}; got none")]
    assert refused(lambda: data_set(read(tmp_path, "csv", table(DAYS)), time="when"))[0][0] == "/data/time"


def test_stamps_with_two_offsets_are_put_on_one_clock(tmp_path: Path) -> None:
    night = [f"2024-10-27T{hour:02d}:00+0{offset}:00" for hour, offset in ((0, 2), (1, 2), (2, 2), (2, 1), (3, 1), (4, 1))]
    content = table([night[k] for k in (3, 0, 5, 1, 4, 2)], (3, 0, 5, 1, 4, 2))
    assert values_of(loaded(tmp_path, content, time="when")) == [0, 1, 2, 3, 4, 5]
    time = described(tmp_path, content, time="when").time
    assert time is not None
    assert time.after(time.ends[0].last, 1) == ["2024-10-27T04:00:00Z"]
    time = described(tmp_path, content, time="when", time_zone="Europe/Berlin").time
    assert time is not None
    assert time.after(time.ends[0].last, 1) == ["2024-10-27T05:00:00+01:00"]


def test_the_report_says_that_stamps_are_kept_in_utc(tmp_path: Path) -> None:
    record = read(tmp_path, "csv", table([f"2024-01-01T{hour:02d}:00Z" for hour in range(9)])).record
    assert record.reading is not None
    (note,) = record.reading.notes
    assert note.startswith('"when" holds dates, which say their zone or offset and are kept in UTC: data.time of series')
    assert [column.cells is not None and column.cells.is_utc for column in record.columns] == [True, False]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=5, unique=True), st.integers(0, 2**16))
def test_each_series_is_filled_on_the_line_between_its_own_steps(missing: list[int], seed: int) -> None:
    draw = np.random.default_rng(seed)
    kept = {shop: [k for k in range(40) if k not in {base + gap for gap in missing}] for shop, base in (("a", 3), ("b", 15))}
    values = {shop: draw.normal(size=40).tolist() for shop in kept}
    rows = [[HOURS[0] + timedelta(hours=k), shop, values[shop][k]] for shop, steps in kept.items() for k in steps]
    with TemporaryDirectory() as folder:
        content = csv_file([["when", "shop", "value"], *(rows[k] for k in draw.permutation(len(rows)))])
        data = loaded(Path(folder), content, groups="shop", time="when", on_gap="fill", features=["value"])
    assert data.lengths == (40, 40)
    wanted = [np.interp(range(40), steps, [values[shop][k] for k in steps]) for shop, steps in kept.items()]
    first = wanted if np.isclose(data.inputs[0, 0], wanted[0][0]) else wanted[::-1]
    assert_allclose(data.inputs[:, 0], np.concatenate(first))


def test_stamps_of_a_typed_format_are_named_by_rows_and_keep_their_zone(tmp_path: Path) -> None:
    stamps = pl.Series("when", [*HOURS[:5], HOURS[4], *HOURS[5:]]).dt.replace_time_zone("UTC").dt.convert_time_zone("Europe/Berlin")
    file = BytesIO()
    pl.DataFrame({"when": stamps, "value": range(31)}).write_parquet(file)
    upload = read(tmp_path, "parquet", file.getvalue())
    ((_, detail),) = refused(lambda: data_set(upload, series=True, time="when"))
    assert "2024-01-01T04:00:00Z on rows 5 and 6" in detail
    time = data_set(upload, series=True, time="when", on_double="last").describe().time
    assert time is not None
    assert time.after(time.ends[0].last, 1) == ["2024-01-02T06:00:00Z"]


@pytest.mark.parametrize("days", [DAYS, [*DAYS, date(2024, 1, 31), date(2024, 2, 1)]], ids=["one month", "two months"])
def test_numbers_that_look_like_dates_are_said_to(tmp_path: Path, days: list[date]) -> None:
    content = table([day.strftime("%Y%m%d") for day in days])
    told_of = faults_of(tmp_path, content, time="when") if len(days) > 30 else notes_of(tmp_path, content, time="when")
    assert [(pointer, 'reread with {"types": {"when": "date"}} reads them so' in detail) for pointer, detail in told_of] == [("/data/time", True)]
    upload = read(tmp_path, "csv", content, types={"when": "date"})
    assert upload.record.columns[0].type == "date"


def test_a_missing_step_of_numbers_is_named_by_all_its_digits(tmp_path: Path) -> None:
    ((_, detail),) = faults_of(tmp_path, table([1704067200 + 60 * k for k in range(30) if k != 7]), time="when")
    assert "after 1704067560 on line 8" in detail
