"""The task transform: fit a transformer, and register it."""

from workers.attempt import Attempt
from workers.work import Work


class TransformWork(Work):
    """Fits a transformer, keeps the rows it gives for the job's data, and registers it."""

    task = "transform"

    def run(self, attempt: Attempt) -> None:
        spec = attempt.sound_spec()
        with attempt.listener() as listener:
            outcome = attempt.fit(spec, listener)
        attempt.register(outcome)
