"""One line of the printed table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A measurement with its rival or bound.

    Args:
        what: What was measured.
        ours: Modelbook's figure with its unit.
        rival: The rival, or the bound, with its figure and unit.
        ratio: Ours divided by the rival's, or by the bound.
        target: Target of the ratio.
    """

    what: str
    ours: str
    rival: str
    ratio: float
    target: str

    def as_row(self) -> str:
        """Return the line as a row of a Markdown table."""
        return f"| {self.what} | {self.ours} | {self.rival} | {self.ratio:.2f} | {self.target} |"


HEADER = "| what | Modelbook | rival or bound | ratio | target |\n|---|---|---|---|---|"
