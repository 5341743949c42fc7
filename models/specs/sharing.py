"""Layers that two registered networks share: what trains one of them changes the other."""

from collections.abc import Sequence

from models.specs.freezing import matched, own_names
from models.specs.model import AnyModel


def shared_names(patterns: Sequence[str], model: AnyModel, other: AnyModel) -> list[str]:
    """Return the names of the layers that two networks share, in the order of the first."""
    theirs = set(own_names(other))
    return [name for name in matched(patterns, own_names(model)) if name in theirs]
