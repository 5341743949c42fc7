"""No job that was acknowledged is lost, and none is there twice, when PostgreSQL is killed while clients submit 1,000 of them."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.acceptance.service import Service, until
from tests.acceptance.spread import prepared, running_on, settings_on
from tests.servers import PostgresServer

#: Jobs, clients that submit them, and the numbers of acknowledged ones at which the database is killed.
N_JOBS, N_CLIENTS, KILLED_AT = 1000, 8, (150, 400, 700)
#: Seconds after which a client tries again.
AGAIN_S = 0.1


@pytest.fixture(scope="module")
def service(server: PostgresServer, broker_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """An API without a worker: jobs stay queued."""
    folder: Path = tmp_path_factory.mktemp("killed")
    settings = settings_on(server.url, broker_url, folder, broker_database=3) | {"MODELBOOK_QUEUED_JOBS": "0"}
    with running_on(settings, folder, prepared(settings, folder), n_workers=0) as spread:
        yield spread.service


def test_every_acknowledged_job_is_there_once(service: Service, server: PostgresServer) -> None:
    acknowledged: dict[str, str] = {}
    n_refused = 0
    counted, done = threading.Lock(), threading.Event()

    def submit(number: int) -> None:
        nonlocal n_refused
        headers = {**service.headers, "Idempotency-Key": f"key-{number}"}
        while not done.is_set():
            try:
                response = service.http.post("/v1/jobs", json={"recipe": "ridge-sine-line"}, headers=headers)
            except httpx.TransportError:
                response = None
            if response is not None and response.is_success:
                with counted:
                    acknowledged[f"key-{number}"] = response.json()["id"]
                return
            assert response is None or response.status_code == 503, response.text
            with counted:
                n_refused += 1
            done.wait(AGAIN_S)

    with ThreadPoolExecutor(N_CLIENTS) as clients:
        submitted = [clients.submit(submit, number) for number in range(N_JOBS)]
        try:
            for n_before in KILLED_AT:
                until(lambda n=n_before: len(acknowledged) >= n, f"{n_before} jobs", 120)  # type: ignore[misc]
                server.stop(at_once=True)
                server.start()
            for one in submitted:
                one.result(120)
        finally:
            done.set()
    with psycopg.connect(server.uri) as connection:
        rows = connection.execute("SELECT idempotency_key, id FROM jobs").fetchall()
    assert n_refused > 0
    assert (len(acknowledged), len(rows)) == (N_JOBS, N_JOBS)
    assert dict(rows) == acknowledged
