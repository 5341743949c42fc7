"""Characters that no name may have, and what is shown in their place."""

import pytest

from models.core.names import seen, unseen_in

#: Texts with a character that no name may have, and that character.
HOSTILE = {
    "newline": ("abc\n", "U+000A"),
    "NUL": ("a\0c", "U+0000"),
    "DEL": ("a\x7f", "U+007F"),
    "escape": ("\x1b[31mred", "U+001B"),
    "override": ("a\u202egpj.exe", "U+202E"),
    "isolate": ("\u2066a", "U+2066"),
    "mark": ("a\u200f", "U+200F"),
    "line separator": ("a\u2028b", "U+2028"),
    "next line": ("a\x85", "U+0085"),
    "surrogate": ("a\ud800", "U+D800"),
}


@pytest.mark.parametrize(("text", "found"), HOSTILE.values(), ids=HOSTILE)
def test_a_character_that_no_name_may_have_is_found_and_replaced_where_it_is_shown(text: str, found: str) -> None:
    assert unseen_in(text) == found
    assert unseen_in(seen(text)) == ""
    assert len(seen(text)) == len(text)


@pytest.mark.parametrize("text", ["", "petal length", "größe", "价格 (元)", "a\u00a0b", "e\u0301", "👩\u200d🔬", "100 $"])
def test_every_other_text_is_a_name_and_shown_as_it_is(text: str) -> None:
    assert (unseen_in(text), seen(text)) == ("", text)
