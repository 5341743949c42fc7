"""Relations between the figures of the book's recurrent networks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.catalog.reproduction import FormResult, Relation

Figures = Mapping[str, Mapping[str, Any]]

_SHORT, _THREE, _FIVE = "sines0-lstm3-w1", "sines0-lstm3-w3", "sines0-lstm3-w5"
_POOR, _DEEP, _LARGE = "sines2-lstm3-w5", "sines2-lstm33-w5", "sines2-lstm963-w5"
_MORE, _MOST = "sines2-lstm963-w13-2k", "sines2-lstm963-w13-20k"
#: Error of repeating the last value, on the test part of the third set.
_GUESSING = 2.63


@dataclass(frozen=True)
class Trend:
    """A relation between figures of recipes.

    Args:
        what: The relation in words.
        recipes: The recipes it is about.
        holds: Tells whether it is so, given the figures of each recipe.
    """

    what: str
    recipes: tuple[str, ...]
    holds: Callable[[Figures], bool]


TRENDS = (
    Trend("windows of 3 forecast two sines to less than 0.10", (_THREE,), lambda f: f[_THREE]["test_rmse"] < 0.10),
    Trend("windows of 1 err at least twice as much", (_SHORT, _THREE), lambda f: f[_SHORT]["test_rmse"] >= 2 * f[_THREE]["test_rmse"]),
    Trend("windows of 5 are about as good as those of 3", (_THREE, _FIVE), lambda f: f[_FIVE]["test_rmse"] < 1.5 * f[_THREE]["test_rmse"]),
    Trend(
        "200 values of the upsloping set are too few for any of the nets",
        (_POOR, _DEEP, _LARGE),
        lambda f: all(0.5 * _GUESSING < f[name]["test_rmse"] < _GUESSING for name in (_POOR, _DEEP, _LARGE)),
    ),
    Trend("2,000 values bring the loss to between 0.002 and 0.008", (_MORE,), lambda f: 0.002 < f[_MORE]["loss"] < 0.008),
    Trend("ten times the values do more than deeper nets", (_LARGE, _MORE), lambda f: f[_MORE]["loss"] < 0.5 * f[_LARGE]["loss"]),
    Trend("a hundred times the values do more yet", (_MORE, _MOST), lambda f: f[_MOST]["loss"] < 0.5 * f[_MORE]["loss"]),
)


def broken(found: Figures) -> list[str]:
    """Return the violated relations, of those whose recipes were all run.

    Args:
        found: What was measured, by recipe.
    """
    return [trend.what for trend in TRENDS if set(trend.recipes) <= set(found) and not trend.holds(found)]


def relations(results: Sequence[FormResult]) -> list[Relation]:
    """Return every relation with whether the results of a run show it."""
    found = {form.form: measured_figures(form) for form in results if form.verdict not in {"not_run", "failed", "shortened"}}
    missing, against = {trend.what for trend in TRENDS if not set(trend.recipes) <= set(found)}, set(broken(found))
    return [Relation(what=trend.what, holds=None if trend.what in missing else trend.what not in against) for trend in TRENDS]


def measured_figures(form: FormResult) -> dict[str, Any]:
    """Return everything that was measured of a form, by name."""
    return {**form.metrics, **{figure.figure: figure.measured for figure in form.figures}}
