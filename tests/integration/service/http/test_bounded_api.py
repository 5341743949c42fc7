"""The API's own streams and waits, behind the bound on requests in work."""

from collections.abc import Iterator
from typing import Any

import pytest

from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from tests.integration.given import queued
from tests.integration.service.http.served import served
from tests.raw_http import calling


@pytest.fixture
def job_id(settings: Settings) -> Iterator[str]:
    database = Database(settings.database_url)
    yield queued(database).id
    database.close()


def test_streams_and_waits_leave_the_api_to_others(settings: Settings, job_id: str) -> None:
    app: Any = create_app(settings.model_copy(update={"max_requests": 2}))
    with served(app) as (port, _), calling(port, 9) as (*waiting, other):
        for number, caller in enumerate(waiting):
            path = f"/v1/jobs/{job_id}/events" if number % 2 else f"/v1/jobs/{job_id}?wait=5"
            caller.send(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            if number % 2:
                assert caller.response().status == 200
            assert other.get("/v1/jobs").status == 200
        app.state.parts.streams.stop()
        assert [caller.response().status for caller in waiting[::2]] == [200] * 4
