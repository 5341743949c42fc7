"""Fixtures of the acceptance tests: services started as by a user."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models.datasets.mnist import PACKED
from tests.acceptance.proxies import HOST
from tests.acceptance.same_with_keys import SAME_WITH_KEYS
from tests.acceptance.service import WITH_KEYS, Service, embedded, free_port
from tests.collector import Collector, running_collector, traced_by
from tests.generated_client import GeneratedClient, generate

#: Modules in the folder that the service is started in, none of which it may import.
SHADOWS = ("models", "service", "workers", "migrations", "celery", "json", "numpy", "tensorflow", "sitecustomize")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out, with keys on, the files that prove nothing more with them; a file that is named on the command line is run."""
    return True if WITH_KEYS and collection_path.name in SAME_WITH_KEYS else None


@pytest.fixture(scope="session")
def started_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the service is started in: with modules of the same names as those that it needs, and its temporary folder `tmp`."""
    folder = tmp_path_factory.mktemp("up")
    for name in SHADOWS:
        (folder / f"{name}.py").write_text("raise SystemExit(f'{__file__} was imported')\n")
    (folder / "tmp").mkdir()
    return folder


@pytest.fixture(scope="session")
def page_port() -> int:
    """The port of the pages of another application, which may call the service."""
    return free_port()


@pytest.fixture(scope="session")
def collector() -> Iterator[Collector]:
    """The collector that gets the traces of the service."""
    with running_collector() as found:
        yield found


@pytest.fixture(scope="session")
def service(started_in: Path, page_port: int, collector: Collector) -> Iterator[Service]:
    """`modelbook up`: SQLite and a Redis or Valkey server, one traced worker that runs a job on every core; with the name of the proxies, too."""
    settings = {"MODELBOOK_WORKER_SLOTS": str(os.cpu_count()), "TMPDIR": str(started_in / "tmp"), "MODELBOOK_HOSTS": HOST}
    settings["MODELBOOK_CORS_ORIGINS"] = f"http://127.0.0.1:{page_port}"
    settings |= {"MODELBOOK_LOG_FORMAT": "json", **traced_by(collector)}
    with embedded(started_in / "data", cwd=started_in, **settings) as (service, _):
        yield service


@pytest.fixture(scope="session")
def generated_client(tmp_path_factory: pytest.TempPathFactory) -> GeneratedClient:
    """The client that the documented command generates."""
    return generate(tmp_path_factory.mktemp("client"))


@pytest.fixture(scope="session")
def test_digits() -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Images and labels of MNIST's test part."""
    with np.load(Path(PACKED)) as mnist:
        yield mnist["x_test"], mnist["y_test"]
