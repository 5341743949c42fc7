"""Celery's worker in this process: it receives the messages that wake this worker, and runs each in a thread."""

import os
import socket
import time
from collections.abc import Callable
from typing import Any

from celery import Celery, bootsteps, signals
from celery.worker import state as celery_state
from kombu import Exchange, Queue

from service.queue import ECHO, WORK
from service.settings import Settings
from workers.patient_consumer import PatientConsumer

#: Seconds after which the queue of a worker that has died is deleted by the broker, with the messages in it.
EXPIRES_S = 60.0


class MessageLoop:
    """Receives messages, as many at a time as this worker has slots.

    Args:
        settings: Slots and queues.
        app: The Celery application.
        work: Does what a message of a queue asks for, in a thread.

    Attributes:
        own_queue: Name of a queue of this worker only: whether it still receives messages shows by those that it sends there itself.
        queues: Names of all queues that it receives messages from, the own one among them.
    """

    def __init__(self, settings: Settings, app: Celery, work: Callable[[str], None]) -> None:
        self._settings, self._app = settings, app
        self.own_queue = f"modelbook:echo:{socket.gethostname()}:{os.getpid()}"
        self.queues = [*settings.worker_queues.split(","), self.own_queue]
        self._received: dict[str, float] = {}
        self._consumer: PatientConsumer | None = None
        self._register(work)
        app.conf.update(worker_consumer=PatientConsumer, broker_channel_error_retry=True)

    def run(self, on_ready: Callable[[], None], on_closing: Callable[[], None]) -> int:
        """Receive messages until this worker is asked to stop, or cannot go on.

        Args:
            on_ready: Called when the first message can be received.
            on_closing: Called when no more are to be received, whatever the reason; then the threads that still run are waited for.

        Returns:
            0 if it was asked to stop, else another number; the log has the reason.
        """
        was_asked = False

        @signals.worker_shutting_down.connect(weak=False)  # type: ignore[untyped-decorator]
        def _asked(**_: Any) -> None:
            nonlocal was_asked
            was_asked = True
            on_closing()

        @signals.worker_ready.connect(weak=False)  # type: ignore[untyped-decorator]
        def _ready(sender: PatientConsumer, **_: Any) -> None:
            self._consumer = sender
            on_ready()

        self._app.steps["worker"].add(_closing_step(on_closing))
        worker = self._app.Worker(**self._options())
        worker.start()
        return 0 if was_asked else int(worker.exitcode or 0)

    def last_message(self, queue: str) -> float:
        """Return when the last message of a queue came, by the monotonic clock; minus infinity if none has."""
        return self._received.get(queue, float("-inf"))

    def reconnect(self) -> None:
        """Let Celery connect to the broker anew, as after a lost connection; called from another thread."""
        if self._consumer is not None:
            self._consumer.hub.call_soon(_lose_connection)

    def stop(self) -> None:
        """Let Celery end as soon as its loop turns again; called from another thread."""
        celery_state.should_stop = 1

    def _register(self, work: Callable[[str], None]) -> None:
        queues = self._app.amqp.queues
        queues.add(Queue(self.own_queue, Exchange(self.own_queue), self.own_queue, expires=EXPIRES_S))

        @self._app.task(name=WORK)  # type: ignore[untyped-decorator]
        def _work(queue: str) -> None:
            self._note(queue)
            work(queue)

        @self._app.task(name=ECHO)  # type: ignore[untyped-decorator]
        def _echo(queue: str) -> None:
            self._note(queue)

    def _note(self, queue: str) -> None:
        self._received[queue] = time.monotonic()

    def _options(self) -> dict[str, Any]:
        quiet = dict.fromkeys(("without_gossip", "without_mingle", "without_heartbeat", "quiet"), True)
        slots = {"pool_cls": "threads", "concurrency": self._settings.worker_slots}
        return {"hostname": f"modelbook-{os.getpid()}@{socket.gethostname()}", "queues": self.queues, "loglevel": "INFO", **slots, **quiet}


def _closing_step(on_closing: Callable[[], None]) -> type[bootsteps.StartStopStep]:
    """Return a step of Celery's worker that is closed before anything of it is stopped."""

    class Closing(bootsteps.StartStopStep):  # type: ignore[misc]
        def start(self, parent: Any) -> None:
            """Nothing is to be started."""

        def stop(self, parent: Any) -> None:
            """Nothing is to be stopped."""

        def close(self, parent: Any) -> None:
            on_closing()

    return Closing


def _lose_connection() -> None:
    raise ConnectionError("this worker received no messages, and connects anew")
