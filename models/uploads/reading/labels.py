"""The grammar of text in cells."""

import unicodedata

from models.datasets.cell_reading import CellReading
from models.uploads.reading.blanks import BLANK_CHARACTERS


def label_of(text: str, join: str) -> str:
    """Return a text in Unicode's composed form (NFC), joined as said: as_is, strip or strip_casefold."""
    return unicodedata.normalize("NFC", text.casefold() if join == "strip_casefold" else text)


def read_text(text: str, how: CellReading) -> str | None:
    """Return what `read_cells` makes of one cell of text; None where it is missing."""
    stripped = text.strip(BLANK_CHARACTERS)
    if stripped in how.missing:
        return None
    return label_of(text if how.labels == "as_is" else stripped, how.labels)
