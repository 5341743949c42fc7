"""Runs of recipes, trained and searched by the real parts, as plots see them."""

from pathlib import Path
from typing import Any

from models.catalog import recipes
from models.checking.check import require_sound
from models.core.merge_patch import merge_patch
from models.jobs import run
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
