"""What a card is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.specs.network import LayerRow
from models.uploads.stored_upload import PREFIX
from service.deps import Parts
from service.model_card.blocks import Figure
from service.recorded import Recorded, recorded_of
from service.specs_of_versions import Json, layers_of, shown_spec
from service.store.rows import Dataset, Version


@dataclass(frozen=True)
class Subject:
    """A version, and what is known of it.

    Args:
        version: The version.
        recorded: What its artifact records.
        spec: The recorded spec, with its references as the caller writes them.
        layers: The layers of a network; empty for a pipeline.
        dataset: The upload that it learned from; None for other data, and for one that is gone or not shared with the caller.
        parts: The parts as the caller sees them, for sections that look further.
        plots_url: Where the plots are listed.
        figures: The plots that the caller may see; None while they were not made.
    """

    version: Version
    recorded: Recorded
    spec: Json
    layers: list[LayerRow]
    dataset: Dataset | None
    parts: Parts
    plots_url: str
    figures: Sequence[Figure] | None

    @property
    def data(self) -> dict[str, Any]:
        """Return the data part of the spec; empty of an imported network."""
        found: dict[str, Any] = self.recorded.spec.get("data", {})
        return found

    @property
    def training(self) -> dict[str, Any]:
        """Return the training part of the spec; empty of a pipeline and of an imported network."""
        found: dict[str, Any] | None = self.recorded.spec.get("training")
        return found or {}


def subject_of(version: Version, parts: Parts, plots_url: str, figures: Sequence[Figure] | None) -> Subject:
    """Gather what a card is about.

    Args:
        version: The version.
        parts: The parts as the caller sees them.
        plots_url: Where the plots are listed.
        figures: The plots that the caller may see; None while they were not made.

    Raises:
        Unavailable: The artifact is missing or damaged.
    """
    recorded = recorded_of(version, parts)
    source = str(recorded.spec.get("data", {}).get("source", ""))
    dataset = parts.uploads.find(source.removeprefix(PREFIX)) if source.startswith(PREFIX) else None
    return Subject(version, recorded, shown_spec(version, recorded), layers_of(version, recorded, parts), dataset, parts, plots_url, figures)
