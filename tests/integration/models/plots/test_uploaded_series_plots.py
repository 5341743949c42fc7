"""Windows and forecasts of series from files: several columns, targets of their own, several series, gaps and times."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.checking.check import require_sound
from models.jobs import run
from models.plots.figures import MadePlot
from models.plots.run import Run
from models.specs.ports import port_sets
from models.training.listener import SilentListener
from tests.integration.models.plots.answers_given import forecasted
from tests.unit.models.plots.drawing import plots_of, size_of, written_in
from tests.uploaded import OneUpload, csv_file, npy, read

pytestmark = pytest.mark.slow

N = 60
PRICE, VOLUME = 100 + 10 * np.sin(np.arange(N) / 4), 5 + np.cos(np.arange(N) / 4)
TABLE = csv_file([["price", "volume"], *zip(PRICE.tolist(), VOLUME.tolist(), strict=True)])
SCALE, WINDOW = {"step": "min_max"}, {"step": "window", "size": 4}


def flat(units: int) -> list[dict[str, Any]]:
    return [{"layer": "Flatten"}, {"layer": "Dense", "units": units}]


def trained(folder: Path, content: bytes, kind: str, units: int, inputs: Any = (SCALE, WINDOW), targets: Any = (), **data: Any) -> Run:
    (folder / "upload").mkdir()
    registered = OneUpload(read(folder / "upload", kind, content))
    spec = require_sound(
        {
            "data": {"source": "dataset:x", "series": True, "split": {"test": 0.25}, **data},
            "preprocessing": {"inputs": list(inputs), "targets": list(targets)},
            "model": {"kind": "sequential", "layers": flat(units)},
            "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": 16},
        },
        registered,
    )
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="__array__ implementation doesn't accept a copy keyword")  # Keras, of its own variables.
        path = run(spec, folder, SilentListener(), registered=registered).artifact
    stored = spec.model_dump(mode="json")
    return Run("toy@1", stored, stored, path, (spec, port_sets(spec, registered)))


def parts_of(plots: dict[str, MadePlot]) -> dict[str, Any]:
    return {part["part"]: part for part in plots["forecast"].numbers["parts"]}


def test_of_several_columns_the_first_is_drawn_in_its_units(tmp_path: Path) -> None:
    subject = trained(tmp_path, TABLE, "csv", 2)
    plots = plots_of(subject)
    assert parts_of(plots)["test"]["series"] == pytest.approx(PRICE[45:].tolist(), rel=1e-5)
    assert plots["forecast"].caption.startswith("Shown is column price of 2, forecast from the 4 values before. The root mean squared error")
    assert "price" in written_in(plots["windows"])
    (made,) = forecasted(subject.predictor, {"series": np.column_stack([PRICE, VOLUME]).tolist(), "steps": 6}).values()
    assert [column["name"] for column in made.numbers["columns"]] == ["price", "volume"]
    assert {"price", "volume"} <= set(written_in(made))
    size_of(made)


def test_a_predicted_column_of_its_own_is_drawn_and_not_the_inputs(tmp_path: Path) -> None:
    plots = plots_of(trained(tmp_path, TABLE, "csv", 1, targets=[SCALE], target="volume"))
    assert parts_of(plots)["test"]["series"] == pytest.approx(VOLUME[45:].tolist(), rel=1e-5)
    assert plots["forecast"].numbers["column"] == "volume"


def test_of_several_series_the_first_is_drawn(tmp_path: Path) -> None:
    array = np.stack([(PRICE + 1000 * index)[:, None] for index in range(3)])
    plots = plots_of(trained(tmp_path, npy(array), "npy", 1))
    assert parts_of(plots)["train"]["series"] == pytest.approx(PRICE[:45].tolist(), rel=1e-5)
    assert parts_of(plots)["train"]["n_steps"] == 45
    assert "the series, the first of 3, forecast from" in plots["forecast"].caption


def test_gaps_are_drawn_as_the_steps_fill_them(tmp_path: Path) -> None:
    rows = [[price if index % 7 else ""] for index, price in enumerate(PRICE.tolist())]
    inputs = [{"step": "impute", "strategy": "interpolate"}, WINDOW]
    plots = plots_of(trained(tmp_path, csv_file([["price"], *rows]), "csv", 1, inputs=inputs))
    assert None not in parts_of(plots)["train"]["series"]


def test_of_a_series_in_pieces_the_first_one_is_drawn(tmp_path: Path) -> None:
    kept = [index for index in range(N) if index not in (20, 50)]
    content = csv_file([["hour", "price"], *([index, PRICE[index]] for index in kept)])
    plots = plots_of(trained(tmp_path, content, "csv", 1, time="hour", on_gap="split"))
    assert len(parts_of(plots)["train"]["series"]) == 20


def test_a_forecast_of_dated_steps_has_their_times(tmp_path: Path) -> None:
    months = [f"{1990 + index // 12}-{1 + index % 12:02d}-01" for index in range(N)]
    content = csv_file([["month", "price"], *zip(months, PRICE.tolist(), strict=True)])
    subject = trained(tmp_path, content, "csv", 1, time="month", period=12)
    (made,) = forecasted(subject.predictor, {"series": PRICE.tolist(), "steps": 12, "times": ["1994-12-01"]}).values()
    assert made.numbers["times"][0].startswith("1995-01-01")
    assert f"by 12 steps until {made.numbers['times'][-1]}; price ends at" in made.caption
    assert any(text.startswith("1995-12-01") for text in written_in(made))
    size_of(made)
