"""What job processes cannot do, seen in real ones: reach the network, outlive their worker, exceed their limits."""

import json
import subprocess
import sys
from typing import Any

import pytest

from models.core.isolation.domain import can_limit_signals
from models.core.isolation.network import can_close_all_but_ports
from tests.integration.workers import isolated_scene

pytestmark = pytest.mark.skipif(sys.platform != "linux" or not can_close_all_but_ports(), reason="needs Linux 6.7 with Landlock")

REFUSED, DONE = "PermissionError", "done"


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    done = subprocess.run([sys.executable, "-m", isolated_scene.__name__], capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_job_and_its_children_end_with_a_killed_worker_whatever_they_compute(seen: dict[str, Any]) -> None:
    assert seen["worker"] == {"job and child run": True, "end with their worker": True}


def test_what_a_job_has_started_ends_with_it(seen: dict[str, Any]) -> None:
    assert seen["job"] == {"job ends before its child": True, "child ends with it": True}


def test_a_job_with_its_data_here_reaches_no_listener(seen: dict[str, Any]) -> None:
    found = seen["nothing"]
    assert (found["listener"], found["listener of a child"], found["relay"], found["datagrams"]) == (REFUSED, "refused", REFUSED, REFUSED)
    assert (found["listener by sending"], found["to listen"], found["to listen on any port"]) == (REFUSED, REFUSED, REFUSED)
    assert found["sockets of paths"] == DONE
    assert found["a signal to the worker"] == (REFUSED if can_limit_signals() else DONE)


def test_a_job_whose_database_is_on_a_server_reaches_that_alone(seen: dict[str, Any]) -> None:
    found = seen["database"]
    assert (seen["relayed"], found["relay"]) == ("database", DONE)
    assert (found["listener"], found["listener of a child"], found["datagrams"], found["to listen"]) == (REFUSED, "refused", REFUSED, REFUSED)
    assert (found["listener by sending"], found["to listen on any port"]) == (REFUSED, REFUSED)


def test_a_job_that_reaches_a_limit_is_told_which(seen: dict[str, Any]) -> None:
    said = seen["limits"]
    settles = {
        "file": "a smaller model or less data",
        "open files": "data in fewer files",
        "threads": "submit it again when less runs, with a smaller n_jobs",
    }
    assert said["file"].startswith("expected files of at most 1,048,576 bytes (MODELBOOK_JOB_FILE_BYTES), got a job that writes a larger one; use ")
    assert said["open files"].startswith("expected a job with at most 256 open files (MODELBOOK_JOB_OPEN_FILES), got one that opens more; use ")
    assert said["threads"].startswith(
        "expected a job with at most 2,000 processes and threads (MODELBOOK_JOB_PROCESSES), got one that starts more, or "
    )
    for limit, what in settles.items():
        assert said[limit].endswith(f"{what}, or ask the operator for a higher limit")
