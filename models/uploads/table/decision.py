"""Decide what a column holds by what its cells look like."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from models.core.faults import quote
from models.datasets.cell_reading import CellReading, ColumnType
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import Reading
from models.uploads.table.census import Census, Seen
from models.uploads.table.shape import DATES, NUMBERS, PLAIN, TOKENS, Shape

#: Most distinct words for missing values that are taken without a doubt.
MAX_TOKENS = 3
#: Most cells, and lines, that a doubt offers to take for missing or to leave out.
_MAX_OFFERED = 20
_MAX_LINES = 3

#: Shapes that are numbers with decimal commas; with commas, and with points between groups of digits.
_BY_COMMA = (Shape.WHOLE, Shape.COMMA, Shape.COMMA_THREE)
_ENGLISH = (*PLAIN, Shape.COMMA_THREE, Shape.COMMA_GROUPS)
_GERMAN = (Shape.WHOLE, Shape.POINT_THREE, Shape.COMMA, Shape.COMMA_THREE, Shape.POINT_GROUPS)
#: Shapes of numbers by the sign between groups of digits.
_GROUPED = {
    ",": _ENGLISH,
    ".": _GERMAN,
    " ": (*PLAIN, Shape.COMMA, Shape.COMMA_THREE, Shape.BLANK_GROUPS, Shape.WIDE_GROUPS),
    "'": (*PLAIN, Shape.COMMA, Shape.COMMA_THREE, Shape.QUOTE_GROUPS),
    "_": (*PLAIN, Shape.COMMA, Shape.COMMA_THREE, Shape.LINE_GROUPS),
}


@dataclass(frozen=True)
class Surroundings:
    """What else is known of a file.

    Args:
        comma_separates: Whether the delimiter is a comma.
        has_points: Whether other columns have numbers with points.
        has_commas: Whether other columns have numbers with decimal commas.
    """

    comma_separates: bool = False
    has_points: bool = False
    has_commas: bool = False


@dataclass(frozen=True)
class Decision:
    """What a column holds.

    Args:
        how: How its cells are read.
        doubts: What has more than one meaning.
        note: What was taken as meant, in a sentence without its end; empty for nothing.
    """

    how: CellReading
    doubts: list[Doubt] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Question:
    """A column whose meaning is asked for.

    Args:
        name: Its name.
        census: What its cells look like.
        said: What the caller has said.
        missing: Cells that the caller takes for missing.
        around: What else is known of the file.
    """

    name: str
    census: Census
    said: Reading = field(default_factory=Reading)
    missing: tuple[str, ...] = ("",)
    around: Surroundings = field(default_factory=Surroundings)

    @property
    def n_others(self) -> int:
        """Return the number of cells that are neither empty nor words for missing values."""
        return self.census.n_cells - self.census.counts[Shape.TOKEN]

    def are(self, *shapes: Shape) -> bool:
        """Return whether all cells that are not missing are of these shapes."""
        return self.census.total(shapes) == self.n_others

    def reading(self, type_: ColumnType, **how: Any) -> CellReading:
        """Return a reading of the column; words for missing values are missing unless it is text."""
        tokens = () if type_ == "text" else tuple(token for token in TOKENS if token not in self.missing)
        return CellReading(type=type_, missing=(*self.missing, *tokens), **how)

    def text(self, note: str = "", *doubts: Doubt) -> Decision:
        """Return the decision for text, as which a column in doubt stays."""
        return Decision(self.reading("text", labels=self.said.labels or "strip"), list(doubts), note)

    def doubt(self, detail: str, first: Seen, *settle: dict[str, Any]) -> Doubt:
        """Return a doubt about the column."""
        as_text = {"types": {self.name: "text"}}
        return Doubt(column=self.name, line=first.line, cell=first.cell[:200], detail=detail, settle=[*settle, as_text])


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
        decimal, thousands = _spelling(question)
        return question.reading("number", decimal=decimal, thousands=thousands, affixes=tuple(sorted(question.census.signs)))
    if type_ == "date":
        return question.reading("date", day_first=day_first, is_utc=bool(question.census.counts[Shape.ZONED]))
    return question.reading(type_)


def _said_spelling(question: Question) -> tuple[str, str] | None:
    """Return the sign before decimals and that between groups of digits that the caller has said; None where nothing is said."""
    said = question.said
    if said.decimal is None and said.thousands is None:
        return None
    return said.decimal or ("," if said.thousands == "." else "."), said.thousands or ""


def _spelling(question: Question) -> tuple[str, str]:
    """Return the sign before decimals and that between groups of digits: as said, else as most cells show, signs round them aside."""
    counts = question.census.counts
    signed = [seen.cell for seen in question.census.first([Shape.SIGNED])]
    if (said := _said_spelling(question)) is not None:
        return said
    if counts[Shape.COMMA_GROUPS] or any(0 <= cell.rfind(",") < cell.rfind(".") for cell in signed):
        return ".", ","
    if counts[Shape.POINT_GROUPS] or any(0 <= cell.rfind(".") < cell.rfind(",") for cell in signed):
        return ",", "."
    has_commas = bool(question.census.total([Shape.COMMA, Shape.COMMA_THREE])) or any("," in cell for cell in signed)
    for sign, shapes in _GROUPED.items():
        if sign not in ",." and question.census.total(shapes[-2:] if sign == " " else shapes[-1:]):
            return "," if has_commas else ".", sign
    if not has_commas:
        return ".", ""
    is_thousands = question.around.comma_separates and not counts[Shape.COMMA]
    return (".", ",") if is_thousands else (",", "")


def _said_numbers(question: Question) -> Decision | None:
    """Decide numbers that are spelled as the caller has said."""
    spelling = _said_spelling(question)
    if spelling is None:
        return None
    decimal, thousands = spelling
    shapes = _GROUPED.get(thousands, _BY_COMMA if decimal == "," else PLAIN)
    if decimal == "," and thousands != ".":
        shapes = tuple(shape for shape in shapes if shape not in (Shape.POINT, Shape.POINT_THREE))
    return Decision(question.reading("number", decimal=decimal, thousands=thousands)) if question.are(*shapes) else None


def _codes(question: Question) -> Decision | None:
    if not question.are(*PLAIN, Shape.CODE, Shape.BIG) or not question.census.total([Shape.CODE, Shape.BIG]):
        return None
    first = question.census.first([Shape.CODE, Shape.BIG])[0]
    what = "leading zeros" if question.census.counts[Shape.CODE] else "more digits than a number keeps"
    return question.text(f"{quote(question.name)} is text: it has codes with {what}, such as {quote(first.cell)} on line {first.line}")


def _numbers(question: Question) -> CellReading:
    decimal, thousands = _spelling(question)
    return question.reading("number", decimal=decimal, thousands=thousands)


def _points_of_three(question: Question) -> Decision | None:
    """Doubt points in a file with decimal commas where they may stand between thousands."""
    is_open = question.around.has_commas and question.census.counts[Shape.POINT_THREE] and question.are(Shape.WHOLE, Shape.POINT_THREE)
    if not is_open or question.said.thousands is not None:
        return None
    first = question.census.first([Shape.POINT_THREE])[0]
    detail = f"the point of {quote(first.cell)} may stand between thousands or before decimals, as other columns have decimal commas"
    return question.text("", question.doubt(detail, first, {"thousands": "."}, {"types": {question.name: "number"}}))


def _plain_numbers(question: Question) -> Decision | None:
    return Decision(question.reading("number")) if question.are(*PLAIN) else None


def _signed(question: Question) -> Decision | None:
    if not question.census.counts[Shape.SIGNED] or not question.are(*NUMBERS):
        return None
    first, signs = question.census.first([Shape.SIGNED])[0], " and ".join(sorted(question.census.signs))
    detail = f"the cells are numbers with {signs}; as numbers {quote(first.cell)} is read without the sign"
    return question.text("", question.doubt(detail, first, {"types": {question.name: "number"}}))


def _groups(question: Question) -> Decision | None:
    """Decide numbers that show their groups of digits without doubt."""
    counts = question.census.counts
    if counts[Shape.COMMA_GROUPS] and question.are(*_ENGLISH):
        return Decision(question.reading("number", thousands=","), note=f'{quote(question.name)} has "," between groups of digits')
    if counts[Shape.POINT_GROUPS] and question.are(*_GERMAN):
        return Decision(
            question.reading("number", thousands=".", decimal=","), note=f'{quote(question.name)} has "." between groups of digits and decimal commas'
        )
    if counts[Shape.WIDE_GROUPS] and question.are(*PLAIN, Shape.COMMA, Shape.COMMA_THREE, Shape.WIDE_GROUPS):
        return Decision(_numbers(question), note=f"{quote(question.name)} has no-break spaces between groups of digits")
    if counts[Shape.QUOTE_GROUPS] and question.are(*PLAIN, Shape.QUOTE_GROUPS):
        return Decision(_numbers(question), note=f"{quote(question.name)} has ' between groups of digits")
    return None


def _spaced(question: Question) -> Decision | None:
    shapes = (Shape.BLANK_GROUPS, Shape.WIDE_GROUPS, Shape.LINE_GROUPS)
    if not question.census.total(shapes) or not question.are(*PLAIN, Shape.COMMA, Shape.COMMA_THREE, *shapes):
        return None
    first = question.census.first(shapes)[0]
    sign = _spelling(question)[1]
    detail = f"{quote(first.cell)} may be one number with {quote(sign)} between groups of digits, or text"
    return question.text("", question.doubt(detail, first, {"thousands": sign}))


def _decimal_commas(question: Question) -> Decision | None:
    counts, around = question.census.counts, question.around
    if not question.census.total([Shape.COMMA, Shape.COMMA_THREE]) or not question.are(*_BY_COMMA):
        return None
    if not around.comma_separates and (counts[Shape.COMMA] or not around.has_points):
        return Decision(question.reading("number", decimal=","), note=f"{quote(question.name)} has decimal commas")
    return _comma_doubt(question)


def _comma_doubt(question: Question) -> Decision:
    first = question.census.first([Shape.COMMA, Shape.COMMA_THREE])[0]
    if question.census.counts[Shape.COMMA]:
        return question.text("", question.doubt(f"{quote(first.cell)} may be a number with a decimal comma, or text", first, {"decimal": ","}))
    detail = f"the comma of {quote(first.cell)} may stand between thousands or before decimals"
    return question.text("", question.doubt(detail, first, {"thousands": ","}, {"decimal": ","}))


def _commas_and_points(question: Question) -> Decision | None:
    """Decide cells of which some have a comma and some a point."""
    if question.census.counts[Shape.COMMA_THREE] and question.are(*PLAIN, Shape.COMMA_THREE):
        return _comma_doubt(question)
    return None


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
    is_day_first = bool(counts[Shape.DAY_FIRST]) if counts[Shape.DAY_FIRST] or counts[Shape.MONTH_FIRST] else None
    is_utc = bool(counts[Shape.ZONED])
    kept = ", which say their zone or offset and are kept in UTC" if is_utc else ""
    note = f"{quote(question.name)} holds dates{kept}: data.time of series, or a date_parts step over rows, uses them"
    return Decision(question.reading("date", day_first=is_day_first, is_utc=is_utc), note=note)


def _mostly(question: Question) -> Decision | None:
    """Doubt a column of which at least half is of one type and the rest is not."""
    for shapes, noun in ((NUMBERS, "numbers"), (DATES, "dates"), ((Shape.TRUTH,), "truth values")):
        usual = [shape for shape in shapes if shape != Shape.BEYOND]
        n_usual = question.census.total(usual)
        if 0 < n_usual < question.n_others <= 2 * n_usual:
            return _few_others(question, tuple(usual), noun)
    return None


def _few_others(question: Question, usual: tuple[Shape, ...], noun: str) -> Decision:
    n_other = question.n_others - question.census.total(usual)
    others = question.census.first([shape for shape in Shape if shape not in (*usual, Shape.TOKEN)])
    words = [seen.cell for seen in others]
    settle: list[dict[str, Any]] = []
    if len(others) < _MAX_OFFERED:
        settle.append({"missing": words})
    detail = f"{question.n_others - n_other:,} of {question.n_others:,} cells are {noun}, {n_other:,} {'is' if n_other == 1 else 'are'} not"
    if others[0].cell and question.census.counts[Shape.BEYOND]:
        detail += "; infinite numbers, and such beyond 1.8e308, are none"
    lines = [{"skip_lines": [seen.line for seen in others]}] if sum(seen.count for seen in others) == n_other <= _MAX_LINES else []
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


_RULES: tuple[Callable[[Question], Decision | None], ...] = (
    _said_numbers,
    _points_of_three,
    _plain_numbers,
    _codes,
    _signed,
    _groups,
    _decimal_commas,
    _commas_and_points,
    _spaced,
    _truth_values,
    _dates,
    _mostly,
)
