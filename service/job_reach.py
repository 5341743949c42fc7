"""What jobs are kept to on this machine of the network, and why that is all."""

from dataclasses import dataclass

from models.core.isolation.network import Reach, can_close_all_but_ports, can_close_network
from service.settings import Settings
from service.store.addresses import addresses_of

#: Why the network stays open, in messages.
BY_SETTING = "MODELBOOK_JOB_NETWORK is open"
NO_FILTER = "this system has no filter of system calls that is known here (Linux on x86-64 or ARM64)"
NO_PORTS = "the database is reached by TCP, and this system cannot limit that to its port (Linux 6.7 with Landlock can)"
UNKNOWN_HOSTS = "the URL of the database does not tell its hosts"


@dataclass(frozen=True)
class Possible:
    """What jobs are kept to on this machine.

    Args:
        reach: What one may reach whose data is here.
        reason: Why that is all; empty if it is not.
    """

    reach: Reach
    reason: str = ""


def possible_reach(settings: Settings) -> Possible:
    """Return what the jobs of a worker with these settings are kept to here."""
    if settings.job_network == "open":
        return Possible(Reach.ALL, BY_SETTING)
    if not can_close_network():
        return Possible(Reach.ALL, NO_FILTER)
    addresses = addresses_of(settings.database_url)
    if addresses is None:
        return Possible(Reach.ALL, UNKNOWN_HOSTS)
    if not addresses:
        return Possible(Reach.NOTHING)
    return Possible(Reach.DATABASE) if can_close_all_but_ports() else Possible(Reach.ALL, NO_PORTS)
