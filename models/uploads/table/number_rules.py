"""Rules by which a column is of numbers, or may be."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from models.core.faults import quote
from models.datasets.cell_reading import CellReading
from models.uploads.table.question import Decision, Question
from models.uploads.table.shape import NUMBERS, PLAIN, Shape
from models.uploads.table.spelling import spelling_of, spellings_of

#: Digits with signs of numbers between or round them, no more than one point unless there are commas: not versions or addresses.
_LIKE_A_NUMBER = re.compile(r"['\"(+-]?(?=[^.]*\.?[^.]*$|.*,)(?=.*[,.'\"()])[0-9][0-9., '’]*['\")-]?")
#: Shapes that are numbers with decimal commas.
_BY_COMMA = (Shape.WHOLE, Shape.COMMA, Shape.COMMA_THREE)
#: Shapes of numbers with groups of digits: without doubt, and such that may be texts.
_SURE_GROUPS = (Shape.COMMA_GROUPS, Shape.POINT_GROUPS, Shape.WIDE_GROUPS, Shape.QUOTE_GROUPS)
_OPEN_GROUPS = (Shape.BLANK_GROUPS, Shape.LINE_GROUPS)
#: Shapes of numbers without signs of currencies and shares, codes left out.
_SPELLED = (*PLAIN, Shape.COMMA, Shape.COMMA_THREE, *_SURE_GROUPS, *_OPEN_GROUPS)
#: What is said of sure groups, by their sign.
_NOTES = {
    ",": '{name} has "," between groups of digits',
    ".": '{name} has "." between groups of digits and decimal commas',
    " ": "{name} has no-break spaces between groups of digits",
    "'": "{name} has ' between groups of digits",
}


def _said_numbers(question: Question) -> Decision | None:
    """Decide numbers that are spelled as the caller has said, or that show their groups of digits where the caller has said something."""
    said, counts = question.said, question.census
    if (said.decimal is None and said.thousands is None) or not question.are(*_SPELLED):
        return None
    wanted = said.decimal or ("," if said.thousands == "." else "."), said.thousands or ""
    found = spellings_of(question)[:1]
    is_settled = found == [wanted] or (found and counts.total((*_SURE_GROUPS, *_OPEN_GROUPS)))
    return Decision(_numbers(question)) if is_settled else None


def _codes(question: Question) -> Decision | None:
    if not question.are(*PLAIN, Shape.CODE, Shape.BIG) or not question.census.total([Shape.CODE, Shape.BIG]):
        return None
    first = question.census.first([Shape.CODE, Shape.BIG])[0]
    what = "leading zeros or a plus sign" if question.census.counts[Shape.CODE] else "more digits than a number keeps"
    return question.text(f"{quote(question.name)} is text: it has codes with {what}, such as {quote(first.cell)} on line {first.line}")


def _numbers(question: Question) -> CellReading:
    decimal, thousands = spelling_of(question)
    return question.reading("number", decimal=decimal, thousands=thousands)


def _points_of_three(question: Question) -> Decision | None:
    """Doubt points that may stand between thousands, in a file with decimal commas, or with semicolons, which such files have between cells."""
    around = question.around
    is_likely = around.has_commas or (around.delimiter == ";" and not around.has_points)
    is_open = is_likely and question.census.counts[Shape.POINT_THREE] and question.are(Shape.WHOLE, Shape.POINT_THREE)
    if not is_open or question.said.thousands is not None or question.said.decimal == ".":
        return None
    first = question.census.first([Shape.POINT_THREE])[0]
    why = "as other columns have decimal commas" if around.has_commas else "as semicolons stand between cells"
    detail = f"the point of {quote(first.cell)} may stand between thousands or before decimals, {why}"
    # That points stand between thousands holds for the whole file, so it is not offered where it would change another column.
    offers: list[dict[str, Any]] = [] if around.keeps_points else [{"thousands": "."}]
    return question.text("", question.doubt(detail, first, *offers, {"types": {question.name: "number"}}))


def _plain_numbers(question: Question) -> Decision | None:
    return Decision(question.reading("number")) if question.are(*PLAIN) else None


def _signed(question: Question) -> Decision | None:
    """Doubt numbers with signs of currencies and shares; where their spelling is in doubt as well, what settles that is offered with the type."""
    if not question.census.counts[Shape.SIGNED] or not question.are(*NUMBERS):
        return None
    first, signs = question.census.first([Shape.SIGNED])[0], " and ".join(sorted(question.census.signs))
    as_number = {"types": {question.name: "number"}}
    bare = replace(question, census=question.census.without_signs())
    decision = next((found for rule in _BARE_RULES if (found := rule(bare)) is not None), None)
    if decision is not None and decision.doubts:
        (doubt,) = decision.doubts
        offers = [patch | as_number for patch in doubt.settle if "types" not in patch or patch == as_number]
        return question.text("", question.doubt(f"the cells are numbers with {signs}, and {doubt.detail}", first, *offers))
    detail = f"the cells are numbers with {signs}; as numbers {quote(first.cell)} is read without the sign"
    return question.text("", question.doubt(detail, first, *([as_number] if spellings_of(question) and not bare.census.counts[Shape.BIG] else [])))


def _groups(question: Question) -> Decision | None:
    """Decide numbers that show their groups of digits without doubt."""
    counts = question.census
    if not counts.total(_SURE_GROUPS) or counts.total(_OPEN_GROUPS) or not question.are(*_SPELLED) or not spellings_of(question):
        return None
    how = _numbers(question)
    return Decision(how, note=_NOTES[how.thousands].format(name=quote(question.name)))


def _spaced(question: Question) -> Decision | None:
    shapes = (*_OPEN_GROUPS, Shape.WIDE_GROUPS)
    if not question.census.total(shapes) or not question.are(*_SPELLED) or not spellings_of(question):
        return None
    first, sign = question.census.first(shapes)[0], spelling_of(question)[1]
    detail = f"{quote(first.cell)} may be one number with {quote(sign)} between groups of digits, or text"
    return question.text("", question.doubt(detail, first, {"thousands": sign}))


def _decimal_commas(question: Question) -> Decision | None:
    counts, around = question.census.counts, question.around
    if not question.census.total([Shape.COMMA, Shape.COMMA_THREE]) or not question.are(*_BY_COMMA):
        return None
    if not around.comma_separates and question.said.decimal != "." and (counts[Shape.COMMA] or not around.has_points):
        return Decision(_numbers(question), note=f"{quote(question.name)} has decimal commas")
    return _comma_doubt(question)


def _comma_doubt(question: Question) -> Decision:
    first = question.census.first([Shape.COMMA, Shape.COMMA_THREE])[0]
    if question.census.counts[Shape.COMMA]:
        detail, signs = f"{quote(first.cell)} may be a number with a decimal comma, or text", ["decimal"]
    else:
        detail, signs = f"the comma of {quote(first.cell)} may stand between thousands or before decimals", ["thousands", "decimal"]
    return question.text("", question.doubt(detail, first, *_offered(question, signs)))


def _offered(question: Question, names: list[str]) -> list[dict[str, Any]]:
    """Return readings by which the commas stand as named; the type of the column where that contradicts what the caller has said of the file."""
    said, spellings = question.said, [{"decimal": decimal, "thousands": thousands} for decimal, thousands in spellings_of(question)]
    is_free = {"decimal": said.decimal != "." and said.thousands != ",", "thousands": said.decimal != "," and said.thousands in (None, ",")}
    possible = [name for name in names if any(spelling[name] == "," for spelling in spellings)]
    free: list[dict[str, Any]] = [{name: ","} for name in possible if is_free[name]]
    as_type: list[dict[str, Any]] = [{"types": {question.name: "number"}} for name in possible if not is_free[name] and spellings[0][name] == ","]
    return [*free, *as_type]


def _commas_and_points(question: Question) -> Decision | None:
    """Decide cells of which some have a comma and some a point."""
    if question.census.counts[Shape.COMMA_THREE] and question.are(*PLAIN, Shape.COMMA_THREE):
        return _comma_doubt(question)
    return None


def _several_ways(question: Question) -> Decision | None:
    """Doubt numbers of which some are spelled otherwise than others."""
    if not question.are(*NUMBERS) or question.census.total([Shape.CODE, Shape.BIG]):
        return None
    first, other = question.census.first([shape for shape in NUMBERS if shape not in PLAIN])[0], question.census.first(PLAIN)
    beside = f" and {quote(other[0].cell)} on line {other[0].line}" if other else ""
    return question.text("", question.doubt(f"numbers are spelled in several ways, such as {quote(first.cell)}{beside}: correct the cells", first))


def _like_numbers(question: Question) -> Decision | None:
    """Doubt a target of cells of digits and signs of numbers that are none in any spelling, such as "1,23,456.50" or "'5'"."""
    found = question.census.first([Shape.TEXT])
    if not found or not question.are(*NUMBERS, Shape.TEXT) or not all(_LIKE_A_NUMBER.fullmatch(seen.cell) for seen in found):
        return None
    doubt = question.doubt(f"{quote(found[0].cell)} looks like a number, but is none in a known spelling", found[0])
    return question.text("", doubt.model_copy(update={"refuses": "target"}))


#: The rules, in the order in which they are asked.
NUMBER_RULES: tuple[Callable[[Question], Decision | None], ...] = (
    _said_numbers,
    _points_of_three,
    _plain_numbers,
    _codes,
    _signed,
    _groups,
    _decimal_commas,
    _commas_and_points,
    _spaced,
    _several_ways,
    _like_numbers,
)
#: Those of them for the spelling of numbers without signs of currencies and shares.
_BARE_RULES = [rule for rule in NUMBER_RULES if rule not in (_codes, _signed, _like_numbers)]
