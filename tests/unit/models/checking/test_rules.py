"""The list of rules: those that a spec does not need are never entered."""

from typing import Any

import pytest

from models.catalog import recipes
from models.checking.rule import Rule
from models.checking.rules import JOB_RULES, TRAINING_RULES
from models.specs.job import JobSpec
from tests.broken_specs import BASES, changed

RULES = (*TRAINING_RULES, *JOB_RULES)
NODES = [
    {"name": "left"},
    {"name": "right"},
    {"name": "joined", "inputs": ["left", "right"], "layer": {"layer": "Add"}},
    {"name": "out", "inputs": ["joined"], "layer": {"layer": "Backbone", "backbone": "VGG16"}},
]
#: For each rule that a dense network does not need, what is changed in one so that it does.
CHANGES: dict[str, dict[str, Any]] = {
    "SeveralPorts": {"/model": {"kind": "functional", "nodes": NODES, "outputs": ["out"]}},
    "PortNames": {"/training/loss": {"out": "mean_squared_error"}},
    "PortData": {"/data/inputs": {"image": {}}},
    "Doubts": {"/data/source": "dataset:x"},
    "MissingValues": {"/data/source": "dataset:x"},
    "Reconstruction": {"/data/reconstruct": True},
    "Series": {"/data/split": {"test": 0.5}},
    "SeriesData": {"/data/series": True},
    "TrainingSection": {"/model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}},
    "Checkpoints": {"/training/checkpoint": {"best_only": True}},
    "Callbacks": {"/training/early_stopping": {"monitor": "loss"}},
    "StatefulLayers": {"/model/layers/0": {"layer": "LSTM", "units": 1, "stateful": True}},
    "ClassWeights": {"/training/class_weight": "balanced"},
    "Epochs": {"/training/samples_per_epoch": 10},
    "Augmented": {"/training/augmentation": {"rotation": 5}},
    "Pipelines": {"/model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}},
    "Fits": {"/model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}},
    "FullDropout": {"/model/layers/1/rate": 1},
    "Latent": {"/training/loss": {"loss": "variational", "mean": "a", "log_variance": "b"}},
    "TextSamples": {"/training/samples": {}},
    "TextSpec": {"/preprocessing/inputs": [{"step": "letters"}, {"step": "window", "size": 3}]},
    "Vocabulary": {"/preprocessing/inputs": [{"step": "words", "size": 9}, {"step": "window", "size": 3}]},
    "Backbones": {"/model/layers/0": {"layer": "Backbone", "backbone": "VGG16"}},
    "Freezing": {"/training/freeze": ["dense"]},
    "Tasks": {"/task": "search"},
    "KeptSamples": {"/artifact": {"golden": "synthetic"}, "/model": {"kind": "sklearn", "steps": [{"estimator": "SVC"}]}},
    "UnseenCategories": {"/data/source": "dataset:x", "/preprocessing/inputs": [{"step": "encode_categories", "columns": [0]}]},
    "LearnedClasses": {"/data/source": "dataset:x", "/model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]}},
    "FromCheckpoint": {"/from_checkpoint": {"job": "0" * 26, "epoch": 1}},
    "Sharing": {"/share_layers_with": {"model": "digits", "layers": ["dense"]}},
    "Origins": {"/start_from": "digits@1"},
}


def names(spec: dict[str, Any]) -> set[str]:
    """Return the names of the rules that apply to a spec."""
    parsed = JobSpec.model_validate(spec)
    return {type(rule).__name__ for rule in RULES if rule.applies(parsed)}


def test_a_dense_network_needs_seven_rules_and_enters_no_other() -> None:
    assert names(recipes()["mnist-dense-784"].spec) == {"Classes", "Parts", "Steps", "Batches", "Layers", "Objectives", "Memory"}


@pytest.mark.parametrize("rule", CHANGES)
def test_a_rule_applies_to_what_it_judges_and_not_to_a_dense_network(rule: str) -> None:
    assert rule not in names(BASES["network"])
    assert rule in names(changed(BASES["network"], CHANGES[rule]))


def test_every_rule_that_a_dense_network_does_not_need_is_tried_above() -> None:
    assert {type(rule).__name__ for rule in RULES} == names(BASES["network"]) | CHANGES.keys()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_a_rule_says_what_it_judges(rule: Rule) -> None:
    assert type(rule).__doc__ != Rule.__doc__
    assert (type(rule).__doc__ or "").endswith(".")
