"""What models of several inputs or outputs may do beside being trained: be scored, start from one of their like, share layers."""

from typing import Any

import pytest

from models.checking.check import check_spec, require_sound
from models.core.errors import Fault
from models.specs.registered import NONE_REGISTERED, NoneRegistered, Origin, OriginOutput, Registered
from tests.broken_specs import BASES, changed
from tests.faults import pointers_of
from tests.unit.models.checking.test_specs_by_port import TWO_WAYS

DIGITS = tuple(range(10))
#: The digit that enters twice, learned as a class alone.
ONE_WAY: dict[str, Any] = changed(
    TWO_WAYS,
    {
        "/model/outputs": ["digit"],
        "/data/targets": {"digit": {}},
        "/preprocessing/targets": {"digit": [{"step": "one_hot"}]},
        "/training/loss": "categorical_crossentropy",
        "/training/metrics": [],
    },
    ["/model/nodes/6", "/training/loss_weights", "/training/validation"],
)
SEARCH = {"/task": "search", "/search": {"strategy": "grid", "space": {"model.nodes.2.layer.filters": [2, 4]}, "folds": 3}}


class Shelf(NoneRegistered):
    """The two networks as registered models."""

    def origin(self, ref: str) -> Origin | None:
        classes, values = OriginOutput("classification", DIGITS), OriginOutput("regression", None)
        match ref.removesuffix("@1"):
            case "two":
                return Origin("two@1", require_sound(TWO_WAYS), ((28, 28, 1), (784,)), (classes, values))
            case "one":
                return Origin("one@1", require_sound(ONE_WAY), ((28, 28, 1), (784,)), (classes,))
        return None


def faults(spec: dict[str, Any], registered: Registered = NONE_REGISTERED) -> list[Fault]:
    return check_spec(spec, registered).errors


@pytest.mark.parametrize("changes", [{"/task": "cross_validate", "/cross_validation": {"folds": 3}}, SEARCH], ids=["cross_validate", "search"])
def test_several_inputs_and_one_output_are_scored_on_folds(changes: dict[str, Any]) -> None:
    result = check_spec(changed(ONE_WAY, changes))
    assert result.errors == []
    assert result.n_fits == (6 if "/search" in changes else 3)


def test_a_candidate_that_cannot_work_is_refused_with_several_inputs_too() -> None:
    (fault,) = faults(changed(ONE_WAY, {**SEARCH, "/search/space": {"model.nodes.2.layer.kernel_size": [4, 29]}}))
    assert fault.pointer == "/search/space/model.nodes.2.layer.kernel_size/1"
    assert "node conv: Conv2D: expected a window that fits into (28, 28, 1), got 29 x 29" in fault.detail


def test_a_score_needs_one_output() -> None:
    found = faults(changed(TWO_WAYS, {"/task": "cross_validate", "/cross_validation": {"folds": 3}}))
    assert pointers_of(found)[:1] == ["/task"]


@pytest.mark.parametrize("spec", [TWO_WAYS, ONE_WAY], ids=["two outputs", "one output"])
def test_training_continues_from_a_network_of_several_inputs(spec: dict[str, Any]) -> None:
    name = "two" if spec is TWO_WAYS else "one"
    result = check_spec({**spec, "start_from": name}, Shelf())
    assert result.errors == []
    assert result.spec is not None
    assert result.spec.start_from == f"{name}@1"


@pytest.mark.parametrize(
    ("changes", "phrase"),
    [
        ({"/model/nodes/2/layer/filters": 3}, "layer 3 is conv (Conv2D, output (7, 7, 3)"),
        ({"/preprocessing/targets/digit": [{"step": "one_hot", "classes": DIGITS[::-1]}]}, "output digit: expected the labels of two@1"),
    ],
)
def test_what_differs_from_the_model_is_reported(changes: dict[str, Any], phrase: str) -> None:
    (fault,) = faults({**changed(TWO_WAYS, changes), "start_from": "two"}, Shelf())
    assert fault.pointer == "/start_from"
    assert phrase in fault.detail


def test_layers_are_frozen_in_a_network_of_several_inputs() -> None:
    result = check_spec({**TWO_WAYS, "start_from": {"model": "two", "freeze": ["conv"]}}, Shelf())
    assert result.errors == []
    assert {row.name: row.trainable for row in result.layers}["conv"] == 0


def test_the_end_of_a_network_of_several_inputs_is_changed_and_its_output_has_the_new_name() -> None:
    start = {"model": "one", "drop_last": 1, "append": [{"layer": "Dense", "name": "even", "units": 10, "activation": "softmax"}]}
    changes = {"/data/targets": {"even": {}}, "/start_from": start}
    result = check_spec(changed(ONE_WAY, changes, ["/model", "/preprocessing"]), Shelf())
    assert result.errors == []
    assert result.spec is not None
    assert result.spec.preprocessing.target_steps_of("even")[0].step == "one_hot"


def test_layers_at_the_end_of_several_outputs_are_not_changed() -> None:
    start = {"model": "two", "drop_last": 1}
    (fault,) = faults(changed(TWO_WAYS, {"/start_from": start}, ["/model", "/preprocessing"]), Shelf())
    assert fault == Fault("/start_from", "expected a network with one output to change layers of, but two@1 has 2")


def test_layers_are_shared_with_a_network_of_several_inputs() -> None:
    assert faults({**TWO_WAYS, "share_layers_with": {"model": "one", "layers": ["conv"]}}, Shelf()) == []
    (fault,) = faults({**changed(TWO_WAYS, {"/model/nodes/2/layer/filters": 3}), "share_layers_with": {"model": "one", "layers": ["conv"]}}, Shelf())
    assert (fault.pointer, "the same layer in both" in fault.detail) == ("/share_layers_with/layers/0", True)


def test_the_images_among_several_inputs_are_changed() -> None:
    augmented = changed(TWO_WAYS, {"/training/augmentation": {"rotation": 5}})
    assert faults(augmented) == []
    flat = changed(
        augmented, {"/preprocessing/inputs/picture": augmented["preprocessing"]["inputs"]["pixels"], "/model/nodes/2/layer": {"layer": "Flatten"}}
    )
    (fault,) = faults(flat)
    assert fault.pointer == "/training/augmentation"
    assert (
        "expected images of shape (height, width, channels), got samples of shape (784,) and samples of shape (784,): add a reshape" in fault.detail
    )


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"/training/samples": {}}, "/training/samples"),
        ({"/data/reconstruct": True}, "/data/reconstruct"),
    ],
)
def test_what_leads_from_one_input_to_one_output_is_refused_with_several(changes: dict[str, Any], pointer: str) -> None:
    assert pointers_of(faults(changed(TWO_WAYS, changes))) == [pointer]


def test_a_model_of_one_input_and_one_output_may_have_names_and_do_all_that_one_without_can() -> None:
    named = {
        "/preprocessing/targets": {"out": BASES["graph"]["preprocessing"]["targets"]},
        "/training/loss": {"out": BASES["graph"]["training"]["loss"]},
    }
    spec = changed(BASES["graph"], {**named, "/task": "cross_validate", "/cross_validation": {"folds": 3}})
    assert faults(spec) == []


def test_a_window_over_a_named_input_makes_the_targets_of_a_named_output() -> None:
    steps = BASES["series"]["preprocessing"]["inputs"]
    nodes = [
        {"name": "past"},
        {"name": "memory", "inputs": ["past"], "layer": {"layer": "LSTM", "units": 2}},
        {"name": "next", "inputs": ["memory"], "layer": {"layer": "Dense", "units": 1}},
    ]
    model = {"kind": "functional", "nodes": nodes, "outputs": ["next"]}
    named = {"/model": model, "/preprocessing": {"inputs": {"past": steps}}, "/training/loss": {"next": "mean_squared_error"}}
    assert faults(changed(BASES["series"], named)) == []
