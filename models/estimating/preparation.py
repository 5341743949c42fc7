"""What a job takes before its fit."""

from models.estimating.terms import Term, Terms

#: Seconds of starting a process and reading the spec; of loading, and of each value in each step of the preprocessing.
START_S, LOAD_S, VALUE_S = 0.15, 0.015, 5e-10
#: Prefix of the sources that are uploads.
_UPLOAD = "dataset:"


def starting() -> dict[str, Terms]:
    """Return the phases before the data is loaded."""
    return {"starting": (Term(START_S, ("machine:start",)),)}


def preparation(source: str, n_values: int, n_steps: int) -> Terms:
    """Return the terms of loading and preparing the data.

    Args:
        source: Name of the data set.
        n_values: Number of values of all samples.
        n_steps: Number of preprocessing steps, loading included.
    """
    key = f"data:{'upload' if source.startswith(_UPLOAD) else source}"
    return (Term(LOAD_S + n_values * n_steps * VALUE_S, ("machine:data", key)),)
