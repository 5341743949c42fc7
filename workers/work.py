"""The hook of a task in a job process."""

from abc import ABC, abstractmethod
from typing import ClassVar

from workers.attempt import Attempt


class Work(ABC):
    """What is done for the jobs of one task. Its other half is the class of the same name in `models.specs.tasks`.

    A user's mistake raises DataError or SpecError, and ends the job with that reason. A failure of the surroundings (OSError,
    SQLAlchemyError) leaves the job to another attempt.
    """

    #: Name of the task.
    task: ClassVar[str]

    @abstractmethod
    def run(self, attempt: Attempt) -> None:
        """Do it, and end the job.

        Raises:
            Cancelled: The supervisor asked for it.
            SpecError: The spec can no longer work.
            DataError: The data cannot be had, or does not fit the spec.
        """

    def clean_up(self, attempt: Attempt) -> None:
        """Remove what a job that has failed would leave behind; nothing unless a task has more."""
        return
