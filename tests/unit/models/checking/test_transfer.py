"""Specs that take some layers of a registered model: what is written out, refused and warned of."""

from typing import Any

import pytest

from models.checking.check import CheckResult, check_spec, require_sound
from models.core.errors import Fault
from models.specs.registered import NoneRegistered, Origin, OriginOutput
from tests.broken_specs import BASES
from tests.faults import pointers_of

TO_DIGITS: dict[str, Any] = {
    "data": {"source": "digits", "split": {"test": 0.25}},
    "training": {"loss": "sparse_categorical_crossentropy", "optimizer": {"name": "adam", "learning_rate": 0.0001}, "epochs": 2},
}
CONVOLUTIONS: dict[str, Any] = {
    "data": {"source": "mnist"},
    "preprocessing": {
        "inputs": [{"step": "cast"}, {"step": "scale", "from": [0, 255], "to": [-1, 1]}, {"step": "add_channel"}],
        "targets": [{"step": "one_hot", "classes": list(range(10))}],
    },
    "model": {
        "kind": "sequential",
        "layers": [
            {"repeat": 2, "layers": [{"layer": "Conv2D", "filters": 4, "kernel_size": 3, "strides": 2, "padding": "same"}]},
            {"layer": "Flatten"},
            {"layer": "Dense", "units": 10, "activation": "softmax"},
        ],
    },
    "training": {"loss": "categorical_crossentropy", "epochs": 10},
}
ROWS: dict[str, Any] = {
    "data": {"source": "diabetes"},
    "model": {
        "kind": "functional",
        "nodes": [
            {"name": "out", "inputs": ["dense"], "layer": {"layer": "Dense", "units": 1}},
            {"name": "in"},
            {"name": "left", "inputs": ["in"], "layer": {"layer": "Dense", "units": 3}},
            {"name": "right", "inputs": ["in"], "layer": {"layer": "Dense", "units": 3}},
            {"name": "sum", "inputs": ["left", "right"], "layer": {"layer": "Add"}},
            {"name": "dense", "inputs": ["sum"], "layer": {"layer": "Dense", "units": 2}},
        ],
        "outputs": ["out"],
    },
    "training": {"loss": "mean_squared_error", "epochs": 1},
}
#: Name -> spec, shape and kind of each registered model; a name without a version means version 3.
MODELS = {
    "cnn": (CONVOLUTIONS, (28, 28, 1), "classification"),
    "rows": (ROWS, (10,), "regression"),
    "pipeline": (BASES["pipeline"], (2,), "classification"),
}


class Shelf(NoneRegistered):
    """The registered models."""

    def origin(self, ref: str) -> Origin | None:
        name = ref.removesuffix("@3")
        if name not in MODELS:
            return None
        spec, shape, kind = MODELS[name]
        return Origin(f"{name}@3", require_sound(spec), (shape,), (OriginOutput(kind, None),))


def judged(start: dict[str, Any], base: dict[str, Any] = TO_DIGITS, **changes: Any) -> CheckResult:
    return check_spec({**base, "start_from": start, **changes}, Shelf())


def refusal(start: dict[str, Any], base: dict[str, Any] = TO_DIGITS, **changes: Any) -> tuple[str, str]:
    (fault,) = judged(start, base, **changes).errors
    return fault.pointer, fault.detail


def cnn(**changes: Any) -> dict[str, Any]:
    return {"model": "cnn", "freeze": ["conv2d*"], "drop_last": 2, "append": [{"layer": "Flatten"}, {"layer": "Dense", "units": 10}], **changes}


EIGHT: dict[str, Any] = {"inputs": [{"step": "cast"}, {"step": "add_channel"}]}


def test_layers_and_steps_are_written_out_and_the_version_pinned() -> None:
    result = judged(cnn(), data={"source": "mnist"}, training={"loss": "categorical_crossentropy", "epochs": 1})
    assert result.errors == []
    assert result.spec is not None
    stored = result.spec.model_dump(mode="json")
    assert [layer.get("name") for layer in stored["model"]["layers"]] == ["conv2d", "conv2d_1", None, None]
    assert stored["start_from"]["model"] == "cnn@3"
    assert [step["step"] for step in stored["preprocessing"]["inputs"]] == ["cast", "scale", "add_channel"]
    assert stored["preprocessing"]["targets"] == [{"step": "one_hot", "classes": list(range(10))}]
    assert [(row.name, row.parameters, row.trainable) for row in result.layers] == [
        ("conv2d", 40, 0),
        ("conv2d_1", 148, 0),
        ("flatten", 0, 0),
        ("dense", 1970, 1970),
    ]


def test_a_stored_spec_is_taken_again_and_comes_out_the_same() -> None:
    head = [{"layer": "Dense", "units": 10, "activation": "softmax"}]
    digits = {"data": {"source": "mnist"}, "training": CONVOLUTIONS["training"], "start_from": cnn(drop_last=1, append=head)}
    rows = {**given(ROWS), "start_from": {"model": "rows", "append": [{"layer": "Dense", "units": 1}]}}
    for raw in (digits, rows):
        stored = require_sound(raw, Shelf())
        assert require_sound(stored.model_dump(mode="json"), Shelf()) == stored


def given(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a spec without its model."""
    return {key: value for key, value in spec.items() if key != "model"}


def test_a_network_of_convolutions_takes_pictures_of_another_size() -> None:
    result = judged(cnn(append=[{"layer": "Flatten"}, {"layer": "Dense", "units": 10, "activation": "softmax"}]), preprocessing=EIGHT)
    assert result.errors == []
    assert [row.output_shape for row in result.layers] == [(4, 4, 4), (2, 2, 4), (16,), (10,)]


def test_a_layer_whose_weights_do_not_fit_the_data_is_refused() -> None:
    sine = {"data": {"source": "noisy_sine"}, "training": {"loss": "mean_squared_error", "epochs": 1}}
    pointer, detail = refusal({"model": "rows", "append": [{"layer": "Dense", "units": 1}]}, sine)
    assert (pointer, "but left would have 6 weights and has 33 there" in detail) == ("/start_from", True)


def test_the_end_of_a_graph_is_changed() -> None:
    start = {"model": "rows", "drop_last": 2, "append": [{"layer": "Dense", "units": 5}, {"layer": "Dense", "units": 1, "name": "end"}]}
    result = judged(start, given(ROWS))
    assert result.errors == []
    assert [(row.name, row.parameters) for row in result.layers if row.parameters] == [("left", 33), ("right", 33), ("dense", 20), ("end", 6)]


@pytest.mark.parametrize(
    ("drop_last", "detail"),
    [(3, "expected at most 2: the next node from the end of rows@3 is sum, and it joins several nodes"), (9, "expected at most 2: the next node")],
)
def test_only_the_end_of_a_graph_is_taken_off(drop_last: int, detail: str) -> None:
    pointer, found = refusal({"model": "rows", "drop_last": drop_last}, given(ROWS))
    assert (pointer, detail in found) == ("/start_from/drop_last", True)


@pytest.mark.parametrize(
    ("start", "pointer", "detail"),
    [
        (cnn(model="cn"), "/start_from/model", 'there is no model "cn"'),
        (cnn(model="pipeline"), "/start_from/model", "pipeline@3 is a scikit-learn pipeline"),
        (cnn(drop_last=4), "/start_from/drop_last", "expected fewer than the 4 layers of cnn@3, got 4"),
        (cnn(append=[{"layer": "Flatten"}, {"layer": "Dense", "units": 0}]), "/start_from/append/1/units", "greater than or equal to 1"),
        (cnn(append=[{"layer": "Dens", "units": 1}]), "/start_from/append/0", "did you mean Dense?"),
        (cnn(append=[{"layer": "LSTM", "units": 1}]), "/start_from/append/0", "LSTM: expected samples of shape (steps, features), got (2, 2, 4)"),
        (
            cnn(append=[{"layer": "Flatten"}, {"layer": "Dense", "units": 7}]),
            "/start_from/append/1",
            "layer dense gives (7,), but there are 10 classes",
        ),
        (cnn(freeze=["conv2d*", "dense*"]), "/start_from/freeze/1", 'got "dense*"; the layers are conv2d, conv2d_1'),
        (
            cnn(append=[{"layer": "Flatten"}, {"layer": "Dense", "units": 10, "name": "conv2d"}]),
            "/start_from/append/1/name",
            "expected a unique name, got 'conv2d' again",
        ),
        (cnn(drop=1), "/start_from/drop", "did you mean drop_last?"),
        (cnn(drop_last=3, append=[]), "/start_from", "layer conv2d gives (4, 4, 4), but there are 10 classes"),
    ],
)
def test_what_cannot_work_is_refused_where_the_request_says_it(start: dict[str, Any], pointer: str, detail: str) -> None:
    found = refusal(start, preprocessing=EIGHT)
    assert (found[0], detail in found[1]) == (pointer, True), found


def test_a_model_beside_changed_layers_is_refused() -> None:
    pointer, detail = refusal(cnn(), model=CONVOLUTIONS["model"], preprocessing=EIGHT)
    assert (pointer, "expected no model with drop_last or append" in detail) == ("/model", True)


def test_steps_that_do_not_fit_the_data_point_at_the_section_to_give() -> None:
    words = {"data": {"source": "iris"}, "training": {"loss": "mean_squared_error", "epochs": 1}}
    pointer, detail = refusal({"model": "rows", "append": [{"layer": "Dense", "units": 1}]}, words)
    assert (pointer, "the targets are text: expected a one_hot or label_encode step, got none" in detail) == ("/preprocessing", True)


def test_transferred_weights_that_a_large_rate_may_undo_are_warned_of() -> None:
    fast = {**TO_DIGITS["training"], "optimizer": "adam"}
    head = [{"layer": "Flatten"}, {"layer": "Dense", "units": 10, "activation": "softmax"}]
    (warning, steps) = reversed(judged(cnn(freeze=[], append=head), preprocessing=EIGHT, training=fast).warnings)
    assert warning.pointer == "/training/optimizer"
    assert "at a learning rate of 0.001 the first updates, while the new layers are still random, may spoil the weights of cnn@3" in warning.detail
    assert steps.pointer == "/preprocessing"
    for start, training in ((cnn(append=head), fast), (cnn(freeze=[], append=head), TO_DIGITS["training"])):
        pointers = pointers_of(judged(start, preprocessing=EIGHT, training=training).warnings)
        assert pointers == ["/preprocessing"]


def test_an_object_without_changes_means_what_the_reference_means() -> None:
    by_object, by_reference = judged({"model": "rows"}, given(ROWS)), check_spec({**ROWS, "start_from": "rows"}, Shelf())
    assert (by_object.errors, by_object.warnings) == (by_reference.errors, by_reference.warnings) == ([], [])
    assert by_object.spec is not None
    assert by_reference.spec is not None
    assert by_object.spec.model == by_reference.spec.model
    frozen = judged({"model": "rows", "freeze": ["left", "right"]}, given(ROWS))
    assert frozen.warnings == [Fault("/training/optimizer", "different layers are trained; its state is reset, and the weights of rows@3 are used")]
