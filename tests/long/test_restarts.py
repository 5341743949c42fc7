"""`modelbook up` is stopped and started again, and its processes and those of jobs are killed while jobs run."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.core.isolation.network import can_close_network
from tests.acceptance.service import Service, descendants, embedded, environment, find_process, forkserver_of, is_alive, job_processes_of, until
from tests.collector import Collector, running_collector, traced_by

#: Long enough to be still running when the test ends it.
LONG = {"training": {"epochs": 1000}}


def test_a_second_up_on_the_same_folder_is_refused_with_a_clear_message(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with embedded(data) as (_, stack):
        command = [sys.executable, "-m", "service.cli", "up", "--port", "1", "--data", str(data)]
        second = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment(), check=False)
        assert second.returncode == 1
        assert re.search(rf"data folder {re.escape(str(data))} is in use by process {stack.pid}", second.stderr)


def test_terminating_up_leaves_no_process_and_the_job_runs_again_at_the_next_start(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with embedded(data, MODELBOOK_REAP_EVERY_S="1") as (service, stack):
        job = service.submit("sines0-lstm3-w3", patch=LONG)
        until(lambda: service.job(job["id"])["progress"] > 0, "the first steps")
        everyone = set(descendants(stack.pid))
        stack.send_signal(signal.SIGTERM)
        assert stack.wait(40) == 0
        assert [pid for pid in everyone if is_alive(pid)] == []
    with embedded(data, MODELBOOK_REAP_EVERY_S="1") as (service, _):
        until(lambda: _has_steps(service.job(job["id"]), attempt=2), "the first steps of the second attempt")
        service.http.post(f"/v1/jobs/{job['id']}/cancel")
        service.wait_for(job["id"], "cancelled")
        assert "its worker is stopping" in str(service.events(job["id"]))


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with running_collector() as found:
        yield found


@pytest.fixture(scope="module")
def quick_stack(tmp_path_factory: pytest.TempPathFactory, collector: Collector):
    """`modelbook up` that notices losses within seconds."""
    settings = {"MODELBOOK_LEASE_S": "3", "MODELBOOK_REAP_EVERY_S": "1", **traced_by(collector)}
    with embedded(tmp_path_factory.mktemp("quick") / "data", **settings) as (service, stack):
        yield service, stack


def test_killing_the_worker_restarts_it_and_its_job_runs_again(quick_stack) -> None:
    service, stack = quick_stack
    job = service.submit("sines0-lstm3-w3", patch={"training": {"epochs": 60}})
    until(lambda: service.job(job["id"])["progress"] > 0, "the first steps")
    worker = find_process(stack.pid, "-m workers")
    (process,) = job_processes_of(worker)
    _require_isolated(process, service)
    os.kill(worker, signal.SIGKILL)
    until(lambda: not is_alive(process), "the end of the process of the job")
    ended = service.wait_for(job["id"], "succeeded")
    assert ended["attempt"] == 2
    states = [data for kind, data in service.events(job["id"]) if kind == "state"]
    assert [json.loads(data)["state"] for data in states] == ["queued", "running", "queued", "running", "succeeded"]
    history = service.http.get(f"/v1/jobs/{job['id']}/history").json()["epochs"]
    assert [line["epoch"] for line in history] == list(range(1, 61))


def test_a_job_whose_process_is_killed_each_time_before_its_first_step_goes_on(quick_stack, collector: Collector) -> None:
    service, stack = quick_stack
    _wait_until_idle(stack.pid)
    job = service.submit("sines0-lstm3-w3", patch={"training": {"epochs": 2}})
    for _ in range(4):
        _signal_new_process(stack.pid, signal.SIGKILL)
    assert service.wait_for(job["id"], "succeeded")["attempt"] == 5
    assert str(service.events(job["id"])).count("its process was killed (SIGKILL)") == 4
    until(lambda: len(collector.attempts_at(job["id"])) == 5, "the spans of the attempts")
    attempts = collector.attempts_at(job["id"])
    assert [span.attributes["modelbook.job.attempt"] for span in attempts] == [1, 2, 3, 4, 5]
    assert all((span.error or "").startswith("its process was killed (SIGKILL)") for span in attempts[:4])
    assert (attempts[4].error, len({(span.trace_id, span.parent_id) for span in attempts})) == (None, 1)


def test_a_job_whose_process_crashes_twice_before_its_first_step_fails_with_the_signal(quick_stack) -> None:
    service, stack = quick_stack
    _wait_until_idle(stack.pid)
    job = service.submit("sines0-lstm3-w3", patch=LONG)
    for _ in range(2):
        _signal_new_process(stack.pid, signal.SIGSEGV)
    ended = service.wait_for(job["id"], "failed")
    assert ended["error"].startswith("the job crashed 2 times without progress between, the last time because its process crashed (SIGSEGV)")


def test_no_job_is_lost_with_the_forkserver(quick_stack) -> None:
    service, stack = quick_stack
    job = service.submit("sines0-lstm3-w3", patch={"training": {"epochs": 20}})
    until(lambda: service.job(job["id"])["progress"] > 0, "the first steps")
    server = forkserver_of(find_process(stack.pid, "-m workers"))
    assert server is not None
    os.kill(server, signal.SIGKILL)
    after = service.submit("ridge-sine-line")  # Waits for longer than a lease, as the next forkserver imports TensorFlow first.
    assert [service.wait_for(one["id"], "succeeded")["attempt"] for one in (job, after)] == [1, 1]


def _require_isolated(process: int, service: Service) -> None:
    """Require that a process is kept to what its worker says: by a filter of system calls where that can be."""
    (worker,) = service.http.get("/v1/workers").json()["workers"]
    assert worker["isolation"]["network"] == ("nothing" if can_close_network() else "all")
    assert ("Seccomp:\t2\n" in Path(f"/proc/{process}/status").read_text()) is can_close_network()


def _has_steps(job: dict[str, Any], attempt: int) -> bool:
    """Return whether an attempt at a job has taken its first steps."""
    return bool(job["attempt"] == attempt and job["progress"] > 0)


def _wait_until_idle(root: int) -> None:
    """Wait until the job before has no process: it draws figures after its end."""
    until(lambda: job_processes_of(find_process(root, "-m workers")) == [], "the end of the process of the job before")


def _signal_new_process(root: int, number: signal.Signals) -> None:
    """Send a signal to the next process of a job, as soon as there is one; and wait until it has ended."""
    until(lambda: job_processes_of(find_process(root, "-m workers")) != [], "the process of a job")
    (pid,) = job_processes_of(find_process(root, "-m workers"))
    os.kill(pid, number)
    until(lambda: not is_alive(pid), "the end of the process")
