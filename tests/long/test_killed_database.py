"""No job that was acknowledged is lost, and none is there twice, when PostgreSQL is killed while clients submit 1,000 of them."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.acceptance.service import SOON_S, START_S, Service, environment, free_port, is_ready, key_for, process, until
from tests.servers import PostgresServer, postgres_process

#: Jobs, clients that submit them, and the numbers of acknowledged ones at which the database is killed.
N_JOBS, N_CLIENTS, KILLED_AT = 1000, 8, (150, 400, 700)
#: Seconds after which a client tries again.
AGAIN_S = 0.1


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres_process() as server:
        yield server


@pytest.fixture(scope="module")
def service(server: PostgresServer, broker_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """An API without a worker: jobs stay queued."""
    folder: Path = tmp_path_factory.mktemp("killed")
    env = environment(
        MODELBOOK_DATABASE_URL=server.url,
        MODELBOOK_BROKER_URL=broker_url.removesuffix("/0") + "/3",
        MODELBOOK_FILES=str(folder / "files"),
        MODELBOOK_CACHE=str(folder / "cache"),
        MODELBOOK_QUEUED_JOBS="0",
    )
    subprocess.run([sys.executable, "-m", "service.cli", "migrate"], env=env, check=True, timeout=SOON_S)
    port, key = free_port(), key_for(folder, env)
    with process("service.cli", "api", "--port", str(port), log=folder / "api.log", env=env):
        service = Service(f"http://127.0.0.1:{port}", key=key)
        with service.http:
            until(lambda: is_ready(service, "/healthz"), "the API to respond", START_S)
            yield service


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
