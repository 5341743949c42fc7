"""Specs that go on from a registered model: what is refused, and what is warned of."""

import copy
from typing import Any

import pytest

from models.checking.check import CheckResult, check_spec, require_sound
from models.core.errors import Fault
from models.specs.job import JobSpec
from models.specs.registered import NoneRegistered, Origin, OriginOutput
from tests.broken_specs import BASES, changed
from tests.faults import pointers_of

DIGITS: dict[str, Any] = {
    "data": {"source": "mnist"},
    "preprocessing": {
        "inputs": [{"step": "cast"}, {"step": "scale", "from": [0, 255], "to": [0, 1]}, {"step": "reshape", "shape": [784]}],
        "targets": [{"step": "one_hot"}],
    },
    "model": {
        "kind": "sequential",
        "layers": [
            {"layer": "Dense", "units": 32, "activation": "relu"},
            {"layer": "Dropout", "rate": 0.5},
            {"layer": "Dense", "units": 10, "activation": "softmax"},
        ],
    },
    "training": {"loss": "categorical_crossentropy", "epochs": 10},
}
GRAPH: dict[str, Any] = DIGITS | {
    "model": {
        "kind": "functional",
        "nodes": [
            {"name": "in"},
            {"name": "a", "inputs": ["in"], "layer": {"layer": "Dense", "units": 10}},
            {"name": "b", "inputs": ["in"], "layer": {"layer": "Dense", "units": 10}},
            {"name": "c", "inputs": ["a", "b"], "layer": {"layer": "Subtract"}},
            {"name": "out", "inputs": ["c"], "layer": {"layer": "Activation", "activation": "softmax"}},
        ],
        "outputs": ["out"],
    }
}
LAYERS = "/model/layers"


class Shelf(NoneRegistered):
    """Three registered models; a name without a version means version 3."""

    def origin(self, ref: str) -> Origin | None:
        name = ref.removesuffix("@3")
        match name:
            case "digits" | "graph":
                return Origin(
                    f"{name}@3",
                    require_sound(DIGITS if name == "digits" else GRAPH),
                    ((784,),),
                    (OriginOutput("classification", tuple(range(10))),),
                )
            case "pipeline":
                return Origin("pipeline@3", require_sound(BASES["pipeline"]), ((2,),), (OriginOutput("classification", (0, 1)),))
        return None


def judged(spec: dict[str, Any], changes: dict[str, Any] | None = None, start: str = "digits") -> CheckResult:
    return check_spec(changed({**spec, "start_from": start}, changes or {}), Shelf())


def refusal(spec: dict[str, Any], changes: dict[str, Any] | None = None, start: str = "digits") -> str:
    (fault,) = judged(spec, changes, start).errors
    assert fault.pointer == "/start_from"
    return fault.detail


def test_a_model_of_the_same_architecture_is_gone_on_from_and_pinned() -> None:
    result = judged(DIGITS)
    assert (result.errors, result.warnings) == ([], [])
    assert result.spec is not None
    assert result.spec.start_from == "digits@3"
    assert [row.name for row in result.layers] == ["dense", "dropout", "dense_1"]


def test_a_graph_is_gone_on_from() -> None:
    assert judged(GRAPH, start="graph@3").errors == []


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        (
            {LAYERS + "/0/units": 64},
            "layer 1 is dense (Dense, output (64,), 50,240 parameters) here and dense (Dense, output (32,), 25,120 parameters) there",
        ),
        ({LAYERS + "/1": {"layer": "Dense", "units": 32}}, "layer 2 is dense_1 (Dense, output (32,), 1,056 parameters) here and dropout (Dropout,"),
        ({LAYERS + "/0/activation": "tanh"}, 'expected the architecture of digits@3, but activation of dense is "tanh" here and "relu" there'),
        ({LAYERS + "/0/name": "first"}, "layer 1 is first (Dense, output (32,), 25,120 parameters) here and dense (Dense,"),
    ],
    ids=["units", "kind", "activation", "name"],
)
def test_another_architecture_is_refused_and_the_first_difference_named(changes: dict[str, Any], detail: str) -> None:
    assert detail in refusal(DIGITS, changes)


def test_fewer_layers_are_refused() -> None:
    spec = copy.deepcopy(DIGITS)
    spec["model"]["layers"] = [{"layer": "Dense", "units": 10, "activation": "softmax", "name": "dense"}]
    assert "layer 1 is dense (Dense, output (10,)" in refusal(spec)
    spec = copy.deepcopy(DIGITS)
    spec["model"]["layers"].append({"layer": "Activation", "activation": "linear"})
    assert "layer 4 is activation (Activation, output (10,), 0 parameters) here and missing there" in refusal(spec)


def test_a_graph_with_other_edges_is_refused() -> None:
    detail = refusal(GRAPH, {"/model/nodes/3/inputs": ["b", "a"]}, start="graph")
    assert 'inputs of c is ["b", "a"] here and ["a", "b"] there' in detail


def test_a_graph_is_no_stack_of_layers() -> None:
    assert refusal(GRAPH) == "expected a sequential model, as digits@3 is one, got functional"


def test_what_layers_do_in_training_alone_may_be_another() -> None:
    changes = {LAYERS + "/1/rate": 0.1, LAYERS + "/0/kernel_initializer": "zeros", LAYERS + "/0/kernel_constraint": {"constraint": "NonNeg"}}
    assert judged(DIGITS, changes).errors == judged(DIGITS, changes).warnings == []


def test_a_model_that_is_not_there_is_refused() -> None:
    expected = "expected a name, a name and a version such as digits@3, or a name and an alias such as digits:champion"
    assert refusal(DIGITS, start="digit") == f'there is no model "digit"; {expected}'


def test_a_pipeline_is_not_gone_on_from() -> None:
    assert "expected networks, but pipeline@3 is a scikit-learn pipeline" in refusal(DIGITS, start="pipeline")


def test_a_pipeline_does_not_go_on_from_a_network() -> None:
    assert "but the model of this job is a scikit-learn pipeline" in refusal(BASES["pipeline"])


def test_other_tasks_do_not_go_on_from_a_model() -> None:
    changes = {"/task": "cross_validate", "/cross_validation": {"folds": 3}}
    assert refusal(DIGITS, changes) == "expected the task train, as only it starts from a model, got cross_validate"


def test_other_labels_are_refused() -> None:
    changes = {"/preprocessing/targets": [{"step": "one_hot", "classes": list(range(9, -1, -1))}]}
    assert "expected the labels of digits@3, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], got [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]" in refusal(DIGITS, changes)


def test_data_with_some_of_the_labels_of_the_model_goes_on_with_all_of_them() -> None:
    """The model was stored before specs had classes, and knows a third one."""
    layers = [{"layer": "Dense", "units": 3, "activation": "softmax"}]
    spec: dict[str, Any] = {**DIGITS, "data": {"source": "moons"}, "preprocessing": {"targets": [{"step": "one_hot"}]}}
    spec["model"] = {"kind": "sequential", "layers": layers}

    class OldModel(NoneRegistered):
        def origin(self, ref: str) -> Origin | None:
            return Origin("blobs@1", JobSpec.model_validate(spec), ((2,),), (OriginOutput("classification", (2, 0, 1)),))

    result = check_spec({**spec, "start_from": "blobs"}, OldModel())
    assert (result.errors, result.warnings) == ([], [])
    assert result.spec is not None
    assert result.spec.preprocessing.model_dump()["targets"] == [{"step": "one_hot", "classes": [2, 0, 1]}]
    assert [fault.pointer for fault in check_spec(spec).errors] == ["/model/layers/0"]


def test_other_faults_are_told_beside_that_of_the_model() -> None:
    pointers = pointers_of(judged(DIGITS, {LAYERS + "/2/units": 9}, start="digit").errors)
    assert pointers == [LAYERS + "/2", "/start_from"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"/training/optimizer": "sgd"}, 'the optimizer differs: name was "adam", got "sgd"'),
        ({"/training/optimizer": {"name": "adam", "beta_1": 0.5}}, "the optimizer differs: beta_1 was 0.9, got 0.5"),
        ({LAYERS + "/0/trainable": False}, "different layers are trained"),
    ],
    ids=["kind", "argument", "frozen layer"],
)
def test_an_optimizer_that_starts_anew_is_warned_of(changes: dict[str, Any], reason: str) -> None:
    result = judged(DIGITS, changes)
    assert result.errors == []
    assert result.warnings == [Fault("/training/optimizer", f"{reason}; its state is reset, and the weights of digits@3 are used")]


def test_another_rate_keeps_the_optimizer() -> None:
    assert judged(DIGITS, {"/training/optimizer": {"name": "adam", "learning_rate": 0.01}}).warnings == []


def test_other_steps_are_warned_of() -> None:
    (warning,) = judged(DIGITS, {"/preprocessing/inputs/1/to": [-1, 1]}).warnings
    assert warning.pointer == "/preprocessing"
    assert "the steps differ from those of digits@3: they are fitted again, but its weights were trained on the output of its own" in warning.detail
