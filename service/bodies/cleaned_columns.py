"""Columns of rows whose texts were taken in another form than they came, reported in a header of the answer."""

from collections.abc import Sequence

from service.bodies.extra_columns import encoded_name

#: Header of an answer with the names of the columns, percent-encoded, with commas between them.
CLEANED = "Cleaned-Columns"
#: After the last name where there are more columns. No name looks like it, as it would be encoded.
MORE = "*"
#: Most characters of the names: proxies refuse an answer with large headers, and this one is not asked for.
MOST_CHARACTERS = 2_000


def cleaned_header(names: Sequence[str]) -> str:
    """Return the value of the header for columns, at least one; as many are named as there is room for."""
    listed, size = list[str](), 0
    for name in map(encoded_name, names):
        size += len(name) + len(", ")
        if size > MOST_CHARACTERS:
            return ", ".join([*listed, MORE])
        listed.append(name)
    return ", ".join(listed)
