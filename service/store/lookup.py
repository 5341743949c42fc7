"""What specs may name that is registered already: networks used as layers, and uploads."""

from pathlib import Path

from models.datasets.upload import Upload
from models.errors import DataError
from models.spec.check import check_spec
from models.spec.registered import RegisteredModel
from service.errors import NotFound
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.registry import Registry


class Lookup:
    """Looks networks and uploads up.

    Args:
        registry: The versions.
        jobs: The jobs that made them.
        files: Where their artifacts lie.
    """

    def __init__(self, registry: Registry, jobs: Jobs, files: Files) -> None:
        self._registry, self._jobs, self._files = registry, jobs, files

    def describe(self, ref: str) -> RegisteredModel | None:
        """Return what a reference means; None where there is no such model, or it is no network."""
        try:
            version = self._registry.resolve(ref)
        except NotFound:
            return None
        job = self._jobs.get(version.job_id)
        summary = check_spec(job.best["spec"] if job.best else job.spec, self)
        if not summary.layers:
            return None
        return RegisteredModel(
            ref=version.ref,
            input_shape=tuple(version.signature["model_shape"]),
            output_shape=tuple(version.signature["output_shape"]),
            parameters=summary.total_parameters,
            trainable=sum(row.trainable for row in summary.layers),
        )

    def upload(self, upload_id: str) -> Upload | None:
        """Return an uploaded data set; None where there is none of that id."""
        return None

    def artifact(self, ref: str) -> Path:
        """Return where the artifact of a version lies.

        Raises:
            DataError: There is no such version any more.
        """
        try:
            return self._files.path(self._registry.resolve(ref).artifact)
        except NotFound as error:
            raise DataError(str(error)) from error
