"""Checkpoints kept while training: when, how many, of what, and under which names."""

import math
import re
from collections.abc import Mapping, Sequence
from string import Formatter

from pydantic import Field

from models.core.part import Part
from models.specs.logged import Mode, direction, unlogged

#: Most checkpoints that a job keeps.
MAX_CHECKPOINTS = 1_000
#: Longest name a checkpoint is given; a longer one becomes PLAIN.
MAX_NAME = 200
#: The name of a checkpoint where nothing else is asked for.
PLAIN = "epoch-{epoch:05d}.h5"
EXTENSION = ".h5"

_LITERAL = re.compile(r"[A-Za-z0-9_.=+,()-]*")
_INTEGER = re.compile(r"0?\d{0,2}d?")
_NUMBER = re.compile(r"0?\d{0,2}(\.\d{1,2})?[eEfFgG]?")


class Checkpoint(Part):
    """Keep checkpoints while training: HDF5 files of all variables."""

    every: int = Field(1, ge=1, le=10_000, description="Epochs from one checkpoint to the next.")
    keep: int | None = Field(2, ge=1, le=MAX_CHECKPOINTS, description="How many are kept, the newest; older ones are deleted. All of them if null.")
    monitor: str | None = Field(None, max_length=100, description="What tells whether an epoch is the best so far; val_loss when left out.")
    best_only: bool = Field(False, description="Keep a checkpoint only when it is better than all before it.")
    weights_only: bool = Field(False, description="Leave the state of the optimizer out.")
    name: str = Field(PLAIN, max_length=100, description="File name; {epoch:03d} and {val_loss:.3f}, or any other logged name, are filled in.")
    mode: Mode = Field("auto", description="Whether the monitor is better the smaller (min) or the larger (max) it is; auto infers it from its name.")

    @property
    def monitored(self) -> str:
        """Return what tells whether an epoch is the best so far."""
        return self.monitor or "val_loss"

    def improves(self, value: float, best: float) -> bool:
        """Tell whether a value of the monitor is better than the best so far. NaN is better than nothing, and nothing is worse than NaN."""
        if math.isnan(best):
            return not math.isnan(value)
        return value < best if direction(self.monitored, self.mode) == "min" else value > best

    def file_name(self, epoch: int, values: Mapping[str, float]) -> str:
        """Return the name of the checkpoint of an epoch.

        Args:
            epoch: Number of the epoch, from 1.
            values: What was logged at its end, by name; what is missing is written as nan.
        """
        name = self.name.format_map(_OrNaN({**values, "epoch": epoch}))
        return name if len(name) <= MAX_NAME else PLAIN.format(epoch=epoch)


class _OrNaN(dict[str, float]):
    def __missing__(self, key: str) -> float:
        return math.nan


def name_fault(checkpoint: Checkpoint, names: Sequence[str]) -> str:
    """Return what is wrong with the name of the checkpoints; empty where nothing is.

    Args:
        checkpoint: The rule with the name.
        names: What is logged in each epoch.
    """
    try:
        pieces = list(Formatter().parse(checkpoint.name))
    except ValueError as error:
        return f"expected fields such as {{epoch:03d}} in a file name: {error}"
    faults = (_piece_fault(piece, names) for piece in pieces)
    if fault := next(filter(None, faults), ""):
        return fault
    if checkpoint.name.startswith(".") or not checkpoint.name.endswith(EXTENSION):
        return f"expected a file name that ends in {EXTENSION} and does not begin with a dot, got {checkpoint.name!r}"
    if checkpoint.keep != 1 and "epoch" not in {field for _, field, _, _ in pieces}:
        return f"expected {{epoch}} in the name, so that one checkpoint does not overwrite another, or keep: 1; got {checkpoint.name!r}"
    return ""


def _piece_fault(piece: tuple[str, str | None, str | None, str | None], names: Sequence[str]) -> str:
    literal, field, spec, conversion = piece
    if not _LITERAL.fullmatch(literal):
        return f"expected a file name of letters, digits and _.=+,()- around its fields, got {literal!r}"
    if field is None:
        return ""
    if field != "epoch" and (fault := unlogged(field, names)):
        return f"{fault}; {{epoch}} is the number of the epoch, from 1"
    form, example = (_INTEGER, "{epoch:03d}") if field == "epoch" else (_NUMBER, f"{{{field}:.3f}}")
    if conversion is not None or not form.fullmatch(spec or ""):
        return f"expected {field} in a form such as {example}, got {{{field}{'!' + conversion if conversion else ''}:{spec}}}"
    return ""
