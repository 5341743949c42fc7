"""The plots of a model, as they are listed for it."""

from service.model_card.blocks import Block, Figures, Prose, Section
from service.model_card.subject import Subject


def figures(subject: Subject) -> Section | None:
    """Return the figures; where they were not made yet, how they are; None of a model that has none."""
    if subject.figures is None:
        return Section("Figures", [Prose(f"They were not made yet. They are once their list is asked for: GET {subject.plots_url}.")])
    blocks: list[Block] = [Figures(subject.figures)]
    return Section("Figures", blocks) if subject.figures else None
