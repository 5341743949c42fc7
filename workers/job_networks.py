"""What jobs may reach of the network: nothing, or the database alone, unless their data is downloaded on its first use."""

import logging
from collections.abc import Mapping
from typing import Any

from models.core.isolation.network import CLOSED, OPEN, Network, Reach
from models.specs.downloads import may_download
from service.job_reach import possible_reach
from service.settings import Settings
from service.store.addresses import Address, addresses_of, with_addresses
from workers.database_relay import DatabaseRelay

log = logging.getLogger(__name__)


class JobNetworks:
    """Networks of the jobs of one worker.

    Args:
        settings: Its settings.
        network: Network of a job whose data is here.
        relays: Where such a job finds the servers of the database; empty where it needs no network for that.

    Attributes:
        settings: Settings of the jobs: they find the database at the relays.
    """

    def __init__(self, settings: Settings, network: Network, relays: list[Address]) -> None:
        self._network = network
        url = with_addresses(settings.database_url, relays) if relays else settings.database_url
        self.settings = settings.model_copy(update={"database_url": url})

    @classmethod
    def of(cls, settings: Settings) -> "JobNetworks":
        """Find out what is possible here, and start what it needs."""
        possible = possible_reach(settings)
        if possible.reach is Reach.ALL:
            log.warning("Jobs can use the network: %s.", possible.reason)
            return cls(settings, OPEN, [])
        if possible.reach is Reach.NOTHING:
            return cls(settings, CLOSED, [])
        relays = [DatabaseRelay(address).start() for address in addresses_of(settings.database_url) or []]
        return cls(settings, Network(Reach.DATABASE, tuple(relay.port for relay in relays)), relays)

    def network_of(self, spec: Mapping[str, Any]) -> Network:
        """Return the network of a job.

        Args:
            spec: Its spec, as stored.
        """
        return OPEN if may_download(spec) else self._network
