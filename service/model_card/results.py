"""How good a model is: its metrics by part, beside what a guess without it would reach."""

from collections import defaultdict

from service.comparing import Compared
from service.model_card.baselines import baselines
from service.model_card.blocks import Block, Prose, Section, Table, shown
from service.model_card.subject import Subject

#: Parts in the order of the columns; what was not measured on one comes last.
_PARTS = ("train", "validation", "test", None)


def results(subject: Subject) -> Section | None:
    """Return the figures of a model; None where it has none."""
    blocks: list[Block] = [_by_part(subject)] if subject.version.metrics else []
    for name, evaluation in subject.recorded.evaluations.items():
        where = f" of {name}" if len(subject.recorded.evaluations) > 1 else ""
        blocks.append(Prose(f"Evaluated{where} on {evaluation.n_samples:,} samples of the {evaluation.part} part."))
        rows = [(found.what, found.figure, shown(found.reached), shown(found.own)) for found in baselines(evaluation)]
        if rows:
            blocks.append(Table(("Without a model", "Figure", "It reaches", "The model reaches"), rows))
    return Section("Results", blocks) if blocks else None


def _by_part(subject: Subject) -> Table:
    compared = Compared(subject.version, subject.recorded)
    rows: dict[str, dict[str | None, float]] = defaultdict(dict)
    for name, value in subject.version.metrics.items():
        part = compared.part_of(name)
        rows[compared.figure_of(name)][part] = value
    parts = [part for part in _PARTS if any(part in row for row in rows.values())]
    cells = [(name, *(shown(float(row[part])) if part in row else "" for part in parts)) for name, row in rows.items()]
    return Table(("Metric", *(part or "fitted" for part in parts)), cells)
