"""The queue client: it sends job ids, and nothing else, to the workers."""

import logging

from celery import Celery
from kombu.exceptions import KombuError, OperationalError
from redis.exceptions import RedisError

from service.store.jobs import Jobs

log = logging.getLogger(__name__)

#: Names of the Celery tasks; workers.celery_tasks has functions of those names.
RUN_JOB, JOIN_JOB = "job.run", "job.join"
#: Bounds on one attempt to reach the broker, in seconds, and on the number of attempts.
CONNECT_TIMEOUT_S = 2
RETRIES = 2
#: Seconds a connected broker has to answer a command. Longer than the one second for which it holds a worker's request open.
ANSWER_TIMEOUT_S = 3


def celery_app(broker_url: str) -> Celery:
    """Return a Celery application that keeps no results, and neither hangs nor retries for long when the broker is away."""
    app = Celery("modelbook", broker=broker_url, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=False,
        worker_prefetch_multiplier=1,
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "socket_connect_timeout": CONNECT_TIMEOUT_S,
            "socket_timeout": ANSWER_TIMEOUT_S,
            "retry_policy": {"max_retries": RETRIES, "interval_start": 0, "interval_step": 0.2},
        },
    )
    return app


class JobQueue:
    """Sends jobs to the workers' queues.

    Args:
        app: The Celery application.
        jobs: Where a sent message is noted.
    """

    def __init__(self, app: Celery, jobs: Jobs) -> None:
        self._app, self._jobs = app, jobs

    def publish(self, job_id: str, queue: str) -> bool:
        """Send a job id. Called off the event loop, after the job's row is committed.

        Returns:
            Whether it was sent. If not, nothing is lost: a worker sends it again once the broker is back.
        """
        if not self._send(RUN_JOB, job_id, queue):
            return False
        self._jobs.mark_published(job_id)
        return True

    def call_trial_workers(self, job_id: str, queue: str, n_workers: int = 1) -> bool:
        """Ask that many workers to join in a job's trials; one that comes too late finds nothing to do.

        Returns:
            Whether it was sent. If not, those at work go on by themselves, and the reaper asks again where nobody is.
        """
        return all(self._send(JOIN_JOB, job_id, queue) for _ in range(n_workers))

    def _send(self, task: str, job_id: str, queue: str) -> bool:
        try:
            self._app.send_task(task, args=[job_id], queue=queue, retry_policy={"max_retries": RETRIES, "interval_start": 0, "interval_step": 0.2})
        except (KombuError, OperationalError, RedisError, OSError) as error:
            log.warning("The broker did not take a message; it is sent again later.", extra={"job_id": job_id, "action": task, "error": str(error)})
            return False
        return True

    def waiting(self, queue: str) -> int:
        """Return how many messages wait in a queue."""
        with self._app.connection_for_write() as connection, connection.channel() as channel:
            return int(channel.queue_declare(queue, passive=False).message_count)

    def ping(self) -> None:
        """Ask the broker for an answer; raises if there is none."""
        with self._app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=CONNECT_TIMEOUT_S)

    def close(self) -> None:
        """Close the connections to the broker."""
        self._app.close()
