"""Jobs that end before their time, and processes of the service that die."""

import json
import os
import signal
import time

from tests.acceptance.service import SOON_S, Service, find_process, is_ready, until

#: Long enough to be still running when the test ends it.
LONG = {"training": {"epochs": 1000}}


def test_cancel_stops_a_running_job_within_seconds(service: Service) -> None:
    job = service.submit("sines0-lstm3-w3", patch=LONG)
    until(lambda: service.job(job["id"])["progress"] > 0, "the first steps")
    start = time.monotonic()
    assert service.http.post(f"/v1/jobs/{job['id']}/cancel").status_code == 202
    ended = service.wait_for(job["id"], "cancelled")
    assert time.monotonic() - start < 8
    assert ended["model"] is None
    assert json.loads(service.events(job["id"])[-1][1]) == {"state": "cancelled"}


def test_a_job_over_its_time_limit_fails_with_the_reason(service: Service) -> None:
    job = service.submit("sines0-lstm3-w3", patch={**LONG, "resources": {"time_limit_s": 3}})
    assert service.wait_for(job["id"], "failed")["error"].startswith(
        "the job reached its time limit of 3 s (resources.time_limit_s); submit it again"
    )


def test_a_job_above_its_memory_fails_in_one_try_with_the_peak(service: Service) -> None:
    job = service.submit("mnist-dense-784", patch={"resources": {"memory_gb": 0.6}})
    ended = service.wait_for(job["id"], "failed")
    assert (ended["attempt"], ended["peak_memory"] > 0.6 * 2**30) == (1, True)
    peak = f"{ended['peak_memory'] / 2**30:.2f} GiB at its peak"
    assert ended["error"].startswith(f"out of memory: expected at most 0.60 GiB of memory for the job (resources.memory_gb), got {peak}")


def test_a_broker_that_dies_is_restarted_and_no_job_is_lost(service: Service) -> None:
    os.kill(find_process(service.root, "-server"), signal.SIGKILL)
    job = service.submit("ridge-sine-line")
    assert service.wait_for(job["id"], "succeeded")["attempt"] == 1
    until(lambda: is_ready(service), "the broker to be back")


def test_an_api_that_dies_is_restarted(service: Service) -> None:
    os.kill(find_process(service.root, "service.cli api"), signal.SIGKILL)
    until(lambda: is_ready(service), "the API to be back", SOON_S)
