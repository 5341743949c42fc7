"""Finished jobs, trained and searched by the real parts, as their plots see them."""

import atexit
import warnings
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from models.catalog import recipes
from models.checking.check import require_sound
from models.core.merge_patch import merge_patch
from models.jobs import run
from models.plots.figures import MadePlot
from models.plots.run import Run
from models.searching.candidates import first_candidates, next_candidates
from models.searching.ranking import ScoredTrial, Standing, best_of, standings
from models.searching.trial import Bench
from models.specs.job import JobSpec
from models.specs.ports import port_sets
from models.specs.registered import NONE_REGISTERED
from models.specs.search_space import candidate_spec
from models.specs.tasks.search import GridSearch, MultiresolutionSearch, RandomSearch
from models.training.listener import SilentListener
from tests.unit.models.plots.drawing import plots_of


def recipe_run(folder: Path, recipe: str, patch: dict[str, Any] | None = None, variant: str | None = None) -> Run:
    """Run a recipe to its end, and return it as its plots see it.

    Args:
        folder: Folder for the model.
        recipe: Id of the recipe.
        patch: Merge patch on its spec.
        variant: Variant of the recipe.
    """
    found = recipes()[recipe]
    base = merge_patch(found.spec, found.variants[variant].patch) if variant else found.spec
    return finished_run(folder, merge_patch(base, patch or {}), recipe)


def finished_run(folder: Path, raw: dict[str, Any], title: str = "toy@1") -> Run:
    """Run a spec of any task to its end."""
    given = require_sound(raw)
    candidates = _scored(given) if given.folding else []
    best = best_of(candidates)
    spec = candidate_spec(given, best.params) if given.task == "search" and best else given
    path = None if given.task == "cross_validate" else run(spec, folder, SilentListener()).artifact
    stored, stored_job = (one.model_dump(mode="json") for one in (spec, given))
    return Run(title, stored, stored_job, path, (spec, port_sets(spec, NONE_REGISTERED)), None, candidates=candidates)


def finished(spec: dict[str, Any], name: str = "toy") -> Run:
    """Train a network into a folder of its own, and return its job."""
    folder = mkdtemp(prefix="plots-")
    atexit.register(rmtree, folder, ignore_errors=True)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="__array__ implementation doesn't accept a copy keyword")  # Keras, of its own variables.
        return finished_run(Path(folder), spec, f"{name}@1")


@cache
def digits() -> dict[str, MadePlot]:
    """The plots of a convolutional network over digits of 8 x 8 pixels, trained for two epochs."""
    return plots_of(finished(DIGITS, "digits"))


@cache
def sines() -> Run:
    """A recurrent network over windows of five values of a series, trained for one epoch."""
    return finished(merge_patch(recipes()["sines1-lstm3-w5"].spec, {"training": {"epochs": 1}}), "sines")


#: A convolutional network over digits of 8 x 8 pixels.
DIGITS: dict[str, Any] = {
    "data": {"source": "digits", "split": {"test": 0.2}},
    "preprocessing": {
        "inputs": [{"step": "cast"}, {"step": "scale", "from": [0, 16], "to": [0, 1]}, {"step": "reshape", "shape": [8, 8, 1]}],
        "targets": [{"step": "one_hot"}],
    },
    "model": {
        "kind": "sequential",
        "layers": [
            {"layer": "Conv2D", "filters": 18, "kernel_size": 3, "activation": "relu", "name": "first"},
            {"layer": "Dropout", "rate": 0.1},
            {"layer": "Conv2D", "filters": 4, "kernel_size": 3, "activation": "relu", "name": "second"},
            {"layer": "Flatten"},
            {"layer": "Dense", "units": 10, "activation": "softmax", "name": "class"},
        ],
    },
    "training": {"loss": "categorical_crossentropy", "metrics": ["accuracy"], "epochs": 2, "batch_size": 64},
}


def _scored(spec: JobSpec) -> list[Standing]:
    """Run all trials of a search or cross-validation, round by round."""
    bench, section = Bench(spec, None, NONE_REGISTERED), spec.section
    rounds = [first_candidates(section, spec.seed) if isinstance(section, GridSearch | RandomSearch | MultiresolutionSearch) else [{}]]
    trials: list[ScoredTrial] = []
    while rounds[-1]:
        start = sum(map(len, rounds[:-1]))
        for index, params in enumerate(rounds[-1], start):
            for fold in range(len(bench.folds)):
                found = bench.run(params, fold, SilentListener())
                trials.append(ScoredTrial(index, fold, params, found.score, found.train_score, found.fit_seconds, found.error, len(rounds) - 1))
        best = best_of(standings(trials))
        rounds.append(next_candidates(section, rounds, best.params) if isinstance(section, MultiresolutionSearch) and best else [])
    return standings(trials)
