"""Series from upload to forecast: whole jobs, their figures in the units of the file, and their models as both runtimes answer."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

import models
from models.artifact.file import read_artifact
from models.checking.check import require_sound
from models.core.errors import InputError
from models.jobs import run
from models.serving.predictor import Predictor
from models.serving.verbs.forecast import ForecastSpec, forecast
from models.training.finish import Outcome
from models.training.listener import SilentListener
from tests.bare import compiled_predictor, evaluation_of
from tests.faults import told
from tests.uploaded import OneUpload, csv_file, npy, read

pytestmark = pytest.mark.slow

N = 60
TIME = np.arange(N)
PRICE, VOLUME = 100 + 10 * np.sin(TIME / 4), 5 + np.cos(TIME / 4)
TABLE = csv_file([["price", "volume"], *zip(PRICE.tolist(), VOLUME.tolist(), strict=True)])
SCALE = {"step": "min_max"}
LSTM = {"layer": "LSTM", "units": 3}
#: Takes the place of the LSTM where a test is about data and figures: its network is trained and exported in half the time.
FLAT = {"layer": "Flatten"}

Train = Callable[..., Outcome]


@pytest.fixture(scope="module")
def train(tmp_path_factory: pytest.TempPathFactory) -> Train:
    def trained(
        content: bytes, kind: str, inputs: list[dict[str, Any]], layers: list[dict[str, Any]], *targets: dict[str, Any], **data: Any
    ) -> Outcome:
        folder = tmp_path_factory.mktemp("job")
        registered = OneUpload(read(tmp_path_factory.mktemp("upload"), kind, content))
        spec = {
            "data": {"source": "dataset:x", "series": True, **data},
            "preprocessing": {"inputs": inputs, "targets": list(targets)},
            "model": {"kind": "sequential", "layers": layers},
            "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": 16},
        }
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="__array__ implementation doesn't accept a copy keyword")  # Keras, of its own variables.
            return run(require_sound(spec, registered), folder, SilentListener(), registered=registered)

    return trained


def served(outcome: Outcome) -> list[Predictor]:
    """Return the model as Keras and as ONNX run it."""
    artifact = read_artifact(outcome.artifact)
    assert outcome.onnx is not None, outcome.proof.reason
    onnx = compiled_predictor(artifact, outcome.onnx)
    return [models.load(outcome.artifact), onnx]


@pytest.fixture(scope="module")
def both(train: Train) -> Outcome:
    """A model that takes price and volume, and forecasts both."""
    return train(TABLE, "csv", [SCALE, {"step": "window", "size": 4}], [LSTM, {"layer": "Dense", "units": 2}], split={"test": 0.25})


@pytest.fixture(scope="module")
def volume(train: Train) -> Outcome:
    """A model that takes price and volume, and predicts the volume alone."""
    inputs = [{"step": "standardize"}, {"step": "window", "size": 4}]
    return train(TABLE, "csv", inputs, [FLAT, {"layer": "Dense", "units": 1}], SCALE, split={"test": 0.25}, target="volume")


@pytest.fixture(scope="module")
def blocks(train: Train) -> Outcome:
    """A model of one feature that forecasts three steps at once."""
    return train(npy(PRICE), "npy", [SCALE, {"step": "window", "size": 4, "horizon": 3}], [LSTM, {"layer": "Dense", "units": 3}])


def test_figures_are_in_the_units_of_the_file_on_both_parts(both: Outcome) -> None:
    series = np.column_stack([PRICE, VOLUME])
    train, test = series[:45], series[45:]
    predictor = served(both)[0]
    for part, steps in (("train", train), ("test", test)):
        (answer,) = predictor.predict([steps[:-1]])
        errors = np.array(answer["value"]) - steps[4:]
        assert both.content.metrics[f"{part}_rmse"] == pytest.approx(np.sqrt(np.mean(errors**2)), rel=1e-4)
        assert both.content.metrics[f"{part}_mae"] == pytest.approx(np.mean(np.abs(errors)), rel=1e-4)


def test_one_step_predictions_of_several_features_are_aligned_with_the_series(both: Outcome) -> None:
    steps = np.column_stack([PRICE, VOLUME])
    for predictor in served(both):
        whole, last = predictor.predict([steps, steps[-4:]])
        assert np.shape(whole["value"]) == (N - 4 + 1, 2)
        assert_allclose(last["value"], whole["value"][-1], rtol=1e-5)
    assert (both.content.signature.input.columns, both.content.signature.output.target_columns) == (("price", "volume"), None)


def test_a_column_of_its_own_is_predicted_in_its_units(volume: Outcome) -> None:
    signature = volume.content.signature
    assert (signature.input.columns, signature.output.target_columns) == (("price", "volume"), ("volume",))
    for predictor in served(volume):
        (answer,) = predictor.predict([np.column_stack([PRICE, VOLUME])])
        assert np.shape(answer["value"]) == (N - 4 + 1,)
        assert 0 < np.mean(answer["value"]) < 15


def test_a_horizon_is_answered_as_one_list(blocks: Outcome) -> None:
    for predictor in served(blocks):
        single, several = predictor.predict([PRICE[:4].tolist(), PRICE[:5].tolist()])
        assert (np.shape(single["value"]), np.shape(several["value"])) == ((3,), (2, 3))
        assert_allclose(several["value"][0], single["value"], rtol=1e-5)


def test_a_forecast_feeds_each_answer_back(both: Outcome) -> None:
    for predictor in served(both):
        seen = np.column_stack([PRICE, VOLUME])[:10].tolist()
        found = forecast(ForecastSpec(series=seen, steps=120), predictor).steps
        assert found.shape == (120, 2)
        for _ in range(5):
            seen.append(predictor.predict([seen[-4:]])[0]["value"])
        assert_allclose(found[:5], seen[10:], rtol=1e-4)


def test_a_forecast_by_several_steps_feeds_whole_blocks_back(blocks: Outcome) -> None:
    for predictor in served(blocks):
        seen = PRICE[:4].tolist()
        found = forecast(ForecastSpec(series=seen, steps=7), predictor).steps
        for _ in range(3):
            seen += predictor.predict([seen[-4:]])[0]["value"]
        assert_allclose(found[:, 0], seen[4:11], rtol=1e-4)


def test_only_a_model_of_its_own_inputs_can_be_rolled_forward(volume: Outcome) -> None:
    with pytest.raises(InputError, match=r"expected a model that forecasts its own inputs, .* got inputs price, volume and outputs volume"):
        forecast(ForecastSpec(series=[[1, 2]] * 9, steps=1), served(volume)[0])


@pytest.mark.parametrize(
    ("series", "pointer", "detail"),
    [
        ([[1, 2]] * 3, "/series", "expected a series of at least 4 steps, got 3: 1 missing"),
        ([[1, 2], [3, "x"]], "/series/1/1", "expected a number, got str 'x'"),
        ([1, 2, 3, 4], "/series", "expected a series of steps of 2 numbers, got 4 numbers"),
        ([[1, 2], [3, None]], "/series/1/1", "expected a number, got null"),
    ],
)
def test_a_series_that_cannot_be_rolled_forward_is_pointed_at(both: Outcome, series: list[Any], pointer: str, detail: str) -> None:
    with pytest.raises(InputError) as raised:
        forecast(ForecastSpec(series=series, steps=2), served(both)[1])
    assert told(raised.value.faults) == [(pointer, detail)]


def test_series_of_several_shops_are_learned_together(train: Train) -> None:
    array = np.stack([np.column_stack([PRICE + k, VOLUME]) for k in range(3)])
    outcome = train(npy(array), "npy", [SCALE, {"step": "window", "size": 5}], [FLAT, {"layer": "Dense", "units": 2}], split={"test": 0.5})
    evaluation = evaluation_of(outcome.content)
    assert evaluation is not None
    assert evaluation.n_samples == 3 * 25
    assert len(served(outcome)[1].predict(array[:, :7])) == 3


def test_an_artifact_of_an_earlier_version_has_no_targets_of_its_own(volume: Outcome, both: Outcome) -> None:
    assert read_artifact(volume.artifact).content.chain.own_targets
    assert not read_artifact(both.artifact).content.chain.own_targets
    for name in ("keras-v1.h5", "sklearn-v1.h5"):
        assert not read_artifact(Path(__file__).parents[3] / "data" / "artifacts" / name).content.chain.own_targets


MONTHS = [f"{1990 + k // 12}-{1 + k % 12:02d}-01" for k in range(N)]
STAMPED = csv_file([["month", "price"], *zip(MONTHS, PRICE.tolist(), strict=True)])


@pytest.fixture(scope="module")
def dated(train: Train) -> Outcome:
    """A model of monthly prices, which learns too little to be better than the last value."""
    return train(
        STAMPED, "csv", [SCALE, {"step": "window", "size": 4}], [FLAT, {"layer": "Dense", "units": 1}], split={"test": 0.25}, time="month", period=12
    )


def test_a_forecast_goes_on_from_the_end_of_the_data_or_from_the_times_of_the_request(dated: Outcome) -> None:
    for predictor in served(dated):
        end = forecast(ForecastSpec(series=PRICE[-9:].tolist(), steps=2), predictor)
        assert end.times == ["1995-01-01", "1995-02-01"]
        earlier = ForecastSpec(series=PRICE[:9].tolist(), steps=2, times=["1990-08-01", "1990-09-01"])
        assert forecast(earlier, predictor).times == ["1990-10-01", "1990-11-01"]
        assert forecast(ForecastSpec(series=PRICE[:9].tolist(), steps=2), predictor).times is None


@pytest.mark.parametrize(
    ("times", "pointer", "detail"),
    [
        (["1990-08-01", "1990-10-01"], "/times/1", 'expected the next step of the series, 1 month after "1990-08-01", got "1990-10-01"'),
        (["1990-08-01", "1990-08-01"], "/times/1", 'expected the next step of the series, 1 month after "1990-08-01", got "1990-08-01"'),
        (["yesterday"], "/times/0", 'expected a date without zone, as in the training data, got "yesterday"'),
        (["1990-08-01T00:00Z"], "/times/0", 'expected a date without zone, as in the training data, got "1990-08-01T00:00Z"'),
        ([], "/times", "expected the times of 1 to 9 steps, those of the series, got 0"),
        (["1990-08-01"] * 10, "/times", "expected the times of 1 to 9 steps, those of the series, got 10"),
    ],
)
def test_times_that_are_no_steps_are_pointed_at(dated: Outcome, times: list[str], pointer: str, detail: str) -> None:
    with pytest.raises(InputError) as raised:
        forecast(ForecastSpec(series=PRICE[:9].tolist(), steps=2, times=times), served(dated)[1])
    assert told(raised.value.faults) == [(pointer, detail)]


def test_a_model_without_time_takes_no_times(both: Outcome) -> None:
    with pytest.raises(InputError, match=r"expected no times, as the model was trained without data\.time"):
        forecast(ForecastSpec(series=[[1, 2]] * 9, steps=1, times=["1990-08-01"]), served(both)[1])


def test_an_evaluation_compares_with_the_last_value_and_the_last_season(dated: Outcome, volume: Outcome, blocks: Outcome) -> None:
    naive = evaluation_of(dated.content).naive
    test = PRICE[45:]
    assert naive.last_value.rmse == pytest.approx(np.sqrt(np.mean((test[4:] - test[3:-1]) ** 2)), rel=1e-5)
    assert (naive.last_value.n_samples, naive.last_season.n_samples) == (11, 3)
    assert naive.last_season.rmse == pytest.approx(np.sqrt(np.mean((test[12:] - test[:-12]) ** 2)), rel=1e-5)
    rmse = evaluation_of(dated.content).regression.rmse
    assert naive.last_value.ratio == pytest.approx(rmse / naive.last_value.rmse, rel=1e-6)
    assert (naive.last_value.ratio >= 1) == ("the last value" in (naive.note or ""))
    own = evaluation_of(volume.content).naive.last_value
    assert own.rmse == pytest.approx(np.sqrt(np.mean((VOLUME[49:] - VOLUME[48:-1]) ** 2)), rel=1e-5)
    assert evaluation_of(blocks.content).naive.last_value.n_samples == N - 4 - 3 + 1


def test_gaps_of_each_series_are_filled_from_its_own_steps(train: Train) -> None:
    prices = [["", *PRICE[1:].tolist()], [1000 + price if k % 7 else "" for k, price in enumerate(PRICE.tolist())]]
    rows = [[shop, price] for shop, column in zip("ab", prices, strict=True) for price in column]
    inputs = [{"step": "impute", "strategy": "interpolate"}, {"step": "window", "size": 4}]
    outcome = train(csv_file([["shop", "price"], *rows]), "csv", inputs, [FLAT, {"layer": "Dense", "units": 1}], groups="shop")
    naive = evaluation_of(outcome.content).naive.last_value
    filled = np.array(prices[1], object)
    filled[::7] = [np.interp(k, *zip(*((i, p) for i, p in enumerate(prices[1]) if p != ""), strict=True)) for k in range(0, N, 7)]
    steps = np.concatenate([np.diff([PRICE[1], *PRICE[1:]])[3:], np.diff(filled.astype(float))[3:]])
    assert naive.rmse == pytest.approx(np.sqrt(np.mean(steps**2)), rel=1e-4)


def test_pieces_of_a_series_are_learned_without_windows_over_the_gaps(train: Train) -> None:
    kept = [k for k in range(N) if k not in (7, 8, 12, 40)]
    content = csv_file([["hour", "price"], *([k, PRICE[k]] for k in kept)])
    window, dense = {"step": "window", "size": 4}, {"layer": "Dense", "units": 1}
    outcome = train(content, "csv", [SCALE, window], [FLAT, dense], time="hour", on_gap="split", split={"test": 0.25})
    naive = evaluation_of(outcome.content).naive.last_value
    pieces = [PRICE[46:]]  # The last quarter of the 56 steps that are there.
    assert naive.n_samples == sum(len(piece) - 4 for piece in pieces)
    assert naive.mae == pytest.approx(np.mean(np.abs(np.diff(PRICE[49:]))), rel=1e-4)
    assert outcome.onnx is not None
