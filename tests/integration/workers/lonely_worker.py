"""A worker without jobs, as a process: it only counts its messages. Run as `python -m tests.integration.workers.lonely_worker BROKER_URL FAULT`.

It prints `ready`, then `got` for each message that wakes it. FAULT breaks Celery as connections and its own mistakes have broken it.
"""

import logging
import os
import sys
import time
from collections.abc import Callable
from typing import Any, cast

from service.queue import JobQueue, celery_app
from service.settings import Settings
from workers.consumer_check import CheckTimes, ConsumerCheck
from workers.leaving import Leaving
from workers.message_loop import MessageLoop

#: Faults of which Celery recovers, as it does of none.
HELPED = frozenset({"none", "poll"})
#: Short times, so that tests take seconds; where Celery can be helped, time enough for that.
PATIENCE, LONGER = CheckTimes(look_every_s=0.3, reconnect_s=1.5, end_s=5.0), CheckTimes(look_every_s=0.3, reconnect_s=1.5, end_s=60.0)


def forget_to_poll(consumer: Any) -> None:
    """Let Celery ask the broker for nothing more, as after a disconnect in kombu 5.2 to 5.5 (celery#8030)."""
    consumer.hub.call_soon(consumer.hub.on_tick.clear)


def stand_still(consumer: Any) -> None:
    """Block Celery's loop for ever, as a read without a time limit does."""
    consumer.hub.call_soon(time.sleep, 600)


def lose_pollers(consumer: Any) -> None:
    """Let Celery watch none of its connections, and forget them again whenever it connects anew."""
    consumer.hub.call_soon(consumer.hub.on_tick.clear)
    consumer.hub.on_tick = _Forgetting()


class _Forgetting(set[Any]):
    def add(self, _: Any) -> None:
        """Keep nothing."""


def break_loop(consumer: Any) -> None:
    """Let Celery fail by a mistake of its own, which it does not take for a lost connection."""
    consumer.hub.call_soon(int, "x")


def do_nothing(_: Any) -> None:
    """Leave Celery as it is."""


FAULTS: dict[str, Callable[[Any], None]] = {
    "none": do_nothing,
    "poll": forget_to_poll,
    "still": stand_still,
    "lose": lose_pollers,
    "break": break_loop,
}


def main(broker_url: str, fault: str) -> int:
    logging.basicConfig(level=logging.INFO)
    settings = Settings(broker_url=broker_url)
    app = celery_app(broker_url)
    loop = MessageLoop(settings, app, lambda _: _say("got"))
    is_helped = fault in HELPED
    # A worker that can end by itself is given time for it on a busy machine.
    leaving = Leaving(lambda: None, lambda: 0, leave_s=20, close_s=20) if is_helped else Leaving(lambda: None, lambda: 0, leave_s=3, close_s=1)

    def end(reason: str) -> None:
        leaving.begin(reason)
        loop.stop()

    check = ConsumerCheck(JobQueue(app, cast("Any", None)), loop, lambda: not leaving.has_begun, end, LONGER if is_helped else PATIENCE)

    def ready() -> None:
        FAULTS[fault](loop._consumer)
        check.start()
        _say("ready")

    leaving.start()
    code = loop.run(ready, leaving.begin)
    if leaving.has_begun:
        _say("drained")
    if leaving.reason:
        _say(leaving.reason)
    return code


def _say(word: str) -> None:
    """Write past Celery, which takes standard output for its log."""
    os.write(1, f"{word}\n".encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
