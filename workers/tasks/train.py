"""The task train: fit one model, and register it."""

from models.specs.job import JobSpec
from models.training.finish import Outcome
from models.training.sharing import link_of, move_along
from service.store.registry import MovedVersion, Registry
from workers.attempt import Attempt
from workers.database_listener import DatabaseListener
from workers.new_version import new_version
from workers.work import Work


class TrainWork(Work):
    """Fits one model and registers it; makes a version of the network that shares layers with it, too."""

    task = "train"

    def run(self, attempt: Attempt) -> None:
        spec = attempt.sound_spec()
        with attempt.listener() as listener:
            outcome = attempt.fit(spec, listener, **link_of(spec, attempt.stores.lookup))
            moved = _moved(attempt, spec, outcome, listener)
        attempt.register(outcome, moved)


def _moved(attempt: Attempt, spec: JobSpec, outcome: Outcome, listener: DatabaseListener) -> MovedVersion | None:
    """Make the network that shares layers with this one anew; None where none does."""
    if spec.share_layers_with is None:
        return None
    stores = attempt.stores
    base = Registry(stores.database).resolve(spec.share_layers_with.model)
    note = {"with": stores.jobs.get(attempt.job_id).name, "job": attempt.job_id}
    other = move_along(spec, outcome, attempt.folder / "shared", listener, stores.lookup, **note)
    return MovedVersion(base.model, base.job_id, new_version(other, stores.files)) if other else None
