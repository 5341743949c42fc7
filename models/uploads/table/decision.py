"""Decide what a column holds by what its cells look like."""

from collections.abc import Callable
from typing import Any

from models.core.faults import quote
from models.datasets.cell_reading import CellReading, ColumnType
from models.uploads.reading.doubt import Doubt
from models.uploads.table.number_rules import NUMBER_RULES
from models.uploads.table.question import Decision, Question
from models.uploads.table.shape import DATES, NUMBERS, Shape
from models.uploads.table.spelling import spelling_of

#: Most distinct words for missing values that are taken without a doubt.
MAX_TOKENS = 3
#: Most cells that a doubt offers to take for missing.
_MAX_OFFERED = 20
#: Most lines that it offers to leave out.
_MAX_LINES = 3


def decide(question: Question) -> Decision:
    """Return what a column holds."""
    if question.census.n_cells == 0:
        return Decision(question.reading("number"))
    for rule in _RULES:
        decision = rule(question)
        if decision is not None:
            return _with_tokens(question, decision)
    return question.text()


def decide_as(question: Question, type_: ColumnType, day_first: bool | None) -> CellReading:
    """Return how a column is read whose type the caller has said."""
    if type_ == "text":
        return question.reading("text", labels=question.said.labels or "strip")
    if type_ == "number":
        decimal, thousands = spelling_of(question)
        return question.reading("number", decimal=decimal, thousands=thousands, affixes=tuple(sorted(question.census.signs)))
    if type_ == "date":
        order = _day_first(question) if day_first is None else day_first
        return question.reading("date", day_first=order, is_utc=bool(question.census.counts[Shape.ZONED]))
    return question.reading(type_)


def _truth_values(question: Question) -> Decision | None:
    return Decision(question.reading("boolean")) if question.are(Shape.TRUTH) else None


def _dates(question: Question) -> Decision | None:
    counts, census = question.census.counts, question.census
    if not question.are(*DATES):
        return None
    if counts[Shape.ZONED] and counts[Shape.ZONED] < question.n_others:
        first = census.first([shape for shape in DATES if shape != Shape.ZONED])[0]
        return question.text("", question.doubt("some dates say their time zone and some do not", first, {"types": {question.name: "date"}}))
    if counts[Shape.DAY_FIRST] and counts[Shape.MONTH_FIRST]:
        first = census.first([Shape.MONTH_FIRST])[0]
        return question.text("", question.doubt(f"in some dates the day comes first, in {quote(first.cell)} the month", first))
    if counts[Shape.EITHER_FIRST] and not counts[Shape.DAY_FIRST] and not counts[Shape.MONTH_FIRST]:
        first = census.first([Shape.EITHER_FIRST])[0]
        orders = [{"dates": {question.name: order}} for order in ("day_first", "month_first")]
        return question.text("", question.doubt(f"the day or the month may come first in {quote(first.cell)}", first, *orders))
    is_utc = bool(counts[Shape.ZONED])
    kept = ", which say their zone or offset and are kept in UTC" if is_utc else ""
    note = f"{quote(question.name)} holds dates{kept}: data.time of series, or a date_parts step over rows, uses them"
    return Decision(question.reading("date", day_first=_day_first(question), is_utc=is_utc), note=note)


def _day_first(question: Question) -> bool | None:
    """Return whether the day comes before the month, where a cell shows it."""
    counts = question.census.counts
    return bool(counts[Shape.DAY_FIRST]) if counts[Shape.DAY_FIRST] or counts[Shape.MONTH_FIRST] else None


def _mostly(question: Question) -> Decision | None:
    """Doubt a column of which at least half is of one type and the rest is not."""
    for shapes, noun in ((NUMBERS, "numbers"), (DATES, "dates"), ((Shape.TRUTH,), "truth values")):
        n_usual = question.census.total(shapes)
        if 0 < n_usual < question.n_others <= 2 * n_usual:
            return _few_others(question, shapes, noun)
    return None


def _few_others(question: Question, usual: tuple[Shape, ...], noun: str) -> Decision:
    n_other = question.n_others - question.census.total(usual)
    others = question.census.first([shape for shape in Shape if shape not in (*usual, Shape.TOKEN)])
    words = [seen.cell for seen in others]
    settle: list[dict[str, Any]] = []
    are_all = sum(seen.count for seen in others) == n_other
    if are_all and len(others) < _MAX_OFFERED:
        settle.append({"missing": words})
    detail = f"{question.n_others - n_other:,} of {question.n_others:,} cells are {noun}, {n_other:,} {'is' if n_other == 1 else 'are'} not"
    if others[0].cell and question.census.counts[Shape.BEYOND]:
        detail += "; infinite numbers, and such beyond 1.8e308, are none"
    lines = [{"skip_lines": [seen.line for seen in others]}] if are_all and n_other <= _MAX_LINES else []
    as_text = {"types": {question.name: "text"}}
    first = others[0]
    doubt = Doubt(column=question.name, line=first.line, cell=first.cell[:200], detail=detail, settle=[*settle, as_text, *lines])
    return question.text("", doubt)


def _with_tokens(question: Question, decision: Decision) -> Decision:
    """Doubt words for missing values where they are many, or few of the other cells are of the type."""
    tokens = question.census.first([Shape.TOKEN])
    if not tokens or decision.how.type == "text":
        return decision
    if len(tokens) <= MAX_TOKENS and question.n_others:
        return decision
    if not question.n_others:
        return question.text()
    words = [seen.cell for seen in tokens]
    detail = f"{len(words)} different words may stand for missing values: {', '.join(map(quote, words))}"
    doubt = question.doubt(detail, tokens[0], {"types": {question.name: decision.how.type}}, {"missing": words})
    return question.text("", doubt)


#: The rules, in the order in which they are asked.
_RULES: tuple[Callable[[Question], Decision | None], ...] = (*NUMBER_RULES, _truth_values, _dates, _mostly)
