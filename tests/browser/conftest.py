"""Fixtures of the tests of pages: one service for all of them, and one browser."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.acceptance.service import Service, embedded
from tests.browser.site import Site, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """`modelbook up`, which runs a job on every core."""
    with embedded(tmp_path_factory.mktemp("up") / "data", MODELBOOK_WORKER_SLOTS=str(os.cpu_count())) as (service, _):
        yield service


@pytest.fixture(scope="session")
def site(browser: Browser, service: Service) -> Site:
    """Its pages in the browser."""
    return Site(browser, service)
