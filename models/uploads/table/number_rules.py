"""Rules by which a column is of numbers, or may be."""

import re
from collections.abc import Callable

from models.core.faults import quote
from models.datasets.cell_reading import CellReading
from models.uploads.table.question import Decision, Question
from models.uploads.table.shape import NUMBERS, PLAIN, Shape
from models.uploads.table.spelling import spelling_of

#: Digits with signs of numbers between or round them, no more than one point unless there are commas: not versions or addresses.
_LIKE_A_NUMBER = re.compile(r"['\"(+-]?(?=[^.]*\.?[^.]*$|.*,)(?=.*[,.'\"()])[0-9][0-9., '’]*['\")-]?")
#: Shapes that are numbers with decimal commas; with commas, and with points between groups of digits.
_BY_COMMA = (Shape.WHOLE, Shape.COMMA, Shape.COMMA_THREE)
#: Shapes that are numbers with commas between groups of digits, and with points between them.
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


def _said_numbers(question: Question) -> Decision | None:
    """Decide numbers that are spelled as the caller has said."""
    if question.said.decimal is None and question.said.thousands is None:
        return None
    decimal, thousands = spelling_of(question)
    shapes = set(_GROUPED.get(thousands, (*PLAIN, *_BY_COMMA)))
    if decimal == ",":
        shapes -= {Shape.POINT} if thousands == "." else {Shape.POINT, Shape.POINT_THREE}
    elif thousands != ",":
        shapes -= {Shape.COMMA, Shape.COMMA_THREE}
    return Decision(question.reading("number", decimal=decimal, thousands=thousands)) if question.are(*shapes) else None


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
    sign = spelling_of(question)[1]
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
