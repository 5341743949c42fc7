"""Values in the units of a model and back, by hand: forecasters, regressors, classifiers, texts, autoencoders."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.artifact.signature import InputSignature, OutputSignature, Signature
from models.core.arrays import Array
from models.preprocessing.chain import Chain
from models.preprocessing.columns import MinMax
from models.preprocessing.labels import LabelEncode, OneHot
from models.preprocessing.numbers import Log, Normalize, Scale
from models.preprocessing.reshape import Reshape
from models.preprocessing.step import Step
from models.preprocessing.step_log import StepLog
from models.preprocessing.symbols import Letters, characters_of
from models.preprocessing.window import Window
from models.serving.predictor import Predictor
from models.serving.verbs import units
from models.serving.verbs.units import Converted, InverseSpec, TransformSpec, inverse_transform, transform
from tests.bare import Formula, chain_of, signature_of
from tests.faults import refused

TENS: Array = np.arange(0.0, 101, 10).reshape(-1, 1)


def model(signature: Signature, chain: Chain) -> Predictor:
    return Predictor(signature, chain, Formula(lambda x: x))


def forecaster(horizon: int = 1, features: int = 1, output_shape: tuple[int, ...] | None = None, targets: Any = None) -> Predictor:
    """Return a forecaster of windows of 3 over columns that are scaled from 0 to 100, 0 to 1000 and so on."""
    series = TENS * 10.0 ** np.arange(features)
    window = Window(step="window", size=3, horizon=horizon)
    chain = chain_of([MinMax(step="min_max").fit(series), window], targets or [])
    signature = signature_of("forecasting", (None, features), model_shape=(3, features), output_shape=output_shape or (horizon * features,))
    return model(signature, chain if targets is None else Chain(chain.inputs, chain.targets, own_targets=True))


def labelled(kind: str, labels: tuple[int | str, ...], steps: Any, output_shape: tuple[int, ...]) -> Predictor:
    return model(signature_of(kind, (1,), labels=labels, output_shape=output_shape), chain_of([], steps))


def there(predictor: Predictor, **values: Any) -> Converted:
    return transform(TransformSpec(**values), predictor)


def back(predictor: Predictor, **values: Any) -> Converted:
    return inverse_transform(InverseSpec(**values), predictor)


def only(ports: dict[str, Array] | None) -> Array:
    assert ports is not None
    (array,) = ports.values()
    return array


def test_scaled_forecasts_come_back_in_the_units_of_the_series() -> None:
    assert_allclose(only(back(forecaster(), targets=[0.25, 1.5]).targets), [[25], [150]])
    assert_allclose(only(back(forecaster(), targets=[[0.25], [1.5]]).targets), [[25], [150]])
    assert_allclose(only(there(forecaster(), targets=[25, 150]).targets), [[0.25], [1.5]])


def test_windows_are_made_of_raw_series_and_come_back_raw() -> None:
    found = there(forecaster(), inputs=[[0, 10, 20, 50], [100, 90, 80]])
    assert found.counts == [2, 1]
    windows = only(found.inputs)
    assert_allclose(windows[..., 0], [[0, 0.1, 0.2], [0.1, 0.2, 0.5], [1, 0.9, 0.8]])
    assert_allclose(only(back(forecaster(), inputs=windows.tolist()).inputs)[..., 0], [[0, 10, 20], [10, 20, 50], [100, 90, 80]])


def test_each_column_has_its_own_scale() -> None:
    two = forecaster(features=2)
    assert_allclose(only(back(two, targets=[[0.5, 0.5]]).targets), [[50, 500]])
    assert_allclose(only(there(two, targets=[[50, 500]]).targets), [[0.5, 0.5]])


@pytest.mark.parametrize(("features", "output_shape", "raw"), [(1, (2,), [[10.0, 20.0]]), (2, (2, 2), [[[10.0, 100.0], [20.0, 300.0]]])])
def test_the_steps_of_a_horizon_are_converted_one_by_one(features: int, output_shape: tuple[int, ...], raw: Any) -> None:
    far = forecaster(horizon=2, features=features, output_shape=output_shape)
    scaled = only(there(far, targets=raw).targets)
    assert_allclose(scaled.reshape(-1), np.array(raw).reshape(-1, features).reshape(-1) / (100 * 10.0 ** np.tile(np.arange(features), 2)))
    assert_allclose(only(back(far, targets=scaled.reshape(1, *output_shape).tolist()).targets).reshape(-1), np.reshape(raw, -1))


def test_columns_that_are_not_inputs_have_the_scale_of_their_own_steps() -> None:
    other = forecaster(targets=[MinMax(step="min_max").fit(np.array([[0.0], [4.0]]))])
    assert_allclose(only(back(other, targets=[0.5]).targets), [[2]])
    assert_allclose(only(there(other, targets=[2]).targets), [[0.5]])


def test_regression_values_and_rows_are_converted_by_their_steps() -> None:
    chain = chain_of([MinMax(step="min_max").fit(TENS)], [Log(step="log")])
    line = model(signature_of("regression", (1,)), chain)
    assert_allclose(only(there(line, inputs=[[50]], targets=[np.e]).targets), [1])
    assert_allclose(only(back(line, inputs=[[0.5]], targets=[1]).targets), [[np.e]])
    assert_allclose(only(back(line, inputs=[0.5]).inputs), [[50]])


@pytest.mark.parametrize(
    ("predictor", "prepared", "outputs"),
    [
        (
            labelled("classification", ("a", "b"), [OneHot(step="one_hot").fit(np.array(["a", "b"]))], (2,)),
            [[0, 1], [1, 0]],
            [[0.2, 0.8], [0.9, 0.1]],
        ),
        (labelled("classification", ("a", "b"), [LabelEncode(step="label_encode").fit(np.array(["a", "b"]))], (1,)), [1, 0], [[0.8], [0.3]]),
        (labelled("classification", ("a", "b"), [], ()), ["b", "a"], [1, 0]),
        (labelled("classification", ("a", "b"), [], (2,)), ["b", "a"], [1, 0]),
    ],
)
def test_labels_become_the_targets_of_the_network_and_outputs_become_labels(predictor: Predictor, prepared: Any, outputs: Any) -> None:
    assert only(there(predictor, targets=["b", "a"]).targets).tolist() == prepared
    assert only(back(predictor, targets=outputs).targets).tolist() == ["b", "a"]
    assert only(back(predictor, targets=[1, 0]).targets).tolist() == ["b", "a"]


def test_text_labels_that_no_step_encodes_come_back_as_they_are() -> None:
    predictor = labelled("classification", ("a", "b"), [], ())
    assert only(back(predictor, targets=only(there(predictor, targets=["b", "a"]).targets).tolist()).targets).tolist() == ["b", "a"]
    ((pointer, detail),) = refused(lambda: back(predictor, targets=["b", "c"]))
    assert (pointer, detail) == ("/targets/1", 'expected a label of the model ("a", "b"), got "c"')


def test_a_text_becomes_a_window_of_ids_and_ids_become_symbols() -> None:
    chain = chain_of([Letters(step="letters").fit(characters_of("abc")), Window(step="window", size=2)])
    signature = signature_of("generation", (None,), "str", model_shape=(2,), output_shape=(3,), labels=("a", "b", "c"))
    text = model(signature, chain)
    assert only(there(text, inputs=["abca"], targets=["b"]).inputs).tolist() == [[2, 0]]
    assert only(there(text, inputs=["abca"], targets=["b"]).targets).tolist() == [1]
    assert only(back(text, inputs=[[2, 0]], targets=[[0.1, 0.7, 0.2]]).inputs).tolist() == [["c", "a"]]
    assert only(back(text, targets=[[0.1, 0.7, 0.2]]).targets).tolist() == ["b"]
    assert refused(lambda: back(text, inputs=[[2, 3]])) == [("/inputs/0/1", "expected the id of one of 3 classes, a whole number from 0 to 2, got 3")]


def test_the_outputs_of_an_autoencoder_are_its_inputs() -> None:
    image = chain_of([Scale(step="scale"), Reshape(step="reshape", shape=[4]).fit(np.zeros((1, 2, 2)))])
    coder = model(signature_of("reconstruction", (2, 2), "uint8", model_shape=(4,), output_shape=(4,)), image)
    assert_allclose(only(back(coder, targets=[[0, 0.2, 0.4, 1]]).targets), [[[0, 51], [102, 255]]])
    assert_allclose(only(there(coder, inputs=[[[0, 51], [102, 255]]]).inputs), [[0, 0.2, 0.4, 1]], atol=1e-6)
    assert refused(lambda: there(coder, targets=[[0, 1, 2, 3]]))[0][0] == "/targets"


def test_several_ports_are_given_by_name() -> None:
    row = InputSignature((1,), "float64", False, (1,))
    scaled = (MinMax(step="min_max").fit(TENS),)
    signature = Signature(
        {"l": row, "r": row}, {"sum": OutputSignature("regression", (1,)), "class": OutputSignature("classification", (2,), (7, 9))}
    )
    both = model(signature, Chain({"l": scaled, "r": ()}, {"sum": scaled, "class": ()}))
    found = there(both, inputs=[{"l": [50], "r": [5]}], targets={"sum": [20], "class": [9]})
    assert {name: array.tolist() for name, array in (found.inputs or {}).items()} == {"l": [[0.5]], "r": [[5]]}
    assert {name: array.tolist() for name, array in (found.targets or {}).items()} == {"sum": [0.2], "class": [9]}
    inverse = back(both, inputs={"l": [0.5], "r": [5]}, targets={"sum": [0.2], "class": [[0.3, 0.7]]})
    assert {name: array.tolist() for name, array in (inverse.targets or {}).items()} == {"sum": [[20]], "class": [9]}
    assert refused(lambda: back(both, targets=[1])) == [("/targets", "expected an object of lists with sum, class, got a list")]
    assert refused(lambda: back(both, targets={"sum": [1], "class": [[1, 2, 3]]}))[0][0] == "/targets/class/0"


@pytest.mark.parametrize(
    ("predictor", "values", "pointer", "phrase"),
    [
        (forecaster(), {}, "", "expected inputs, targets or both, got neither"),
        (forecaster(), {"targets": ["x"]}, "/targets/0", "expected"),
        (forecaster(), {"targets": [[1, 2]]}, "/targets/0", "expected"),
        (forecaster(), {"inputs": [[0.1, 0.2]]}, "/inputs/0", "expected"),
        (labelled("classification", ("a", "b"), [], (2,)), {"targets": [2]}, "/targets/0", "a whole number from 0 to 1, got 2"),
        (labelled("classification", ("a", "b"), [], (2,)), {"targets": [0, 0.5]}, "/targets/1", "got 0.5"),
        (model(signature_of("clustering", (1,), output_shape=()), chain_of()), {"targets": [1]}, "/targets", "of kind clustering is fitted to none"),
        (model(signature_of("transform", (1,)), chain_of()), {"targets": [1]}, "/targets", "predict has the method inverse_transform"),
        (model(signature_of("regression", (1,)), chain_of([Normalize(step="normalize")])), {"inputs": [[1]]}, "/inputs", "normalize has none"),
    ],
)
def test_what_cannot_be_inverted_is_refused_with_a_pointer(predictor: Predictor, values: Any, pointer: str, phrase: str) -> None:
    ((found, detail), *_) = refused(lambda: back(predictor, **values))
    assert found == pointer
    assert phrase in detail


@pytest.mark.parametrize(
    ("predictor", "values", "pointer", "phrase"),
    [
        (
            labelled("classification", ("a", "b"), [], (2,)),
            {"targets": ["a", "c"]},
            "/targets/1",
            'expected a label of the model ("a", "b"), got "c"',
        ),
        (labelled("classification", (0, 1), [], (2,)), {"targets": [False]}, "/targets/0", "got false"),
        (labelled("classification", (0, 1), [], (2,)), {"targets": [[1]]}, "/targets/0", "expected a label of the model"),
        (
            model(signature_of("regression", (1,)), chain_of([], [Log(step="log")])),
            {"targets": [-1]},
            "/targets",
            "log: expected values above 0, got -1",
        ),
        (forecaster(), {"inputs": [[1, 2]]}, "/inputs/0", "expected a series of at least 3 steps, got 2: 1 missing"),
    ],
)
def test_what_cannot_be_prepared_is_refused_with_a_pointer(predictor: Predictor, values: Any, pointer: str, phrase: str) -> None:
    ((found, detail), *_) = refused(lambda: there(predictor, **values))
    assert found == pointer
    assert phrase in detail


def test_windows_are_counted_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "MAX_VALUES", 5)
    assert only(there(forecaster(), inputs=[[1, 2, 3]]).inputs).shape == (1, 3, 1)
    for series in ([1, 2, 3, 4], {"inputs": [1, 2, 3, 4]}):
        fault = ("/inputs", "expected inputs that give at most 5 prepared values, got 6; send fewer at a time")
        assert refused(lambda series=series: there(forecaster(), inputs=[series])) == [fault]  # type: ignore[misc]


def test_what_the_steps_give_is_kept_only_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[Step] = []
    monkeypatch.setattr(StepLog, "note", lambda _self, step, given: noted.append(step) or given)
    assert only(there(forecaster(), inputs=[[1, 2, 3]]).inputs).shape == (1, 3, 1)
    assert noted == []


def test_no_values_give_none() -> None:
    assert only(back(forecaster(), targets=[]).targets).tolist() == []
    assert only(there(forecaster(), inputs=[]).inputs).tolist() == []
