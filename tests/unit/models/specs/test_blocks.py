"""Blocks of layers that come several times."""

from typing import Any

from models.checking.check import check_spec
from models.specs.model import Sequential
from models.specs.search_space import candidate_spec
from tests.faults import pointers_of

DENSE: dict[str, Any] = {"layer": "Dense", "units": 32, "activation": "relu"}


def spec(*layers: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"source": "mnist"},
        "preprocessing": {"inputs": [{"step": "cast"}, {"step": "scale"}, {"step": "reshape", "shape": [784]}], "targets": [{"step": "one_hot"}]},
        "model": {"kind": "sequential", "layers": [*layers, {"layer": "Dense", "units": 10, "activation": "softmax"}]},
        "training": {"loss": "categorical_crossentropy", "epochs": 1},
    }


def test_a_block_is_laid_out_turn_by_turn_with_weights_of_its_own() -> None:
    result = check_spec(spec({"repeat": 2, "layers": [DENSE, {"layer": "Dropout", "rate": 0.2}]}))
    assert result.errors == []
    assert [row.name for row in result.layers] == ["dense", "dropout", "dense_1", "dropout_1", "dense_2"]
    assert result.total_parameters == 26_506


def test_named_layers_get_names_of_their_own_in_later_turns() -> None:
    result = check_spec(spec({"repeat": 3, "layers": [{**DENSE, "name": "hidden"}]}))
    assert [row.name for row in result.layers] == ["hidden", "hidden_1", "hidden_2", "dense"]


def test_a_fault_in_a_block_points_into_it() -> None:
    wrong, unfit = {**DENSE, "units": 0}, {"layer": "LSTM", "units": 3}
    assert pointers_of(check_spec(spec({"repeat": 2, "layers": [wrong]})).errors) == ["/model/layers/0/layers/0/units"]
    assert pointers_of(check_spec(spec({"repeat": 2, "layers": [DENSE, unfit]})).errors) == ["/model/layers/0/layers/1"]


def test_blocks_may_not_grow_beyond_all_bounds() -> None:
    (fault,) = check_spec(spec({"repeat": 300, "layers": [DENSE, DENSE]})).errors
    assert "at most 500 layers in all, got 601" in fault.detail


def test_a_search_varies_how_often_a_block_comes_and_what_is_in_it() -> None:
    search = {"strategy": "grid", "folds": 3, "space": {"model.layers.0.repeat": [2, 3, 4], "model.layers.0.layers.0.units": [20, 30, 40]}}
    result = check_spec({**spec({"repeat": 2, "layers": [DENSE]}), "task": "search", "search": search})
    assert (result.errors, result.n_fits) == ([], 27)
    assert result.spec is not None
    candidate = candidate_spec(result.spec, {"model.layers.0.repeat": 4, "model.layers.0.layers.0.units": 20})
    assert isinstance(candidate.model, Sequential)
    assert len(candidate.model.layers_by_pointer) == 5
    assert sum(row.parameters for row in check_spec(candidate.model_dump(mode="json")).layers) == 17_170
