"""The task tally: what is done for its jobs."""

from models.preparing.raw import load_raw
from models.specs.parse import data_set_of
from workers.attempt import Attempt
from workers.work import Work


class TallyWork(Work):
    """Counts the targets of the training part that are above a number."""

    task = "tally"

    def run(self, attempt: Attempt) -> None:
        spec = attempt.sound_spec()
        raw = load_raw(spec, data_set_of(spec.data, attempt.stores.lookup), attempt.settings.cache)
        attempt.succeed({"n_above": float((raw.train.targets > spec.section.above).sum())})
