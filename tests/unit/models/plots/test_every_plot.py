"""What every plot has in common."""

import re

import pytest

from models.plots import PLOTS
from models.plots.plot import Numbers
from models.plots.run import Run
from models.plots.subjects import Answer, DataShown, SweepRuns


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_declares_what_it_is(name: str) -> None:
    plot = PLOTS[name]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", plot.name)
    assert plot.title
    assert not plot.title.endswith(".")
    assert plot.subject in (Run, SweepRuns, DataShown, Answer)
    assert issubclass(plot.form, Numbers)
    assert plot.size_inches[0] <= 6.8
    assert plot.__doc__


@pytest.mark.parametrize("name", [name for name, plot in PLOTS.items() if plot.subject is Run])
def test_a_job_without_epochs_model_or_candidates_has_no_plot(name: str) -> None:
    assert not PLOTS[name].applies(Run("job", {"task": "train"}, {"task": "train"}))
