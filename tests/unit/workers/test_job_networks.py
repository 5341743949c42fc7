"""What jobs may reach of the network, by their data, the database and the settings."""

import threading
from typing import Any, cast

import pytest

from models.core.isolation.network import CLOSED, Network, Reach, can_close_network
from service.job_reach import BY_SETTING, UNKNOWN_HOSTS, Possible, possible_reach
from service.queue import JobQueue
from service.settings import Settings
from workers.devices import Slots
from workers.job_networks import JobNetworks
from workers.lease_keeper import LeaseKeeper
from workers.stores import Stores
from workers.supervise import Supervisor

SETTINGS = Settings(database_url="sqlite:///data/modelbook.db")


@pytest.mark.parametrize(
    ("data", "reach"),
    [
        ({"source": "iris"}, Reach.NOTHING),
        ({"source": "dataset:01J"}, Reach.NOTHING),
        ({"source": "california", "params": {}}, Reach.ALL),
        ({"inputs": {"text": {"source": "newsgroups20"}, "other": {"source": "iris"}}}, Reach.ALL),
        ({}, Reach.NOTHING),
    ],
)
def test_only_jobs_whose_data_are_downloaded_have_the_network(data: dict[str, Any], reach: Reach) -> None:
    networks = JobNetworks(SETTINGS, CLOSED, [])
    assert networks.network_of({"task": "train", "data": data}).reach == reach


def test_a_spec_without_data_needs_no_network() -> None:
    network = Network(Reach.DATABASE, (5000,))
    assert JobNetworks(SETTINGS, network, []).network_of({"task": "import"}) == network


def test_an_operator_may_open_the_network() -> None:
    assert possible_reach(Settings(job_network="open")) == Possible(Reach.ALL, BY_SETTING)


@pytest.mark.skipif(not can_close_network(), reason="needs a filter of system calls")
def test_a_database_on_a_file_needs_no_network_and_one_of_unknown_hosts_all_of_it() -> None:
    assert possible_reach(SETTINGS) == Possible(Reach.NOTHING)
    unknown = Settings(database_url="postgresql://modelbook@/modelbook?service=main")
    assert possible_reach(unknown) == Possible(Reach.ALL, UNKNOWN_HOSTS)


def test_a_supervisor_that_is_only_made_has_started_no_relay() -> None:
    before = threading.enumerate()
    settings = Settings(database_url="postgresql://127.0.0.1:1/modelbook")
    Supervisor(settings, cast("Stores", None), cast("JobQueue", None), Slots(settings), LeaseKeeper(settings.lease_s))
    assert threading.enumerate() == before
