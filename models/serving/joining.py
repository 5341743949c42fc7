"""Symbols back to running text: letters follow each other, words have spaces between them where a printer puts them."""

from models.preprocessing.symbols import Symbols

#: Marks that follow the word before them at once.
_CLOSING = frozenset(",.;:!?)]}%”’")
#: Marks that the next word follows at once.
_OPENING = frozenset("([{“‘#$")
#: Marks between the parts of one word, or of a dash.
_TIGHT = frozenset("-/\\'’_@*+=^~&|<>`")


class Joiner:
    """Gives, symbol by symbol, what is to be appended to a text.

    Args:
        step: The step that makes the symbols.
    """

    def __init__(self, step: Symbols) -> None:
        self._spaced = step.spaced
        self._before = ""
        self._quoted = False

    def piece(self, symbol: str) -> str:
        """Return a symbol with the space before it, if there is to be one."""
        if not self._spaced:
            return symbol
        space = " " if self._before and not self._touches(symbol) else ""
        if symbol == '"':
            self._quoted = not self._quoted
        self._before = symbol
        return space + symbol

    def _touches(self, symbol: str) -> bool:
        """Tell whether a symbol follows the one before it without a space."""
        before = self._before
        if symbol in _CLOSING or symbol in _TIGHT or before in _OPENING or before in _TIGHT:
            return True
        # A straight quotation mark opens and closes in turn; `_quoted` is true between the two.
        return self._quoted and '"' in (symbol, before)


def joined(symbols: list[str], step: Symbols) -> str:
    """Return symbols as one text."""
    joiner = Joiner(step)
    return "".join(map(joiner.piece, symbols))
