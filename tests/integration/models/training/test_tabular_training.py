"""A mixed table as it comes: source, target, the tabular step and an estimator, or a network, are a whole spec."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import models
from models.artifact.file import read_artifact
from models.checking.check import check_spec, require_sound
from models.jobs import run
from models.serving.source import LazySource
from models.training.listener import SilentListener
from tests.bare import compiled_predictor
from tests.uploaded import OneUpload, csv_file, read

#: Means of bill length, bill depth and mass by species, as those of the Palmer penguins.
SPECIES = {"Adelie": (38.8, 18.3, 3700), "Chinstrap": (48.8, 18.4, 3730), "Gentoo": (47.5, 15.0, 5080)}
ISLANDS = {"Adelie": ["Torgersen", "Biscoe", "Dream"], "Chinstrap": ["Dream"], "Gentoo": ["Biscoe"]}
SPEC: dict[str, Any] = {
    "data": {"source": "dataset:x", "target": "species", "split": {"test": 0.25, "stratify": True}},
    "preprocessing": {"inputs": [{"step": "tabular"}]},
    "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
}


def penguins() -> list[list[Any]]:
    rng, rows = np.random.default_rng(5), []
    for number in range(330):
        species = [*SPECIES][number % 3]
        length, depth, mass = rng.normal(SPECIES[species], (1.5, 0.8, 250)).round(1).tolist()
        sex = ["male", "female", ""][int(rng.integers(10)) // 4 if number % 9 == 0 else number % 2]
        day = f"{2007 + number % 3}-11-{1 + number % 28:02}" if number % 40 else ""
        tag = f"N{number}A{number % 7}"
        rows.append([tag, str(rng.choice(ISLANDS[species])), length if number % 30 else "", depth, mass if number % 50 else "", sex, day, species])
    return [["tag", "island", "length", "depth", "mass", "sex", "day", "species"], *rows]


@pytest.fixture
def registered(tmp_path: Path) -> OneUpload:
    return OneUpload(read(tmp_path, "csv", csv_file(penguins())))


def test_a_mixed_table_with_gaps_and_dates_is_learned_as_it_is(tmp_path: Path, registered: OneUpload) -> None:
    outcome = run(require_sound(SPEC, registered), tmp_path / "run", SilentListener(), registered=registered)
    assert outcome.content.metrics["test_accuracy"] >= 0.98
    chosen = outcome.content.chain.input_steps[0].record()["state"]["chosen_"]
    assert {one["column"]: one["treatment"] for one in chosen} == {
        "tag": "leave_out",
        "island": "category",
        "length": "number",
        "depth": "number",
        "mass": "number",
        "sex": "category",
        "day": "date",
    }
    compiled = compiled_predictor(read_artifact(outcome.artifact), outcome.onnx, LazySource(lambda: read_artifact(outcome.artifact), 1))
    rows = [["new", "Torgersen", 38.8, 18.3, 3700, "male", "2008-11-03"], [None, None, 47.5, None, 5080.0, None, None]]
    answers = [[one["label"] for one in model.predict(rows)] for model in (models.load(outcome.artifact), compiled)]
    assert answers == [["Adelie", "Gentoo"]] * 2


def test_the_check_tells_what_is_left_out_and_the_width_of_a_network(registered: OneUpload) -> None:
    network = {
        **SPEC,
        "preprocessing": {**SPEC["preprocessing"], "targets": [{"step": "one_hot"}]},
        "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]},
        "training": {"loss": "categorical_crossentropy", "epochs": 1},
    }
    result = check_spec(network, registered)
    assert result.errors == []
    (warning,) = result.warnings
    assert (warning.pointer, 'column 0 ("tag"): its 330 values in 330 rows look like identifiers' in warning.detail) == (
        "/preprocessing/inputs/0",
        True,
    )
    width = 3 + 7 + 3 + 2  # Numbers, parts of the date, islands, sexes.
    assert result.total_parameters == 3 * (width + 1)
