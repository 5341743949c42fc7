"""The figure by which the jobs of a sweep are compared."""

from collections.abc import Sequence

from models.plots.subjects import SweepMember, SweepRuns

#: Names of figures, the first that all jobs of a sweep with figures have; then any other.
_PREFERRED = tuple(f"{part}{name}" for part in ("test_", "val_", "", "train_") for name in ("accuracy", "r2", "silhouette", "rmse", "mae", "loss"))
#: Ends of names of figures that are better the smaller they are.
_ERRORS = ("loss", "rmse", "mae", "mse", "error", "perplexity", "inertia")


def measured(subject: SweepRuns) -> list[SweepMember]:
    """Return the jobs that have ended with figures, in order."""
    return [member for member in subject.members if member.metrics and member.seconds is not None]


def metric_of(members: Sequence[SweepMember]) -> str | None:
    """Return the name of the figure by which jobs are compared; None where they have none in common."""
    common = set.intersection(*(set(member.metrics) for member in members)) if members else set()
    return next((name for name in (*_PREFERRED, *sorted(common)) if name in common), None)


def is_error(metric: str) -> bool:
    """Tell whether a figure is better the smaller it is."""
    return metric.endswith(_ERRORS)
