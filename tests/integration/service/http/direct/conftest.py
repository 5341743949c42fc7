"""A server with a `Pointing`, and a caller."""

from collections.abc import Iterator

import pytest

from service.http.server import Server
from tests.integration.service.http.direct.pointing import Pointing, patient_server
from tests.raw_http import Caller, calling


@pytest.fixture(scope="module")
def pointing() -> Pointing:
    return Pointing()


@pytest.fixture
def direct(pointing: Pointing) -> Pointing:
    pointing.taken.clear()
    pointing.depths.clear()
    return pointing


@pytest.fixture(scope="module")
def server(pointing: Pointing) -> Iterator[tuple[int, Server]]:
    with patient_server(pointing) as running:
        yield running


@pytest.fixture
def caller(server: tuple[int, Server], direct: Pointing) -> Iterator[Caller]:
    with calling(server[0]) as (caller,):
        yield caller
