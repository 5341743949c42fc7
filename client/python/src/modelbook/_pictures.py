"""Pictures as files, which a notebook shows."""

from __future__ import annotations


class Svg(bytes):
    """A picture as an SVG file."""

    def __repr__(self) -> str:
        return f"<SVG of {len(self):,} bytes>"

    def _repr_svg_(self) -> str:
        return self.decode()


class Png(bytes):
    """A picture as a PNG file."""

    def __repr__(self) -> str:
        return f"<PNG of {len(self):,} bytes>"

    def _repr_png_(self) -> bytes:
        return bytes(self)
