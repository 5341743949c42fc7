"""Jobs by names are judged input by input and output by output, and every fault points at its part."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from models.checking.check import check_spec, require_sound
from models.checking.rules.callbacks import logged_names
from models.core.errors import Fault
from models.specs.job import JobSpec
from models.specs.losses_and_metrics import direction
from models.specs.registered import NONE_REGISTERED, Registered
from tests.broken_specs import BASES, changed
from tests.faults import pointers_of
from tests.uploaded import OneUpload, csv_file, npz, read

#: A digit entering twice, learned as a class and as a number.
TWO_WAYS: dict[str, Any] = {
    "data": {"source": "mnist", "inputs": {"picture": {}, "pixels": {}}, "targets": {"digit": {}, "number": {}}},
    "preprocessing": {
        "inputs": {
            "picture": [{"step": "cast"}, {"step": "scale"}, {"step": "add_channel"}],
            "pixels": [{"step": "cast"}, {"step": "scale"}, {"step": "reshape", "shape": [784]}],
        },
        "targets": {"digit": [{"step": "one_hot"}], "number": [{"step": "cast"}]},
    },
    "model": {
        "kind": "functional",
        "nodes": [
            {"name": "picture"},
            {"name": "pixels"},
            {"name": "conv", "inputs": ["picture"], "layer": {"layer": "Conv2D", "filters": 2, "kernel_size": 4, "strides": 4}},
            {"name": "flat", "inputs": ["conv"], "layer": {"layer": "Flatten"}},
            {"name": "joined", "inputs": ["flat", "pixels"], "layer": {"layer": "Concatenate"}},
            {"name": "digit", "inputs": ["joined"], "layer": {"layer": "Dense", "units": 10, "activation": "softmax"}},
            {"name": "number", "inputs": ["joined"], "layer": {"layer": "Dense", "units": 1}},
        ],
        "outputs": ["digit", "number"],
    },
    "training": {
        "loss": {"digit": "categorical_crossentropy", "number": "mean_squared_error"},
        "loss_weights": {"number": 0.3},
        "metrics": {"digit": ["accuracy"]},
        "epochs": 1,
        "validation": {"part": "test"},
    },
}

#: People by what they are and how they look; the rows name a class and a quantity to learn.
PEOPLE = csv_file([["age", "size", "side", "label", "kilos"], *([20 + i, 150 + i, "left", "ab"[i % 2], 50.5 + i] for i in range(12))])
TABLE: dict[str, Any] = {
    "data": {
        "source": "dataset:x",
        "inputs": {"facts": {"features": ["age", "size"]}, "place": {"features": ["side"]}},
        "targets": {"kind": {"target": "label"}, "weight": {"target": "kilos"}},
    },
    "preprocessing": {
        "inputs": {"facts": [{"step": "standardize"}], "place": [{"step": "encode_categories", "columns": [0]}]},
        "targets": {"kind": [{"step": "one_hot"}], "weight": [{"step": "min_max"}]},
    },
    "model": {
        "kind": "functional",
        "nodes": [
            {"name": "facts"},
            {"name": "place"},
            {"name": "joined", "inputs": ["facts", "place"], "layer": {"layer": "Concatenate"}},
            {"name": "kind", "inputs": ["joined"], "layer": {"layer": "Dense", "units": 2, "activation": "softmax"}},
            {"name": "weight", "inputs": ["joined"], "layer": {"layer": "Dense", "units": 1}},
        ],
        "outputs": ["kind", "weight"],
    },
    "training": {"loss": {"kind": "categorical_crossentropy", "weight": "mean_squared_error"}, "epochs": 1, "batch_size": 4},
}


def faults(spec: dict[str, Any], registered: Registered = NONE_REGISTERED) -> list[Fault]:
    return check_spec(spec, registered).errors


@pytest.fixture
def people(tmp_path: Path) -> OneUpload:
    """A registry whose one upload is the table of people."""
    return OneUpload(read(tmp_path, "csv", PEOPLE))


def test_a_spec_of_two_inputs_and_two_outputs_is_sound_and_its_shapes_are_known() -> None:
    result = check_spec(TWO_WAYS)
    assert result.errors == []
    assert {row.name: row.output_shape for row in result.layers} == {
        "picture": (28, 28, 1),
        "pixels": (784,),
        "conv": (7, 7, 2),
        "flat": (98,),
        "joined": (882,),
        "digit": (10,),
        "number": (1,),
    }
    assert result.total_parameters == 34 + 8_830 + 883
    assert result.training_bytes > 60_000 * 2 * 784 * 4


def test_the_loss_of_each_output_is_compared_with_its_own_targets() -> None:
    (warning,) = check_spec(TWO_WAYS).warnings
    assert warning.pointer == "/training/loss/number"
    assert "the targets are one label for each sample of classes" in warning.detail


@pytest.mark.parametrize(
    ("changes", "pointer", "phrase"),
    [
        ({"/training/loss/digit": "sparse_categorical_crossentropy"}, "/training/loss/digit", "did you mean categorical_crossentropy?"),
        ({"/training/loss/digits": "huber"}, "/training/loss/digits", 'one of digit, number, got "digits"; did you mean digit?'),
        ({"/training/loss/digit": "crossentropy"}, "/training/loss/digit", "should be"),
        ({"/training/loss_weights/digit": -1}, "/training/loss_weights/digit", "greater than or equal to 0"),
        ({"/training/loss_weights/conv": 1}, "/training/loss_weights/conv", "expected the name of an output of the model"),
        ({"/training/metrics/digit": ["accuracy", "sparse_categorical_accuracy"]}, "/training/metrics/digit/1", "but the targets are one-hot rows"),
        ({"/training/metrics/picture": ["accuracy"]}, "/training/metrics/picture", "expected the name of an output of the model"),
        (
            {"/training/metrics": ["accuracy", "categorical_accuracy"]},
            "/training/metrics/1",
            "output number: categorical_accuracy takes one-hot rows",
        ),
        ({"/training/early_stopping": {"monitor": "val_digit_acc", "patience": 1}}, "/training/early_stopping/monitor", "mean val_digit_accuracy?"),
        ({"/data/inputs/pixels": {"features": ["x"]}}, "/data/inputs/pixels/features", "mnist has its own inputs and targets"),
        ({"/data/targets/digit": {"target": "y"}}, "/data/targets/digit/target", "mnist has its own inputs and targets"),
        ({"/data/inputs/pixel": {}}, "/data/inputs/pixel", "did you mean pixels?"),
        ({"/data/features": ["x"]}, "/data/features", "expected it only in data.inputs, by name"),
        ({"/data/inputs": {"pixels": {}}}, "/data/inputs/picture", "expected the data of picture, got none"),
        ({"/data/targets": {"digit": {}}}, "/data/targets/number", "expected the target of number, got none"),
        ({"/preprocessing/inputs/picture/0": {"step": "one_hot"}}, "/preprocessing/inputs/picture/0", "one_hot: expected one label for each sample"),
        ({"/preprocessing/inputs/picture/0": {"step": "casts"}}, "/preprocessing/inputs/picture/0", "did you mean cast?"),
        ({"/preprocessing/inputs/flat": []}, "/preprocessing/inputs/flat", "expected the name of an input node, one of picture, pixels"),
        ({"/preprocessing/inputs": [{"step": "cast"}]}, "/preprocessing/inputs", "expected the steps of each of picture, pixels, by its name"),
        (
            {"/preprocessing/inputs/pixels": [{"step": "window", "size": 3}]},
            "/preprocessing/inputs/pixels/0",
            "expected no window, as a model of several inputs or outputs takes samples",
        ),
        ({"/preprocessing/targets/digit": []}, "/training/loss/digit", "add a one_hot step"),
        ({"/preprocessing/targets/number": [{"step": "reshape", "shape": [2]}]}, "/preprocessing/targets/number/0", "reshape"),
        ({"/model/nodes/4/layer/layer": "Add"}, "/model/nodes/4", "Add: expected branches of equal shape, got (98,) and (784,)"),
        ({"/model/nodes/5/layer/units": 9}, "/model/nodes/5", "layer digit gives (9,), but targets have shape (10,)"),
        ({"/model/nodes/0/shape": [28, 28]}, "/model/nodes/0", "node picture: expected samples of the declared shape (28, 28), got (28, 28, 1)"),
        ({"/model/outputs": ["digit", "number", "digit"]}, "/model/outputs/2", "expected different outputs, got 'digit' again"),
        ({"/task": "search"}, "/task", "expected a model of one output"),
        ({"/start_from": "digits@1"}, "/start_from", 'there is no model "digits@1"'),
        ({"/data/split": {"test": 0.5}}, "/data/split", "expected no split, as mnist has a test part of 10,000"),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, dict) else "",
)
def test_a_fault_points_at_the_part_at_fault(changes: dict[str, Any], pointer: str, phrase: str) -> None:
    found = faults(changed(TWO_WAYS, changes))
    assert pointers_of(found) == [pointer]
    assert phrase in found[0].detail


@pytest.mark.parametrize(
    ("without", "pointer"),
    [
        ("/training/loss/digit", "/training/loss/digit"),
        ("/data/inputs", "/data/inputs"),
        ("/data/targets", "/data/targets"),
        ("/training", "/training"),
    ],
)
def test_what_is_left_out_is_asked_for(without: str, pointer: str) -> None:
    assert pointers_of(faults(changed(TWO_WAYS, {}, [without]))) == [pointer]


def test_an_output_that_shares_a_layer_is_refused_for_what_it_learns_has_no_name_of_its_own() -> None:
    shared = {"name": "again", "inputs": ["pixels"], "shares": "number"}
    (fault,) = faults(changed(TWO_WAYS, {"/model/nodes": [*TWO_WAYS["model"]["nodes"], shared], "/model/outputs": ["digit", "number", "again"]}))
    assert fault.pointer == "/model/outputs/2"
    assert fault.detail.startswith("expected a node with its own layer, as outputs are named by their layers")


def test_names_in_a_model_of_layers_one_after_the_other_are_refused() -> None:
    spec = changed(BASES["network"], {"/training/loss": {"out": "mean_squared_error"}})
    assert [(fault.pointer, fault.detail) for fault in faults(spec)] == [
        ("/training/loss", "expected no names, as the model is sequential, not functional")
    ]


def test_a_graph_of_several_inputs_and_outputs_without_names_is_told_how_to_name_them() -> None:
    graph = TWO_WAYS["model"]
    found = faults(changed(BASES["graph"], {"/model": graph, "/preprocessing/inputs": []}))
    assert {fault.pointer: fault.detail for fault in found if "by its name in data." in fault.detail} == {
        "/model/nodes/1": "expected one input node, or the data of each by its name in data.inputs; got another input",
        "/model/outputs/1": "expected one output, or the target of each by its name in data.targets; got 2 outputs",
    }


def test_one_loss_and_one_list_of_metrics_are_for_all_outputs() -> None:
    spec = require_sound(changed(TWO_WAYS, {"/training/loss": "mean_squared_error", "/training/metrics": ["mean_absolute_error"]}))
    assert spec.training is not None
    assert logged_names(spec.training, ("digit", "number")) == (
        *("loss", "digit_loss", "digit_mean_absolute_error", "number_loss", "number_mean_absolute_error"),
        *("val_loss", "val_digit_loss", "val_digit_mean_absolute_error", "val_number_loss", "val_number_mean_absolute_error"),
        "learning_rate",
    )


def test_a_single_named_output_is_logged_without_its_name_as_keras_does() -> None:
    one = changed(BASES["graph"], {"/training/loss": {"out": "categorical_crossentropy"}, "/training/metrics": {"out": ["accuracy"]}})
    spec = require_sound(one)
    assert spec.training is not None
    assert logged_names(spec.training, ("out",)) == ("loss", "accuracy", "learning_rate")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("val_digit_accuracy", "max"), ("number_loss", "min"), ("number_root_mean_squared_error", "min"), ("accuracy_loss", "min"), ("a_b_auc", "max")],
)
def test_the_way_a_logged_name_of_an_output_gets_better_is_that_of_its_metric(name: str, expected: str) -> None:
    assert direction(name) == expected


@pytest.mark.parametrize("base", ["network", "graph"])
def test_specs_without_names_are_stored_as_before(base: str) -> None:
    stored = require_sound(BASES[base]).model_dump(mode="json")
    assert not {"inputs", "targets"} & set(stored["data"])
    assert "loss_weights" not in stored["training"]


def test_a_stored_spec_by_names_is_read_back_as_it_was() -> None:
    spec = require_sound(TWO_WAYS)
    assert JobSpec.model_validate(spec.model_dump(mode="json")) == spec


def test_columns_of_a_table_enter_at_several_inputs(people: OneUpload) -> None:
    result = check_spec(TABLE, people)
    assert result.errors == []
    assert [row.output_shape for row in result.layers] == [(2,), (1,), (3,), (2,), (1,)]


@pytest.mark.parametrize(
    ("changes", "pointer", "phrase"),
    [
        ({"/data/inputs/facts/features/1": "height"}, "/data/inputs/facts/features/1", 'there is no column "height"'),
        ({"/data/inputs/facts/features/1": "kilos"}, "/data/inputs/facts/features/1", '"kilos" is the target'),
        ({"/data/inputs/facts/features/1": "age"}, "/data/inputs/facts/features/1", 'distinct columns, got "age" again'),
        ({"/data/inputs/facts": {}}, "/data/inputs/facts/features", "expected the columns of this input, got none"),
        ({"/data/targets/weight/target": "kilo"}, "/data/targets/weight/target", 'did you mean "kilos"?'),
        ({"/data/targets/weight": {}}, "/data/targets/weight/target", "expected the name of the target column, got none"),
        (
            {"/preprocessing/inputs/place": []},
            "/preprocessing/inputs/place",
            'the model takes numbers, but gets mixed values: column 0 ("side") contains text: add an encode_categories step with columns [0]',
        ),
        (
            {"/preprocessing/targets/kind": []},
            "/preprocessing/targets/kind",
            "the targets are text: expected a one_hot or label_encode step, got none",
        ),
    ],
)
def test_a_fault_in_a_table_points_at_its_column(changes: dict[str, Any], pointer: str, phrase: str, people: OneUpload) -> None:
    (fault,) = faults(changed(TABLE, changes), people)
    assert fault.pointer == pointer
    assert phrase in fault.detail


def test_one_input_beside_several_outputs_takes_all_columns_that_none_learns(people: OneUpload) -> None:
    one = changed(TABLE, {"/preprocessing/inputs": [{"step": "encode_categories", "columns": [2]}], "/model/nodes/2/layer": {"layer": "Flatten"}})
    one = changed(one, {"/model/nodes/2/inputs": ["facts"]}, ["/data/inputs", "/model/nodes/1"])
    result = check_spec(one, people)
    assert result.errors == []
    assert result.layers[0].output_shape == (3,)


def test_the_spec_of_the_guide_is_sound(people: OneUpload) -> None:
    guide = (Path(__file__).parents[4] / "docs" / "functional.md").read_text(encoding="utf-8")
    assert faults(yaml.safe_load(guide.split("```yaml")[1].split("```")[0]), people) == []


def test_a_second_target_that_is_not_there_is_pointed_at_beside_one_input_too(people: OneUpload) -> None:
    one = changed(TABLE, {"/data/targets/weight/target": "kilo", "/preprocessing/inputs": [], "/model/nodes/2/layer": {"layer": "Flatten"}})
    one = changed(one, {"/model/nodes/2/inputs": ["facts"]}, ["/data/inputs", "/model/nodes/1"])
    assert pointers_of(faults(one, people)) == ["/data/targets/weight/target"]


def test_arrays_of_unequal_length_are_refused(tmp_path: Path) -> None:
    upload = OneUpload(read(tmp_path, "npz", npz(facts=np.zeros((12, 2)), place=np.zeros((11, 1)), label=np.zeros(12), kilos=np.ones(12))))
    arrays = changed(TABLE, {"/data/inputs/facts/features": ["facts"], "/data/inputs/place/features": ["place"], "/preprocessing/inputs": {}})
    found = faults(arrays, upload)
    assert {fault.pointer for fault in found} == {"/data/targets/kind/target", "/data/targets/weight/target"}
    assert '"place" 11' in found[0].detail


def test_a_test_part_is_of_every_array_or_of_none(tmp_path: Path) -> None:
    arrays = {"facts_train": np.zeros((12, 2)), "facts_test": np.zeros((3, 2)), "label_train": np.arange(12) % 2, "label_test": np.zeros(3, int)}
    upload = OneUpload(read(tmp_path, "npz", npz(**arrays, place=np.zeros((12, 1)), kilos_train=np.ones(12), kilos_test=np.ones(3))))
    named = {"/data/inputs/facts/features": ["facts_train"], "/data/inputs/place/features": ["place"]}
    targets = {"/data/targets/kind/target": "label_train", "/data/targets/weight/target": "kilos_train"}
    (fault,) = faults(changed(TABLE, {**named, **targets, "/preprocessing/inputs": {}}), upload)
    assert (fault.pointer, "place and kind together" in fault.detail) == ("/data", True)
