"""A server that listens before its application is built."""

import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from uvicorn.config import STARTUP_FAILURE

from service.api.health import HealthOut, ReadinessOut
from service.app import create_app
from service.http.early_health import early_health
from service.http.starting import Built, Starting, StartingServer
from service.settings import Settings
from tests.acceptance.service import free_port

#: Most seconds that anything takes here.
SOON_S = 10


class Taking:
    """Takes nothing, and counts what it is offered."""

    def __init__(self) -> None:
        self.n_offered = 0

    def head_of(self, _scope: Any) -> None:
        self.n_offered += 1

    def take(self, _exchange: Any) -> bool:
        return False


class Building:
    """Builds a small application when it is told to, or fails.

    Attributes:
        lived: What the application's life has come to.
        stops: How often it was told that the server stops.
        n_begun: How often it has begun to build.
    """

    def __init__(self, failure: Exception | None = None) -> None:
        self.may_end, self.failure, self.direct = threading.Event(), failure, Taking()
        self.lived: list[str] = []
        self.stops = self.n_begun = 0

    def __call__(self) -> Built:
        self.n_begun += 1
        assert self.may_end.wait(SOON_S)
        if self.failure is not None:
            raise self.failure
        return Built(Starlette(routes=[Route("/{rest:path}", echo)], lifespan=self.life), self.direct, self.stop)

    def stop(self) -> None:
        self.stops += 1

    @asynccontextmanager
    async def life(self, _app: Starlette) -> AsyncIterator[None]:
        self.lived.append("begun")
        yield
        self.lived.append("ended")


async def echo(request: Request) -> JSONResponse:
    return JSONResponse({"path": request.url.path, "query": request.url.query})


def starting_of(build: Callable[[], Built], settings: Settings) -> Starting:
    return Starting(build, early_health(settings, [], lambda _: False), settings.root_path)


@contextmanager
def starting(build: Callable[[], Built], **settings: Any) -> Iterator[tuple[httpx.Client, StartingServer]]:
    """Run a server in a thread; yield a client and the server. At the end, raise what it has raised."""
    port, chosen = free_port(), Settings(**settings)
    server, ended = StartingServer(starting_of(build, chosen), "127.0.0.1", port, chosen), []

    def run() -> None:
        try:
            server.run()
        except Exception as error:  # noqa: BLE001 - raised below, in the test's own thread
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    wait_for(lambda: server.started)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=SOON_S) as client:
            yield client, server
    finally:
        server.should_exit = True
        thread.join(SOON_S)
        assert not thread.is_alive()
    for error in ended:
        raise error


def wait_for(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON_S
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def in_thread(call: Callable[[], httpx.Response]) -> tuple[threading.Thread, list[httpx.Response]]:
    found: list[httpx.Response] = []
    thread = threading.Thread(target=lambda: found.append(call()))
    thread.start()
    return thread, found


def test_health_checks_are_answered_while_the_application_is_built_and_others_wait_for_it() -> None:
    building = Building()
    with starting(building) as (client, _):
        assert (client.get("/healthz").status_code, client.head("/healthz").content) == (200, b"")
        early = client.get("/readyz")
        assert (early.status_code, early.json()["status"]) == (503, "unavailable")
        ReadinessOut.model_validate(early.json())
        live, ready = client.get("/v2/health/live"), client.get("/v2/health/ready")
        assert (live.status_code, live.json(), ready.status_code, ready.json()) == (200, {"live": True}, 503, {"ready": False})
        waiting, found = in_thread(lambda: httpx.post(client.base_url.join("/v1/jobs"), timeout=SOON_S))
        other, queried = in_thread(lambda: httpx.get(client.base_url.join("/healthz?deep=1"), timeout=SOON_S))
        time.sleep(0.2)
        assert (found, queried, building.direct.n_offered) == ([], [], 0)
        building.may_end.set()
        waiting.join(SOON_S)
        other.join(SOON_S)
        assert (found[0].status_code, queried[0].json()) == (405, {"path": "/healthz", "query": "deep=1"})
        assert client.get("/readyz").json() == {"path": "/readyz", "query": ""}
        assert building.direct.n_offered > 0
    assert (building.lived, building.stops) == (["begun", "ended"], 0)


def test_an_application_that_cannot_be_built_ends_the_server_with_its_error() -> None:
    found: list[httpx.Response] = []
    with pytest.raises(ValueError, match="no such part"):
        ask_in_vain(Building(ValueError("no such part")), found)
    assert (found[0].status_code, found[0].json()["type"], found[0].headers["retry-after"]) == (503, "/problems/unavailable", "1")


def ask_in_vain(building: Building, found: list[httpx.Response]) -> None:
    with starting(building) as (client, _):
        waiting, answered = in_thread(lambda: httpx.get(client.base_url.join("/v1/jobs"), timeout=SOON_S))
        time.sleep(0.1)
        building.may_end.set()
        waiting.join(SOON_S)
        found += answered


def test_a_server_that_stops_while_its_application_is_built_ends_what_was_built() -> None:
    building = Building()
    with starting(building) as (client, server):
        assert client.get("/healthz").status_code == 200
        server.should_exit = True
        time.sleep(0.2)
        building.may_end.set()
    assert building.lived == ["begun", "ended"]


def test_a_port_in_use_ends_the_process_before_anything_is_built() -> None:
    building, second = Building(), Building()
    building.may_end.set()
    with starting(building) as (client, _):
        server = StartingServer(starting_of(second, Settings()), "127.0.0.1", client.base_url.port or 0, Settings())
        with pytest.raises(SystemExit, match=str(STARTUP_FAILURE)):
            server.run()
    assert (building.n_begun, second.n_begun) == (1, 0)


def test_the_early_health_check_answers_as_the_application_does(tmp_path: Path) -> None:
    chosen: dict[str, Any] = {
        "database_url": f"sqlite:///{tmp_path / 'api.db'}",
        "files": tmp_path,
        "root_path": "/mb",
        "cors_origins": "https://a.example",
    }
    building = Building()

    def build() -> Built:
        app = create_app(Settings(**chosen))
        building()
        return Built(app, app.state.direct, app.state.parts.streams.stop)

    origin = {"Origin": "https://a.example", "X-Request-ID": "mine"}
    requests = [("/healthz", origin), ("/mb/healthz", origin), ("/healthz", {"Host": "rebound.example"}), ("/healthz", {"Accept-Encoding": "br"})]
    with starting(build, **chosen) as (client, _):
        early = [client.get(path, headers=headers) for path, headers in requests]
        assert not building.lived
        building.may_end.set()
        wait_for(lambda: client.get("/readyz").json()["checks"].get("api") is None)
        later = [client.get(path, headers=headers) for path, headers in requests]
    assert [shown(one) for one in early] == [shown(one) for one in later]
    assert [one.status_code for one in early] == [200, 200, 400, 200]
    HealthOut.model_validate(early[0].json())


def shown(response: httpx.Response) -> tuple[int, dict[str, str], Any]:
    """Return what two equal requests have in common."""
    changing = {"date", "x-request-id"} if response.headers["x-request-id"] != "mine" else {"date"}
    body = {key: value for key, value in response.json().items() if key != "request_id"}
    return response.status_code, {name: value for name, value in response.headers.items() if name not in changing}, body
