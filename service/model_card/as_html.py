"""A card as the body of an HTML page, in which everything that a user typed is escaped."""

from collections.abc import Callable, Sequence
from html import escape

from service.model_card.blocks import Block, Card, Code, Figure, Figures, Items, Prose, Table


def html_of(card: Card) -> str:
    """Return what follows the heading of a card, as HTML."""
    return "\n".join(f"<h2>{escape(section.title)}</h2>\n{_blocks(section.blocks)}" for section in card.sections)


def _blocks(blocks: Sequence[Block]) -> str:
    return "\n".join(_FORMS[type(block)](block) for block in blocks)


def _prose(block: Prose) -> str:
    return f"<p>{escape(block.text)}</p>"


def _items(block: Items) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in block.texts)}</ul>"


def _table(block: Table) -> str:
    header = _row(block.header, "th") if any(block.header) else ""
    return f"<table>{header}{''.join(_row(row, 'td') for row in block.rows)}</table>"


def _row(cells: Sequence[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"


def _code(block: Code) -> str:
    return f"<pre>{escape(block.text)}</pre>"


def _figures(block: Figures) -> str:
    return "\n".join(map(_figure, block.figures))


def _figure(figure: Figure) -> str:
    """Return a figure, which the browser loads once it is scrolled to."""
    title, caption, url = map(escape, (figure.title, figure.caption, figure.url))
    return f'<figure><img loading="lazy" alt="{title}" src="{url}"><figcaption>{title}. {caption}</figcaption></figure>'


_FORMS: dict[type[Block], Callable[..., str]] = {Prose: _prose, Items: _items, Table: _table, Code: _code, Figures: _figures}
