"""The order of a run: cheap forms first, each after those whose models it starts from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.catalog import recipes
from tests.reported import Form

#: Seconds of a night: what a full run may take.
NIGHT_S = 10 * 3600


@dataclass(frozen=True)
class Planned:
    """A form with what it takes.

    Args:
        form: The form.
        needs: Names of the forms that must have been run before.
        seconds: Estimated seconds of the form itself.
        fits_night: Whether it ends within a night, after all that come before it.
    """

    form: Form
    needs: tuple[str, ...]
    seconds: float
    fits_night: bool


def planned(chosen: Sequence[Form], every: Sequence[Form], seconds_of: Callable[[Form], float]) -> list[Planned]:
    """Return forms in the order of the seconds that they take together with those that they need.

    Args:
        chosen: Forms that were asked for; those that they need are added.
        every: All forms.
        seconds_of: Estimates the seconds of a form.
    """
    by_name = {form.name: form for form in every}
    wanted = {name: None for form in chosen for name in (*needs_of(form), form.name)}
    seconds = {name: seconds_of(by_name[name]) for name in wanted}
    together = {name: seconds[name] + sum(seconds[needed] for needed in needs_of(by_name[name])) for name in wanted}
    plan, passed = [], 0.0
    for name in sorted(wanted, key=lambda name: (together[name], len(needs_of(by_name[name])))):
        passed += seconds[name]
        plan.append(Planned(by_name[name], needs_of(by_name[name]), seconds[name], passed <= NIGHT_S))
    return plan


def needs_of(form: Form) -> tuple[str, ...]:
    """Return the forms whose models a form starts from, or shares layers with."""
    shared = form.patch.get("share_layers_with", {}).get("model")
    return (*form.recipe.requires, *((shared,) if shared in recipes() else ()))
