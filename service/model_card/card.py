"""The card of a model, section by section."""

from collections.abc import Callable

from service.model_card.about import about, inputs, outputs
from service.model_card.blocks import Card, Section
from service.model_card.figures import figures
from service.model_card.limits import limits
from service.model_card.made_from import data, provenance, specification
from service.model_card.results import results
from service.model_card.subject import Subject

#: The sections in order. Each is made from what is known of a model; None where it has nothing to say of this one.
SECTIONS: tuple[Callable[[Subject], Section | None], ...] = (
    *(about, inputs, outputs, results, limits),
    *(figures, data, specification, provenance),
)


def card_of(subject: Subject) -> Card:
    """Return the card of a model."""
    found = (make(subject) for make in SECTIONS)
    return Card(f"Model card: {subject.version.ref}", [section for section in found if section is not None])
