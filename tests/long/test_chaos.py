"""Chaos in short: the real stack on PostgreSQL and on SQLite, whose processes are killed and stopped while jobs run."""

import pytest

from tests.chaos.__main__ import on_database

#: Seed of the faults; another one is drawn by `make chaos`.
SEED = 20261128


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("database", "names"), [("sqlite", ["dense", "recurrent", "search"]), ("postgresql", ["convolutional", "stateful", "forest"])]
)
def test_every_job_succeeds_once_with_the_bits_of_a_quiet_run(database: str, names: list[str]) -> None:
    assert on_database(database, names, SEED, n_faults=10, copies=1) == []
