"""The task tally: its work."""

from models.preparing.raw import load_raw
from models.specs.ports import port_sets
from workers.attempt import Attempt
from workers.work import Work


class TallyWork(Work):
    """Counts the targets of the training part above a number."""

    task = "tally"

    def run(self, attempt: Attempt) -> None:
        spec = attempt.sound_spec()
        raw = load_raw(spec, port_sets(spec, attempt.lookup), attempt.settings.cache)
        (targets,) = raw.train.targets.values()
        attempt.succeed({"n_above": float((targets > spec.section.above).sum())})
