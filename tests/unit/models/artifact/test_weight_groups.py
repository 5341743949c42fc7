"""Weights of a network within the network find the layers that they belong to."""

import pytest

from models.artifact.weight_groups import by_layer
from models.core.errors import ArtifactError


def groups(*names: str) -> dict[str, list[tuple[str, str]]]:
    return {"body": [(name, name) for name in names], "head": [("head/kernel:0", "head")]}


def test_a_group_of_a_layer_is_kept_in_its_order() -> None:
    assert by_layer({"a": [("x/kernel:0", 1), ("y", 2)]}, ["a", "a.x"]) == {"a": [1, 2]}


def test_weights_that_training_changes_come_first_in_the_file_and_go_to_their_layers() -> None:
    names = ("a/kernel:0", "norm/gamma:0", "a/bias:0", "norm/moving_mean:0")
    found = by_layer(groups(*names), ["body.a", "body.norm", "head"])
    assert found == {"body.a": ["a/kernel:0", "a/bias:0"], "body.norm": ["norm/gamma:0", "norm/moving_mean:0"], "head": ["head"]}


def test_layers_of_one_name_in_two_networks_are_told_apart_by_the_path() -> None:
    found = by_layer(groups("inner/dense/kernel", "body/dense/kernel"), ["body.dense", "body.inner.dense", "head"])
    assert found == {"body.inner.dense": ["inner/dense/kernel"], "body.dense": ["body/dense/kernel"], "head": ["head"]}


@pytest.mark.parametrize(
    ("name", "layers", "phrase"),
    [
        ("dense/kernel:0", ["body.one.dense", "body.two.dense"], 'expected one layer of body for the weight "dense/kernel:0"'),
        ("other/kernel:0", ["body.dense"], 'expected the name of a layer of body before the weight "other/kernel:0"'),
    ],
)
def test_a_weight_of_no_layer_or_of_several_is_refused(name: str, layers: list[str], phrase: str) -> None:
    with pytest.raises(ArtifactError, match=phrase):
        by_layer(groups(name), layers)


def test_a_group_of_no_layer_keeps_its_name() -> None:
    assert by_layer(groups("a/kernel:0"), ["head"]) == {"body": ["a/kernel:0"], "head": ["head"]}
