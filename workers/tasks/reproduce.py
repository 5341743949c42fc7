"""The task reproduce: train a registered model again on the same data, and compare it with the recorded one."""

import shutil

from models.core.errors import ArtifactError, DataError
from models.core.files import OUTPUTS, SNAPSHOTS
from models.retraining.reproduction import Reproduction, reproduction_of
from models.specs.job import JobSpec
from models.specs.registered import no_such_model
from models.specs.reproducing import ReproduceSpec
from models.training.finish import Outcome
from service.errors import NotFound
from service.store.owners import Right
from service.store.rows import Version
from workers.attempt import Attempt
from workers.work import Work


class ReproduceWork(Work):
    """Trains the recorded spec of a model, compares the result with the model, and keeps the differences only."""

    task = "reproduce"

    def run(self, attempt: Attempt) -> None:
        version = _version(attempt)
        # Its references are those of the owner of the model, shared or not: the artifact was made from them.
        attempt.lookup = attempt.stores.recorded_lookup(attempt.owner, version.owner)
        spec = JobSpec.model_validate(attempt.stores.registry(attempt.owner).job_of(version).model_spec)
        with attempt.listener() as listener:
            listener.log(f"training the recorded spec of {version.ref} again")
            outcome = attempt.fit(spec, listener)
            found = _compared(attempt, version, outcome)
            listener.log(f"compared with {version.ref}: {found.verdict}")
        attempt.stores.attempts.find(attempt.job_id, attempt.token or 0, {"reproduction": found.model_dump(mode="json")})
        self.clean_up(attempt)
        attempt.succeed(outcome.content.metrics)

    def clean_up(self, attempt: Attempt) -> None:
        """Remove the checkpoints and output files: the model has its own. What else the process wrote is removed as of one that registers nothing."""
        attempt.stores.attempts.checkpoints(attempt.job_id, attempt.token or 0, [])
        for name in (SNAPSHOTS, OUTPUTS):
            shutil.rmtree(attempt.folder / name, ignore_errors=True)


def _version(attempt: Attempt) -> Version:
    spec = ReproduceSpec.model_validate(attempt.stored_spec)
    try:
        return attempt.stores.registry(attempt.owner).resolve(spec.model, Right.USE)
    except NotFound as error:
        raise DataError(no_such_model(spec.model)) from error


def _compared(attempt: Attempt, version: Version, outcome: Outcome) -> Reproduction:
    try:
        return reproduction_of(attempt.stores.files.path(version.artifact), outcome.artifact)
    except ArtifactError as error:
        raise DataError(f"model {version.ref} cannot be read: {error}") from error
