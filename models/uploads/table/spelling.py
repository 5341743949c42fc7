"""How the numbers of a column are spelled."""

from itertools import product

from models.uploads.table.question import Question
from models.uploads.table.shape import Shape

#: Signs between groups of digits; empty for none.
_GROUP_SIGNS = ("", ",", ".", " ", "'", "_")
#: Each spelling: the sign before decimals, and that between groups of digits.
_SPELLINGS = [(decimal, thousands) for decimal, thousands in product(".,", _GROUP_SIGNS) if decimal != thousands]
#: Shapes that a sign before decimals reads.
_BY_DECIMAL = {".": {Shape.POINT, Shape.POINT_THREE}, ",": {Shape.COMMA, Shape.COMMA_THREE}}
#: Shapes that a sign between groups of digits reads, whatever stands before decimals.
_BY_GROUPS = {
    ",": {Shape.COMMA_THREE, Shape.COMMA_GROUPS},
    ".": {Shape.POINT_THREE, Shape.POINT_GROUPS},
    " ": {Shape.BLANK_GROUPS, Shape.WIDE_GROUPS},
    "'": {Shape.QUOTE_GROUPS},
    "_": {Shape.LINE_GROUPS},
}
#: Shapes that not every spelling reads.
_SPELLED = frozenset[Shape]().union(*_BY_DECIMAL.values(), *_BY_GROUPS.values())


def spellings_of(question: Question) -> list[tuple[str, str]]:
    """Return the spellings by which all numbers of a column can be read, the likeliest first; signs of currencies and shares are left out.

    Returns:
        For each the sign before decimals, and that between groups of digits. What the caller has said comes first, then what has no sign between
        groups, since a plain number is plain until the caller says that its points stand between groups.
    """
    census = question.census.without_signs()
    shapes = {shape for shape, count in census.counts.items() if count} & _SPELLED
    found = [(decimal, thousands) for decimal, thousands in _SPELLINGS if shapes <= _read_by(decimal, thousands) and census.decimals <= {decimal}]
    return sorted(found, key=lambda spelling: _unlikeliness(question, shapes, *spelling))


def spelling_of(question: Question) -> tuple[str, str]:
    """Return the sign before decimals and that between groups of digits by which a column is read, also where some cells cannot be read."""
    found = spellings_of(question)
    said = question.said
    return found[0] if found else (said.decimal or ("," if said.thousands == "." else "."), said.thousands or "")


def _read_by(decimal: str, thousands: str) -> set[Shape]:
    return _BY_DECIMAL[decimal] | _BY_GROUPS.get(thousands, set())


def _unlikeliness(question: Question, shapes: set[Shape], decimal: str, thousands: str) -> tuple[bool, bool, bool, bool]:
    said = question.said
    is_plain = Shape.POINT_THREE in shapes and said.thousands != "."
    is_thousands = question.around.comma_separates and said.decimal is None and Shape.COMMA_THREE in shapes
    return (
        is_plain and thousands == ".",
        decimal != (said.decimal or decimal),
        thousands != (said.thousands or ("," if is_thousands and said.thousands is None else "")),
        decimal == ",",
    )
