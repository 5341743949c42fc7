"""Plots of jobs, models, searches, sweeps, data sets and answers: numbers first, then figures drawn from these alone.

Nothing here imports matplotlib before a figure is drawn, so that the API may list plots and send their numbers.
"""

from typing import Any

from models.core.discovery import members_below
from models.plots.plot import Plot

#: The plots by name.
PLOTS: dict[str, Plot[Any, Any]] = {
    name: cls()
    for name, cls in members_below("plot", "models.plots.members", Plot, lambda cls: cls.name or None).items()  # type: ignore[type-abstract]
}
