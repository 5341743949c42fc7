"""The header that names the columns whose texts were cleaned."""

import pytest

from service.bodies.cleaned_columns import MORE, MOST_CHARACTERS, cleaned_header


@pytest.mark.parametrize(
    ("names", "value"),
    [(["colour"], "colour"), (["colour", "2"], "colour, 2"), (["Größe, groß"], "Gr%C3%B6%C3%9Fe%2C gro%C3%9F"), (["*"], "%2A")],
)
def test_names_are_encoded_with_commas_between_them(names: list[str], value: str) -> None:
    assert cleaned_header(names) == value


def test_more_columns_than_there_is_room_for_end_in_a_sign_that_no_name_has() -> None:
    value = cleaned_header([f"column {index}" for index in range(1_000)])
    first, *_, last = value.split(", ")
    assert (first, last) == ("column 0", MORE)
    assert MOST_CHARACTERS - 20 < len(value) <= MOST_CHARACTERS + 3
    assert cleaned_header(["x" * 3_000]) == MORE
