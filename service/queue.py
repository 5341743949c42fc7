"""The queue client: it wakes workers. What a woken worker does, it finds in the database."""

import logging

from celery import Celery
from kombu.exceptions import KombuError, OperationalError
from redis.exceptions import RedisError

from service.store.all_jobs import AllJobs

log = logging.getLogger(__name__)

#: Name of the Celery task, which workers.app registers. Its argument is the queue in which there is something to do.
WORK = "queue.work"
#: Name of the Celery task by which a worker finds out whether it receives messages. Its argument is its own queue.
ECHO = "queue.echo"
#: Timeout of one connection attempt, in seconds, and number of retries.
CONNECT_TIMEOUT_S = 2
RETRIES = 2
#: Timeout of a command, in seconds; longer than the one second for which the broker keeps a worker's request open.
COMMAND_TIMEOUT_S = 3
#: Seconds from one check of the connections for messages to the next. One that passes nothing any more, since a firewall between has forgotten it, is
#: replaced after two of them; every message that comes until then is lost.
HEALTH_CHECK_S = 3


def celery_app(broker_url: str) -> Celery:
    """Return a Celery application without results, which fails fast when the broker is unavailable."""
    app = Celery("modelbook", broker=broker_url, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=False,
        worker_prefetch_multiplier=1,
        broker_connection_retry_on_startup=True,
        # They are for messages that are acknowledged late, and ours are not.
        worker_cancel_long_running_tasks_on_connection_loss=True,
        worker_enable_prefetch_count_reduction=False,
        broker_transport_options={
            "socket_connect_timeout": CONNECT_TIMEOUT_S,
            "socket_timeout": COMMAND_TIMEOUT_S,
            "socket_keepalive": True,
            "health_check_interval": HEALTH_CHECK_S,
            "retry_policy": {"max_retries": RETRIES, "interval_start": 0, "interval_step": 0.2},
        },
    )
    return app


class JobQueue:
    """Wakes workers.

    Args:
        app: The Celery application.
        jobs: Where calls for trial workers are recorded.
    """

    def __init__(self, app: Celery, jobs: AllJobs) -> None:
        self._app, self._jobs = app, jobs

    def wake(self, queue: str, n_workers: int = 1) -> bool:
        """Wake workers: there is something to do. Called off the event loop, after what is to be done is committed.

        Returns:
            Whether all messages were sent. If not, a reaper wakes workers later.
        """
        return all(self._send(WORK, queue) for _ in range(n_workers))

    def call_trial_workers(self, job_id: str, queue: str, n_workers: int = 1) -> bool:
        """Ask that many workers to run trials of a job; one that starts too late finds nothing to do.

        Returns:
            Whether all messages were sent. If not, running trial workers continue, and a reaper wakes others later.
        """
        self._jobs.add_trial_calls(job_id, n_workers)
        return self.wake(queue, n_workers)

    def echo(self, queue: str) -> bool:
        """Send a message to a queue of one worker, which takes note of it; return whether it was sent."""
        return self._send(ECHO, queue)

    def _send(self, task: str, queue: str) -> bool:
        try:
            self._app.send_task(task, args=[queue], queue=queue, retry_policy={"max_retries": RETRIES, "interval_start": 0, "interval_step": 0.2})
        except (KombuError, OperationalError, RedisError, OSError) as error:
            log.warning("The broker did not accept a message; it is sent again later.", extra={"queue": queue, "action": task, "error": str(error)})
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
