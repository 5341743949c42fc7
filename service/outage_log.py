"""Logs of what fails again and again while the database, or the broker, does not answer."""

import logging


class OutageLog:
    """Logs the first failure of an outage, and its end.

    Args:
        log: The logger.
    """

    def __init__(self, log: logging.Logger) -> None:
        self._log, self._has_failed = log, False

    def failed(self, message: str, job_id: str | None = None) -> None:
        """Log the failure that is being handled, unless it is not the first of an outage: that may last for hours.

        Args:
            message: What failed.
            job_id: The job; None for none.
        """
        if not self._has_failed:
            self._log.warning("%s This is tried again until it works.", message, extra={"job_id": job_id} if job_id else None, exc_info=True)
        self._has_failed = True

    def worked(self) -> None:
        """Log the end of an outage, if there was one."""
        if self._has_failed:
            self._log.info("It works again.")
        self._has_failed = False
