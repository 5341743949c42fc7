"""How soon a slot is free again: the end of a job process is noticed at once."""

import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Event
from typing import Any, cast

import pytest

from service.queue import JobQueue
from service.settings import Settings
from service.store.attempts import Attempts
from service.store.claims import Claims
from service.store.database import Database
from tests.integration.given import running
from workers.lease import JobLease
from workers.lease_keeper import KeptLease
from workers.meter import Meter
from workers.started_process import StartedProcess
from workers.supervise import Watch, Watched

#: The end of a process is the matter here, so one database will do.
pytestmark = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True, scope="module")

#: Seconds from the end of its channel to the end of a process, of which most goes to freeing its memory.
EXIT_S = 0.02


def close_and_exit(channel: Connection) -> None:
    channel.close()
    time.sleep(EXIT_S)


def test_the_end_of_a_process_is_noticed_at_once(database: Database) -> None:
    context = get_context("forkserver")
    seconds = []
    for _ in range(3):
        here, there = context.Pipe()
        process = cast("Any", context.Process(target=close_and_exit, args=(there,)))
        job = running(database, spec={"seed": 1, "task": "train", "resources": {"time_limit_s": 60}})
        process.start()
        kept = KeptLease(JobLease(Attempts(database), job), due=0.0)
        watched = Watched(kept, StartedProcess(process, here), Meter(Claims(database), job))
        there.close()
        here.poll(30)  # Until the process has closed its end.
        Attempts(database).succeed(job.id, job.attempt, {})
        began = time.monotonic()
        Watch(watched, Settings(), cast("JobQueue", None), Event()).until_end()
        seconds.append(time.monotonic() - began)
    assert min(seconds) < 0.09
