"""The tasks train and transform: fit one model, and register it."""

from models.specs.job import JobSpec
from models.training.finish import Outcome
from models.training.sharing import link_of, update_shared
from service.store.registry import MovedVersion
from workers.attempt import Attempt, new_version
from workers.database_listener import DatabaseListener
from workers.work import Work


class TrainWork(Work):
    """Fits one model and registers it, together with a new version of the network that shares layers with it."""

    task = "train"

    def run(self, attempt: Attempt) -> None:
        spec = attempt.sound_spec()
        with attempt.listener() as listener:
            outcome = attempt.fit(spec, listener, **link_of(spec, attempt.lookup))
            moved = _update_shared(attempt, spec, outcome, listener)
        attempt.register(outcome, moved)


def _update_shared(attempt: Attempt, spec: JobSpec, outcome: Outcome, listener: DatabaseListener) -> MovedVersion | None:
    """Return a new version of the network that shares layers with this one; None if there is none."""
    if spec.share_layers_with is None:
        return None
    stores = attempt.stores
    base = stores.registry(attempt.owner).resolve(spec.share_layers_with.model)
    note = {"with": stores.jobs.get(attempt.job_id).name, "job": attempt.job_id}
    other = update_shared(spec, outcome, attempt.folder / "shared", listener, attempt.lookup, **note)
    return MovedVersion(base.model, base.job_id, new_version(other, stores.files)) if other else None


class TransformWork(TrainWork):
    """Fits a transformer, writes the transformed rows of the job's data, and registers it."""

    task = "transform"
