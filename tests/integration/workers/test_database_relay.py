"""Jobs that reach a database on a server through their worker, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from models.core.isolation.network import Reach, can_close_all_but_ports
from service.settings import Settings
from service.store.database import Database
from service.store.outages import is_outage
from tests.wires import Wire, wire_to
from workers.job_networks import JobNetworks

pytestmark = pytest.mark.skipif(not can_close_all_but_ports(), reason="needs Linux 6.7 with Landlock")


@pytest.fixture
def wire(postgres: str) -> Iterator[Wire]:
    with wire_to(postgres.replace("postgresql://", "postgresql+psycopg://", 1)) as wire:
        yield wire


def test_a_job_reaches_its_database_through_the_relay_also_after_an_outage(wire: Wire, tmp_path: Path) -> None:
    networks = JobNetworks.of(Settings(database_url=wire.url, files=tmp_path))
    network = networks.network_of({"task": "train", "data": {"source": "iris"}})
    assert (network.reach, len(network.ports)) == (Reach.DATABASE, 1)
    database = Database(networks.settings.database_url)
    try:
        assert f":{network.ports[0]}" not in wire.url
        database.ping()
        wire.cut()
        with pytest.raises(SQLAlchemyError) as raised:
            database.ping()
        assert is_outage(raised.value)
        wire.mend()
        database.ping()
    finally:
        database.close()
