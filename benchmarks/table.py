"""One line of the printed table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A measurement beside its rival, or beside a bound.

    Args:
        what: What was measured.
        ours: Modelbook's figure with its unit.
        rival: The rival, or the bound, with its figure and unit.
        ratio: Ours over the rival's, or over the bound.
        target: What the ratio is meant to be.
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
