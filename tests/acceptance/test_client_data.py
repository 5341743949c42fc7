"""Frames, images and series go through the Python client to a real service and come back in their form."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import polars as pl
import pytest
from modelbook import Client, Model
from modelbook.errors import InputError
from PIL import Image

from tests.acceptance.service import Service


@pytest.fixture(scope="module")
def mb(service: Service) -> Iterator[Client]:
    with Client(str(service.http.base_url), service.key) as mb:
        yield mb


@pytest.fixture(scope="module")
def fruit() -> pd.DataFrame:
    """A table of numbers, texts with semicolons and line ends, truth values, and a target of texts."""
    weight = np.tile([110.0, 150.5, 900.0], 20) + np.arange(60)
    colour = np.tile(['yellow; "bright"', "red\ngreen", "green"], 20)
    return pd.DataFrame({"weight": weight, "colour": colour, "ripe": weight > 130, "kind": np.tile(["banana", "apple", "melon"], 20)})


def test_a_search_on_a_frame_gives_a_model_for_frames(mb: Client, fruit: pd.DataFrame) -> None:
    data = mb.upload(fruit, name="fruit", progress=False)
    assert mb.upload(pl.DataFrame(fruit.to_dict("list")), name="fruit", progress=False).id == data.id, "equal data was stored twice"
    best = mb.search(data, target="kind", model="DecisionTreeClassifier", space={"max_depth": [1, 3]}, name="fruit").watch(progress=False)
    new = fruit.drop(columns="kind").sample(frac=1, random_state=3)
    found = best.predict(new)
    pd.testing.assert_series_equal(found, fruit["kind"].loc[new.index], check_names=False)
    probabilities = best.predict_proba(new)
    assert list(probabilities.columns) == ["apple", "banana", "melon"]
    pd.testing.assert_series_equal(probabilities.idxmax(axis=1), found, check_names=False)
    assert best.predict(pl.DataFrame(new.to_dict("list"))).to_list() == found.to_list()
    assert best.predict(new.iloc[0]).label == found.iloc[0]
    with pytest.raises(InputError, match="expected a column 'colour', got none; did you mean 'color'"):
        best.predict(new.rename(columns={"colour": "color"}))
    many = pd.concat([new] * 200)
    assert best.predict(many).tolist() == found.tolist() * 200


@pytest.fixture(scope="module")
def digits(mb: Client) -> Model:
    return mb.train("mnist-dense-784", epochs=1, name="modes").watch(progress=False)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
def test_an_image_is_read_alike_in_every_mode(digits: Model, mode: str, test_digits: tuple[np.ndarray, np.ndarray]) -> None:
    image = Image.fromarray(test_digits[0][0] // 128 * 255)
    expected = digits.predict(np.asarray(image)[None])
    assert digits.predict(image.convert(mode)).label == expected[0] == digits.predict(np.asarray(image)).label
    assert [each.label for each in digits.predict([image.convert(mode)] * 2)] == [expected[0]] * 2


def test_a_forecast_continues_the_index_of_its_series(mb: Client) -> None:
    waves = mb.train("sines1-lstm3-w5", epochs=1, name="waves").watch(progress=False)
    series = pd.Series(np.sin(np.arange(40) / 4), index=pd.date_range("2024-02-20", periods=40, freq="h"), name="level")
    found = waves.forecast(series, steps=3)
    assert list(found.index) == list(pd.date_range("2024-02-21 16:00", periods=3, freq="h"))
    np.testing.assert_allclose(found.to_numpy(), waves.forecast(series.to_numpy(), steps=3))
    assert len(waves.predict(series).value) == 36
