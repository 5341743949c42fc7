"""Differences of the surroundings in which two models were trained, by their provenance."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from models.evaluation.record import Record

#: Entries of the provenance that say where a model was trained, beside the libraries.
FACTS = ("modelbook", "python", "machine", "cpu")


class ChangedFact(Record):
    """A fact of the surroundings that differs."""

    name: str = Field(description="What differs: modelbook, python, machine, cpu, or the name of a library.")
    recorded: str | None = Field(description="What the model was trained with; null where that was not recorded.")
    now: str | None = Field(description="What the reproduction was trained with.")


def changed_facts(recorded: Mapping[str, Any], now: Mapping[str, Any]) -> list[ChangedFact]:
    """Return what differs between the surroundings of two models.

    Args:
        recorded: Provenance of the model.
        now: Provenance of its reproduction.
    """
    pairs = [(name, recorded.get(name), now.get(name)) for name in FACTS]
    pairs += list(_libraries(recorded.get("libraries", {}), now.get("libraries", {})))
    return [ChangedFact(name=name, recorded=before, now=after) for name, before, after in pairs if before != after]


def _libraries(recorded: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str | None, str | None]]:
    for name in sorted({*recorded, *now}):
        yield name, recorded.get(name), now.get(name)
