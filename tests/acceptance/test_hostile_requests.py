"""Each kind of hostile request against a running service: refused in time and memory, while /healthz goes on."""

import pytest

from tests.acceptance.service import Service
from tests.hostile.requests import QUICK, prepare, require_bounded


@pytest.fixture(scope="module", autouse=True)
def _prepared(service: Service) -> None:
    prepare(service)


@pytest.mark.parametrize("kind", QUICK)
def test_a_hostile_request_is_refused_within_bounds(service: Service, kind: str) -> None:
    require_bounded(service, QUICK[kind])
