"""Comparison of the figures that recipes report with those that jobs measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.catalog import Recipe, recipes
from models.core.arrays import Array

#: Reported facts that must be measured exactly, and those of the spec or the network, which are compared in the tests that compute them.
EXACT, OF_THE_SPEC = ("best_params", "n_candidates"), ("parameters", "epochs")

#: Allowed deviation of the figures of a trial over the number of clusters from those reported.
CLUSTERS = {"inertia": 0.06, "silhouette": 5e-5, "ari": 5e-4}


@dataclass(frozen=True)
class Form:
    """A recipe, or one of its variants (its name follows a slash)."""

    recipe: Recipe
    name: str
    patch: dict[str, Any]
    reported: dict[str, Any]

    @property
    def tolerance(self) -> dict[str, float]:
        """Return the allowed deviation of each figure from the reported one."""
        return self.recipe.tolerance


def forms(group: str | None = None) -> list[Form]:
    """Return every form of every recipe, optionally of one group."""
    wanted = [recipe for recipe in recipes().values() if group in (None, recipe.group)]
    return [form for recipe in wanted for form in forms_of(recipe)]


def forms_of(recipe: Recipe) -> list[Form]:
    """Return the recipe, then its variants."""
    others = [Form(recipe, f"{recipe.id}/{name}", variant.patch, variant.reported) for name, variant in recipe.variants.items()]
    return [Form(recipe, recipe.id, {}, recipe.reported), *others]


def clusters_by_k() -> dict[int, dict[str, float]]:
    """Return the reported figures of k-means on the seven blobs by number of clusters, with the names used by trials."""
    single = [form.reported for form in forms_of(recipes()["kmeans-blobs-k"]) if "train_clusters" in form.reported]
    return {reported["train_clusters"]: {name: reported[f"train_{name}"] for name in ("inertia", "silhouette", "ari")} for reported in single}


def misses(reported: Mapping[str, Any], tolerance: Mapping[str, float], measured: Mapping[str, Any]) -> list[str]:
    """Return a line for each reported figure that was not measured, or differs by more than its tolerance."""
    lines = [_miss(name, value, tolerance, measured) for name, value in reported.items() if name not in ("candidates", *OF_THE_SPEC)]
    for line in reported.get("candidates", []):
        lines += _candidate_misses(line, tolerance, measured.get("candidates", []))
    return [line for line in lines if line]


def agrees(name: str, value: Any, tolerance: Mapping[str, float], found: Any) -> bool:
    """Tell whether a measured figure is the reported one, or differs from it by no more than its tolerance."""
    if name in (*EXACT, *OF_THE_SPEC):
        return bool(found == value)
    return found is not None and np.shape(found) == np.shape(value) and bool(np.all(np.abs(np.subtract(found, value)) <= tolerance[name]))


def row_figures(rows: Mapping[str, Array]) -> dict[str, Any]:
    """Return figures of the rows of a transform: of each part the number of samples, extremes and deviation by column, and points by class."""
    figures: dict[str, Any] = {}
    for part in ("train", "test"):
        if f"{part}_rows" in rows:
            of = rows[f"{part}_rows"]
            figures |= {f"{part}_samples": len(of), f"{part}_min": of.min(axis=0), f"{part}_max": of.max(axis=0), f"{part}_std": of.std(axis=0)}
        if f"{part}_targets" in rows:
            figures[f"{part}_classes"] = np.unique(rows[f"{part}_targets"], return_counts=True)[1]
    return figures


def _candidate_misses(line: Mapping[str, Any], tolerance: Mapping[str, float], tried: Sequence[Mapping[str, Any]]) -> list[str]:
    """Compare a reported candidate with all that have its parameters."""
    figures = {name: value for name, value in line.items() if name != "params"}
    alike = [candidate for candidate in tried if line["params"].items() <= candidate["params"].items()]
    found = [miss for candidate in alike for miss in misses(figures, tolerance, candidate)]
    return [f"{line['params']}: {miss}" for miss in found] if alike else [f"{line['params']}: not tried"]


def _miss(name: str, value: Any, tolerance: Mapping[str, float], measured: Mapping[str, Any]) -> str:
    found = measured.get(name)
    if agrees(name, value, tolerance, found):
        return ""
    allowed = "" if name in EXACT else f", allowed {tolerance[name]}"
    return f"{name}: reported {value}, measured {found}{allowed}"
