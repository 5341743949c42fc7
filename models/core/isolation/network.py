"""What a process may reach of the network."""

from dataclasses import dataclass
from enum import StrEnum

from models.core.isolation.domain import can_limit_tcp, enter_domain
from models.core.isolation.socket_filter import can_filter_sockets, refuse_sockets


class Reach(StrEnum):
    """What a process may reach."""

    NOTHING = "nothing"
    DATABASE = "database"
    ALL = "all"


@dataclass(frozen=True)
class Network:
    """The network of a process.

    Args:
        reach: What it may reach.
        ports: Ports of this machine that stand for the database, where it may reach that by TCP.
    """

    reach: Reach
    ports: tuple[int, ...] = ()


#: The whole network, and no network at all but sockets of paths.
OPEN, CLOSED = Network(Reach.ALL), Network(Reach.NOTHING)


def can_close_network() -> bool:
    """Tell whether a process can give up the network here, all of it."""
    return can_filter_sockets()


def can_close_all_but_ports() -> bool:
    """Tell whether a process can give up the network here but for ports of TCP."""
    return can_filter_sockets() and can_limit_tcp()


def close_network() -> None:
    """Give up the network where that is possible; elsewhere this does nothing."""
    if can_close_network():
        keep_to(CLOSED)


def keep_to(network: Network) -> None:
    """Give up what is not of a network, for good. Called before the process starts threads.

    Raises:
        OSError: The system refuses it.
    """
    if network.reach is Reach.ALL:
        return
    enter_domain(network.ports)
    refuse_sockets(but_tcp=bool(network.ports))
