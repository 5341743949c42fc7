"""A card as Markdown, which is plain text in which nothing that a user typed is markup."""

import re
from collections.abc import Callable, Sequence

from service.model_card.blocks import Block, Card, Code, Figures, Items, Prose, Table

#: Characters that mean something within a line of Markdown or HTML.
_MARKUP = re.compile(r"([\\`*\[\]<>|~&#!]|(?<![^\W_])_|_(?![^\W_]))")
#: What begins a list, a heading or a line at the beginning of a text.
_BEGINNING = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+=:]))")
#: What some readers of Markdown take for an address without any markup.
_ADDRESS = re.compile(r"://|www\.|@(?=\S*\.)", re.I)


def markdown_of(card: Card) -> str:
    """Return a card as Markdown."""
    parts = [f"# {_plain(card.title)}"]
    for section in card.sections:
        parts += [f"## {_plain(section.title)}", *(_FORMS[type(block)](block) for block in section.blocks)]
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """Return a text in which nothing is markup, on one line."""
    line = " ".join(text.split())
    escaped = _ADDRESS.sub(lambda found: found[0].replace(":", "\\:").replace(".", "\\.").replace("@", "\\@"), _MARKUP.sub(r"\\\1", line))
    return _BEGINNING.sub(r"\1\\", escaped)


def _prose(block: Prose) -> str:
    return _plain(block.text)


def _items(block: Items) -> str:
    return "\n".join(f"- {_plain(text)}" for text in block.texts)


def _table(block: Table) -> str:
    return "\n".join([_row(block.header), f"|{' --- |' * len(block.header)}", *map(_row, block.rows)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(_plain, cells)) + " |"


def _code(block: Code) -> str:
    longest = max((len(run) for run in re.findall(r"`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}json\n{block.text}\n{fence}"


def _figures(block: Figures) -> str:
    return "\n".join(f"- [{_plain(figure.title)}](<{figure.url}>): {_plain(figure.caption)}" for figure in block.figures)


_FORMS: dict[type[Block], Callable[..., str]] = {Prose: _prose, Items: _items, Table: _table, Code: _code, Figures: _figures}
