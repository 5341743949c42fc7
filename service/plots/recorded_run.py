"""The run that plots of a job or model are made of, from what is recorded of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.artifact.file import read_artifact
from models.core.errors import SpecError
from models.core.files import PLOTS
from models.plots.run import Run
from models.searching.ranking import standings
from models.specs.job import JobSpec
from models.specs.parse import parse_spec
from models.specs.ports import PortSets, port_sets
from models.specs.registered import Registered
from service.plots.folder import PlotFolder
from service.store.database import Database
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.lookup import Lookup
from service.store.registry import Registry
from service.store.rows import Job, Version, ref_of
from service.store.trials import Trials


@dataclass(frozen=True)
class Records:
    """Where runs are recorded.

    Args:
        database: The database.
        files: The files.
        cache: Folder for unpacked data sets.
    """

    database: Database
    files: Files
    cache: Path | None

    def folder_of(self, job: Job, version: Version | None) -> PlotFolder:
        """Return the folder with the plots of a version; of a job without one, that of the job."""
        own = self.files.job_folder(job.id) if version is None else self.files.path(version.artifact).parent
        return PlotFolder(own / PLOTS)

    def run_of(self, job: Job, version: Version | None) -> Run:
        """Return the run of a job that has ended, as its owner sees it, with the version that it has made.

        Raises:
            ArtifactError: The file of the version is missing or damaged.
        """
        history = Jobs(self.database, job.owner).history(job.id)
        path = None if version is None else self.files.path(version.artifact)
        spec = job.model_spec if path is None else read_artifact(path, to_continue=False).content.spec
        return Run(
            title=job.name if version is None else ref_of(version.model, version.version),
            stored_spec=spec,
            job_spec=job.spec,
            path=path,
            known_spec=known_spec(spec, Lookup(Registry(self.database, job.owner), self.files)),
            cache=self.cache,
            epochs=[epoch.line for epoch in history],
            batches=[{"epoch": epoch.epoch, **batch} for epoch in history for batch in epoch.batches],
            candidates=standings(Trials(self.database).of_job(job.id)),
        )


def known_spec(stored: dict[str, Any], registered: Registered) -> tuple[JobSpec, PortSets] | str:
    """Return a spec with its data sets, or why these cannot be found."""
    try:
        spec = parse_spec(stored, registered)
        return spec, port_sets(spec, registered)
    except SpecError as error:
        return error.faults[0].detail
