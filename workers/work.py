"""The hook for the work of a task in a job process."""

from abc import ABC, abstractmethod
from typing import ClassVar

from workers.attempt import Attempt


class Work(ABC):
    """Runs the jobs of one task; the spec section of the task is in `models.specs.tasks`.

    A user's mistake raises DataError or SpecError and ends the job with that reason. After a failure of the environment (OSError,
    SQLAlchemyError) the job gets another attempt.
    """

    #: Name of the task.
    task: ClassVar[str]

    @abstractmethod
    def run(self, attempt: Attempt) -> None:
        """Run and end the job.

        Raises:
            Cancelled: The supervisor asked for it.
            SpecError: The spec is no longer valid.
            DataError: The data is not available, or does not match the spec.
        """

    def clean_up(self, attempt: Attempt) -> None:
        """Remove files of a failed job; by default none."""
        return
