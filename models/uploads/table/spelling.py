"""How the numbers of a column are spelled."""

from models.uploads.table.question import Question
from models.uploads.table.shape import Shape


def spelling_of(question: Question) -> tuple[str, str]:
    """Return the sign before decimals and that between groups of digits: as the cells show, else as said, else as most cells have them."""
    said = question.said
    sure = _sure_spelling(question)
    if sure is not None:
        return sure
    decimal, thousands = _likely_spelling(question)
    if said.thousands is not None:
        return said.decimal or ("," if said.thousands == "." or (decimal == "," and said.thousands != ",") else "."), said.thousands
    return (said.decimal, "") if said.decimal is not None else (decimal, thousands)


def _sure_spelling(question: Question) -> tuple[str, str] | None:
    """Return the spelling of cells that leave no choice, signs round them aside; None without such cells."""
    counts, census = question.census.counts, question.census
    signed = [seen.cell for seen in census.first([Shape.SIGNED])]
    if counts[Shape.COMMA_GROUPS] or any(0 <= cell.rfind(",") < cell.rfind(".") for cell in signed):
        return ".", ","
    if counts[Shape.POINT_GROUPS] or any(0 <= cell.rfind(".") < cell.rfind(",") for cell in signed):
        return ",", "."
    grouped = {" ": (Shape.BLANK_GROUPS, Shape.WIDE_GROUPS), "'": (Shape.QUOTE_GROUPS,), "_": (Shape.LINE_GROUPS,)}
    found = next((sign for sign, shapes in grouped.items() if census.total(shapes)), None)
    return None if found is None else ("," if _has_commas(question) else ".", found)


def _likely_spelling(question: Question) -> tuple[str, str]:
    if not _has_commas(question):
        return ".", ""
    is_thousands = question.around.comma_separates and not question.census.counts[Shape.COMMA]
    return (".", ",") if is_thousands else (",", "")


def _has_commas(question: Question) -> bool:
    signed = question.census.first([Shape.SIGNED, Shape.BLANK_GROUPS, Shape.WIDE_GROUPS, Shape.QUOTE_GROUPS])
    return bool(question.census.total([Shape.COMMA, Shape.COMMA_THREE])) or any("," in seen.cell for seen in signed)
