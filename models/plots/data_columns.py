"""Data sets of rows: which of their columns are drawn."""

import numpy as np

from models.evaluation.point_plots import has_values, number_columns
from models.plots.rows import column_name, data_parts
from models.plots.subjects import DataShown

#: Name of the targets of rows in figures.
TARGET = "target"


def row_columns(subject: DataShown) -> list[int]:
    """Return the indices of the columns of numbers of rows; none of images, series and texts."""
    inputs = subject.description.inputs
    is_rows = inputs.axis == "sample" and len(inputs.shape) <= 1 and None not in inputs.shape and inputs.dtype not in ("str", "image")
    return number_columns(subject.description) if is_rows else []


def drawn_columns(subject: DataShown) -> list[int]:
    """Return the two or three columns that points are drawn over: all, or of more than three the two with the most different values."""
    columns = row_columns(subject)
    if len(columns) <= 3:
        return columns
    (part, *_) = data_parts(subject.data)
    n_different = [len(np.unique(part.columns([column]))) for column in columns]
    return sorted(sorted(columns, key=lambda column: -n_different[columns.index(column)])[:2])


def across(n_panels: int) -> int:
    """Return how many panels stand side by side: at most three."""
    return 2 if n_panels in (2, 4) else min(3, n_panels)


def has_number_targets(subject: DataShown) -> bool:
    """Tell whether each row has one number as its target."""
    return has_values(subject.description)


def names_of(subject: DataShown, columns: list[int]) -> list[str]:
    """Return the names of some columns."""
    return [column_name(subject.description, column) for column in columns]
