"""Bytes near those of valid files: flipped, cut, repeated, moved, and mixed with those of others."""

from collections.abc import Sequence

from hypothesis import strategies as st

#: Numbers that stand for sizes and offsets in files, as they are written into them.
_SIZES = tuple(
    number.to_bytes(length, order, signed=False)
    for length in (1, 2, 4, 8)
    for number in (0, 1, 2 ** (8 * length) - 1, 2 ** (8 * length - 1))
    for order in ("little", "big")
)
#: Most changes of one file.
MAX_CHANGES = 4


@st.composite
def changed_bytes(draw: st.DrawFn, samples: Sequence[bytes]) -> bytes:
    """Draw the bytes of one of several valid files with a few changes."""
    content = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(1, MAX_CHANGES))):
        start, end = sorted((draw(st.integers(0, len(content))), draw(st.integers(0, len(content)))))
        content = _change(draw, content, start, end, samples)
    return content


def _change(draw: st.DrawFn, content: bytes, start: int, end: int, samples: Sequence[bytes]) -> bytes:
    how = draw(st.sampled_from(("flip", "flip", "size", "cut", "remove", "repeat", "splice", "insert")))
    if how == "flip" and start < len(content):
        return content[:start] + bytes([content[start] ^ (1 << draw(st.integers(0, 7)))]) + content[start + 1 :]
    if how == "size":
        size = draw(st.sampled_from(_SIZES))
        return content[:start] + size + content[start + len(size) :]
    if how == "cut":
        return content[:end]
    if how == "remove":
        return content[:start] + content[end:]
    if how == "repeat":
        return content[:end] + content[start:end] + content[end:]
    if how == "splice":
        other = draw(st.sampled_from(samples))
        return content[:start] + other[min(end, len(other)) :]
    return content[:start] + draw(st.binary(max_size=20)) + content[start:]
