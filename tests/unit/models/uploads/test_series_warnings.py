"""What the check says of series: columns of dates that are not used, long gaps, short series, stamps in doubt."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.preparing.raw import load_raw
from models.specs.job import JobSpec
from models.specs.parse import parse_spec
from models.specs.ports import port_sets
from tests.faults import told
from tests.timed_tables import DAYS, DENSE, checked, faults_of, table, values_of
from tests.uploaded import OneUpload, csv_file, data_set, read

WINDOW = [{"step": "window", "size": 3}]


def test_a_column_of_dates_that_is_not_used_is_warned_of(tmp_path: Path) -> None:
    result = checked(tmp_path, table(DAYS), WINDOW)
    assert told(result.warnings) == [
        ("/data/time", '"when" holds the stamps of the steps; data.time: "when" checks them, and gives forecasts their times')
    ]
    gaps = checked(tmp_path, table([*DAYS[:9], *DAYS[12:]]), WINDOW)
    assert "3 steps of 1 day are missing in 1 gap" in gaps.warnings[0].detail


def test_rows_out_of_order_by_a_column_that_is_not_used_are_refused(tmp_path: Path) -> None:
    (fault,) = checked(tmp_path, table([*DAYS[:9], DAYS[10], DAYS[9], *DAYS[11:]]), WINDOW).errors
    assert fault.pointer == "/data/time"
    assert "1 of 30 rows are earlier than the row before them, the first on line 12" in fault.detail
    (fault,) = checked(tmp_path, table([*DAYS[:9], DAYS[8], *DAYS[9:]]), WINDOW).errors
    assert "2024-01-09 on lines 10 and 11" in fault.detail


def test_dates_that_are_no_stamps_of_steps_are_only_warned_of(tmp_path: Path) -> None:
    births = [date(1900 + k * k % 97, 1 + k % 12, 1 + k % 28) for k in range(30)]
    (warning,) = checked(tmp_path, table(births, name="born"), WINDOW).warnings
    assert "the rows are taken in their order" in warning.detail


def test_a_run_without_values_that_is_filled_by_one_is_warned_of(tmp_path: Path) -> None:
    content = table(DAYS, ["" if 10 <= k < 20 else k for k in range(30)])
    (fault,) = checked(tmp_path, content, WINDOW, time="when").errors
    assert '10 of 30 are missing in column "value", the first on line 12' in fault.detail
    mean = checked(tmp_path, content, [{"step": "impute"}, *WINDOW], time="when")
    ((pointer, detail),) = told(mean.warnings)
    assert pointer == "/preprocessing/inputs/0"
    assert "mean fills a run of 10 missing steps" in detail
    assert told(checked(tmp_path, content, [{"step": "impute", "strategy": "interpolate"}, *WINDOW], time="when").warnings) == []


@pytest.mark.parametrize("before", [[], [{"step": "encode_categories", "columns": ["code"], "categories": [[0, 1]]}]])
@pytest.mark.parametrize(("column", "other", "run"), [("long", "short", 10), ("short", "long", 1)])
def test_a_run_is_found_by_the_name_of_its_column_also_where_a_step_moves_columns(
    tmp_path: Path, before: list[dict[str, Any]], column: str, other: str, run: int
) -> None:
    rows = [[k % 2, "" if 10 <= k < 20 else k, "" if k == 3 else k, k] for k in range(30)]
    fills = [{"step": "impute", "columns": [column]}, {"step": "impute", "columns": [other], "strategy": "interpolate"}]
    content = csv_file([["code", "long", "short", "value"], *rows])
    result = checked(tmp_path, content, [*before, *fills, *WINDOW], features=["code", "long", "short"], target="value")
    ((pointer, detail),) = told([*result.errors, *result.warnings])
    assert pointer == f"/preprocessing/inputs/{len(before)}"
    assert f'mean fills a run of {run} missing steps of "{column}" with one value' in detail


def test_series_that_are_too_short_are_named(tmp_path: Path) -> None:
    rows = [[shop, k] for shop, n in (("a", 20), ("b", 3), ("c", 2)) for k in range(n)]
    (fault,) = checked(tmp_path, csv_file([["shop", "value"], *rows]), WINDOW, groups="shop").errors
    assert 'the shortest series, "c"' in fault.detail
    assert fault.detail.endswith('2 series are too short: "b" has 3, "c" has 2')


def test_a_series_in_pieces_is_cut_as_a_whole_and_short_pieces_are_passed_over(tmp_path: Path) -> None:
    kept = [*range(10), *range(12, 14), *range(16, 30)]
    content = table([DAYS[k] for k in kept], kept)
    assert checked(tmp_path, content, WINDOW, time="when", on_gap="split", split={"test": 0.25}).errors == []
    raw = load_raw(parsed(tmp_path, content), port_sets(parsed(tmp_path, content), OneUpload(read(tmp_path, "csv", content))), None)
    assert raw.test is not None
    assert (raw.train.lengths, raw.test.lengths) == ((10, 2, 8), (0, 0, 6))
    assert raw.test.input_arrays["inputs"][:, 0].tolist() == list(range(24, 30))
    (fault,) = checked(tmp_path, content, [{"step": "window", "size": 8}], time="when", on_gap="split", split={"test": 0.25}).errors
    assert "the longest piece in its test part" in fault.detail


def parsed(tmp_path: Path, content: bytes) -> JobSpec:
    data = {"source": "dataset:x", "series": True, "time": "when", "on_gap": "split", "split": {"test": 0.25}}
    model = {"kind": "sequential", "layers": DENSE}
    return parse_spec({"data": data, "preprocessing": {"inputs": WINDOW}, "model": model}, OneUpload(read(tmp_path, "csv", content)))


AMBIGUOUS = csv_file([["when", "value"], *([f"0{1 + k}/04/2024", k] for k in range(9))])


def test_a_column_of_stamps_in_doubt_is_refused_with_what_settles_it(tmp_path: Path) -> None:
    ((pointer, detail),) = faults_of(tmp_path, AMBIGUOUS, time="when")
    assert pointer == "/data/time"
    assert '{"dates": {"when": "day_first"}}' in detail
    settled = data_set(read(tmp_path, "csv", AMBIGUOUS, dates={"when": "day_first"}), series=True, time="when")
    assert values_of(settled.load(None)) == list(range(9))


def test_dates_in_doubt_that_are_not_used_are_warned_of(tmp_path: Path) -> None:
    (warning,) = checked(tmp_path, AMBIGUOUS, WINDOW, features=["value"]).warnings
    assert (warning.pointer, "the day or the month may come first" in warning.detail) == ("/data/time", True)
