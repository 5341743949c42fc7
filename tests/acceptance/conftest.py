"""Fixtures of the acceptance tests: services started as by a user."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models.datasets.mnist import PACKED
from tests.acceptance.service import Service, embedded
from tests.generated_client import GeneratedClient, generate


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """`modelbook up`: SQLite and a Redis or Valkey server, one worker that runs a job on every core."""
    with embedded(tmp_path_factory.mktemp("up") / "data", MODELBOOK_WORKER_SLOTS=str(os.cpu_count())) as (service, _):
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
