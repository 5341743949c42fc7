"""What plots of a job, and of the model that it has made, are made of."""

import time

from fastapi.concurrency import run_in_threadpool

from models.core.errors import ArtifactError
from models.plots.run import Run
from service.api.plot_origin import PlotOrigin, PlotsPlace
from service.contained_work import make_plots
from service.deps import Parts
from service.errors import Unavailable
from service.plots.folder import Index
from service.plots.recorded_run import Records, known_spec
from service.problem_types.of_server import MODEL_UNAVAILABLE
from service.store.rows import Job, Version

#: Seconds after the end of a job in which its own process may still write its plots.
JUST_ENDED_S = 3.0


class RunPlots(PlotOrigin):
    """A job with the version that it has made.

    Args:
        parts: The parts of the service, as the caller sees them.
        job: The job.
        version: The version; None without one.
        url: Path below which the plots stand.
        what: The job or model, in messages.
    """

    def __init__(self, parts: Parts, job: Job, version: Version | None, url: str, what: str) -> None:
        self._parts, self._job, self._version = parts, job, version
        self._records = Records(parts.database, parts.files, parts.settings.cache)
        self.place = PlotsPlace(self._records.folder_of(job, version), url, what)
        self.until = min(job.finished_at or 0.0, time.time()) + JUST_ENDED_S  # Whatever the clock of the worker says.
        if not job.is_final:
            self.without_any = f"its plots are made at the end of job {job.id}, which is {job.state}"

    async def make(self) -> bool:
        """Make the numbers in a child; return False before the job has ended."""
        if not self._job.is_final:
            return False
        await run_in_threadpool(self.place.folder.begin)
        run = await run_in_threadpool(self._run)
        await self._parts.plots.done((self.place.folder, "numbers"), make_plots, run, self.place.folder)
        return True

    def seen(self, index: Index) -> Index:
        """Return all plots to those who may look at the data, to others those that show none of it."""
        if not any(plot.shows_data for plot in index.plots) or self._sees_data():
            return index
        return index.model_copy(update={"plots": [plot for plot in index.plots if not plot.shows_data]})

    def _run(self) -> Run:
        try:
            return self._records.run_of(self._job, self._version)
        except ArtifactError as error:
            raise Unavailable(f"the plots of {self.place.what} cannot be made: {error}", kind=MODEL_UNAVAILABLE) from error

    def _sees_data(self) -> bool:
        """Tell whether the caller may look at the data: a model may be shared without them."""
        owner = self._job.owner
        return owner == self._parts.caller.owner or not isinstance(known_spec(self._job.model_spec, self._parts.visible.recorded(owner)), str)
