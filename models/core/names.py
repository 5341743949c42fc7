"""Names: which characters no name of a model, job, data set or column may have, and how to show a text that may have any."""

import unicodedata

#: Categories of Unicode that have no glyph of their own: controls, surrogates, line and paragraph separators.
_UNSEEN = ("Cc", "Cs", "Zl", "Zp")
#: Characters that reorder the text around them, so that a name looks like another one.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unseen_in(text: str) -> str:
    """Return the first character of a text that no name may have, such as U+000A for a newline; empty if there is none."""
    return next((f"U+{ord(character):04X}" for character in text if _is_unseen(character)), "")


def seen(text: str) -> str:
    """Return a text with a replacement character for each one that no name may have."""
    return text if text.isprintable() else "".join("\ufffd" if _is_unseen(character) else character for character in text)


def _is_unseen(character: str) -> bool:
    return character in _REORDERING or unicodedata.category(character) in _UNSEEN
