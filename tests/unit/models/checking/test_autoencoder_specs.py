"""Specs of autoencoders: what is refused, and where; what is warned of."""

import copy
from typing import Any

import pytest

from models.checking.check import check_spec, require_sound
from models.checking.rules.callbacks import logged_names
from models.specs.learned import LatentSpace, latent_space
from models.specs.losses_and_metrics import VariationalLoss
from tests.autoencoders import LOSS, denoising, variational
from tests.broken_specs import changed
from tests.faults import pointers_of

NODES = "/model/nodes"
SHARING = {"name": "again", "inputs": ["encoder"], "shares": "mean"}


def test_a_variational_autoencoder_is_sound_and_knows_its_latent_space() -> None:
    result = check_spec(variational())
    assert (result.errors, result.warnings) == ([], [])
    assert result.total_parameters == 64 * 16 + 16 + 2 * (16 * 2 + 2) + 2 * 16 + 16 + 16 * 64 + 64
    assert [(row.layer, row.output_shape, row.parameters) for row in result.layers if row.name == "z"] == [("Sampling", (2,), 0)]
    assert result.spec is not None
    assert latent_space(result.spec) == LatentSpace("mean", "z")


def test_the_defaults_of_the_loss_are_written_out() -> None:
    training = require_sound(variational()).training
    assert training is not None
    assert training.loss == VariationalLoss(**LOSS, reconstruction="binary_crossentropy", beta=1.0)


def test_both_parts_of_the_loss_are_logged_and_can_be_watched() -> None:
    training = require_sound(variational(early_stopping={"monitor": "val_kl_loss"})).training
    assert training is not None
    assert {"loss", "reconstruction_loss", "kl_loss", "val_kl_loss"} <= set(logged_names(training, ["answer"]))


def test_an_autoencoder_needs_no_targets_and_has_no_latent_space() -> None:
    spec = require_sound(changed(denoising(0.3), {"/data": {"source": "ordered_circles", "reconstruct": True}, **ROWS}))
    assert latent_space(spec) is None


ROWS: dict[str, Any] = {"/preprocessing/inputs": [], NODES + "/3/layer/units": 2, "/training/loss": "mean_squared_error"}


@pytest.mark.parametrize(
    ("changes", "pointer", "phrase"),
    [
        ({"/training/loss/mean": "means"}, "/training/loss/mean", "got 'means'"),
        ({"/training/loss/log_variance": "pixels"}, "/training/loss/log_variance", "one of encoder, mean, log_variance, z"),
        ({"/training/loss/log_variance": "mean"}, "/training/loss/log_variance", "got 'mean' twice"),
        ({"/training/loss/mean": "encoder"}, "/training/loss/log_variance", "encoder gives (16,) and log_variance gives (2,)"),
        ({"/training/loss/beta": -1}, "/training/loss/beta", "got -1"),
        ({"/training/loss/reconstruction": "huber"}, "/training/loss/reconstruction", "binary_crossentropy"),
        ({"/training/loss": {"loss": "variatonal"}}, "/training/loss/loss", "'variational'"),
        ({"/training/loss": "variational"}, "/training/loss", "'binary_crossentropy'"),
        (
            {NODES + "/4/inputs": ["log_variance", "mean"]},
            NODES,
            "expected one node with a Sampling layer whose inputs are mean and log_variance, in this order, got none",
        ),
        ({NODES + "/4/layer": {"layer": "Add"}}, NODES, "expected one node with a Sampling layer"),
        (
            {NODES + "/5/inputs": ["z", "encoder"], NODES + "/5/layer": {"layer": "Concatenate"}},
            "/model/outputs/0",
            "expected every path to the output to lead through the Sampling node z, got one from",
        ),
        (
            {NODES + "/1/name": "z.noise", NODES + "/2/inputs": ["z.noise"], NODES + "/3/inputs": ["z.noise"]},
            NODES + "/1/name",
            "a part of a Sampling node is named",
        ),
        ({NODES + "/6/layer/units": 10}, NODES + "/6", "gives (10,), but targets have shape (64,)"),
        ({"/data/reconstruct": False}, "/data/reconstruct", "a variational loss compares outputs with inputs: expected true, got false"),
        ({"/data/source": "sum_of_sines", "/data/subset": None}, "/data/reconstruct", "a series"),
        ({"/task": "search"}, "/task", "got search"),
        ({"/preprocessing/targets": [{"step": "one_hot"}]}, "/preprocessing/targets", "expected no steps over targets"),
        ({"/training/metrics": ["categorical_accuracy"]}, "/training/metrics/0", "the targets are values"),
        ({"/model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 64}]}}, "/training/loss", "expected a functional model"),
        ({"/model": {"kind": "sklearn", "steps": [{"estimator": "PCA"}]}}, "/data/reconstruct", "got a scikit-learn pipeline"),
    ],
)
def test_an_autoencoder_that_cannot_work_is_refused_with_a_pointer(changes: dict[str, Any], pointer: str, phrase: str) -> None:
    faults = check_spec(changed(variational(), changes)).errors
    assert any(phrase in fault.detail for fault in faults if fault.pointer == pointer), faults


def test_a_node_whose_layer_is_used_twice_is_not_told_by_its_name() -> None:
    spec = variational()
    spec["model"]["nodes"] += [SHARING, {"name": "both", "inputs": ["z", "again"], "layer": {"layer": "Add"}}]
    spec["model"]["nodes"][5]["inputs"] = ["both"]
    faults = check_spec(spec).errors
    assert pointers_of(faults) == ["/training/loss/mean"]


@pytest.mark.parametrize(
    ("steps", "pointer", "phrase"),
    [
        ([{"step": "scale", "from": [0, 16], "to": [-1, 1]}], "/preprocessing/inputs/0/to", "this step gives -1 to 1"),
        ([{"step": "reshape", "shape": [64]}, {"step": "normalize"}], "/preprocessing/inputs/1", "normalize has no inverse"),
    ],
)
def test_steps_that_answers_suffer_from_are_warned_of(steps: list[dict[str, Any]], pointer: str, phrase: str) -> None:
    spec = copy.deepcopy(variational())
    spec["preprocessing"]["inputs"] = [*steps, {"step": "reshape", "shape": [64]}]
    result = check_spec(spec)
    assert result.errors == []
    assert any(phrase in fault.detail for fault in result.warnings if fault.pointer == pointer), result.warnings
