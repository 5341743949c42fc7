"""The queue client: it sends only job ids to the workers."""

import logging

from celery import Celery
from kombu.exceptions import KombuError, OperationalError
from redis.exceptions import RedisError

from service.store.all_jobs import AllJobs

log = logging.getLogger(__name__)

#: Names of the Celery tasks, which workers.app registers.
RUN_JOB, JOIN_JOB = "job.run", "job.join"
#: Timeout of one connection attempt, in seconds, and number of retries.
CONNECT_TIMEOUT_S = 2
RETRIES = 2
#: Timeout of a command, in seconds; longer than the one second for which the broker keeps a worker's request open.
COMMAND_TIMEOUT_S = 3


def celery_app(broker_url: str) -> Celery:
    """Return a Celery application without results, which fails fast when the broker is unavailable."""
    app = Celery("modelbook", broker=broker_url, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=False,
        worker_prefetch_multiplier=1,
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "socket_connect_timeout": CONNECT_TIMEOUT_S,
            "socket_timeout": COMMAND_TIMEOUT_S,
            "retry_policy": {"max_retries": RETRIES, "interval_start": 0, "interval_step": 0.2},
        },
    )
    return app


class JobQueue:
    """Sends jobs to the workers' queues.

    Args:
        app: The Celery application.
        jobs: Where a sent message is recorded.
    """

    def __init__(self, app: Celery, jobs: AllJobs) -> None:
        self._app, self._jobs = app, jobs

    def publish(self, job_id: str, queue: str) -> bool:
        """Send a job id. Called off the event loop, after the job is committed.

        Returns:
            Whether it was sent. If not, a reaper sends it again later.
        """
        if not self._send(RUN_JOB, job_id, queue):
            return False
        self._jobs.mark_published(job_id)
        return True

    def call_trial_workers(self, job_id: str, queue: str, n_workers: int = 1) -> bool:
        """Ask that many workers to run trials of a job; one that starts too late finds nothing to do.

        Returns:
            Whether it was sent. If not, running trial workers continue, and a reaper sends it again if there are none.
        """
        return all(self._send(JOIN_JOB, job_id, queue) for _ in range(n_workers))

    def _send(self, task: str, job_id: str, queue: str) -> bool:
        try:
            self._app.send_task(task, args=[job_id], queue=queue, retry_policy={"max_retries": RETRIES, "interval_start": 0, "interval_step": 0.2})
        except (KombuError, OperationalError, RedisError, OSError) as error:
            log.warning("The broker did not accept a message; it is sent again later.", extra={"job_id": job_id, "action": task, "error": str(error)})
            return False
        return True

    def waiting(self, queue: str) -> int:
        """Return the number of messages in a queue."""
        with self._app.connection_for_write() as connection, connection.channel() as channel:
            return int(channel.queue_declare(queue, passive=False).message_count)

    def ping(self) -> None:
        """Check the connection to the broker; raises if it fails."""
        with self._app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=CONNECT_TIMEOUT_S)

    def close(self) -> None:
        """Close the connections."""
        self._app.close()
