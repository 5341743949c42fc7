"""A port that several processes listen on is kept from everybody else."""

import socket
import sys
from collections.abc import Iterator

import pytest

from service.http.ports import PortError, require_free, require_shared_ports, shared_sockets
from tests.acceptance.service import free_port

HERE = "127.0.0.1"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="ports are shared on Linux only")


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def taken(port: int) -> Iterator[int]:
    with socket.create_server((HERE, port)):
        yield port


def test_processes_share_a_port_and_connections_reach_those_that_listen(port: int) -> None:
    require_shared_ports()
    require_free(HERE, port)
    ((first,), (second,)) = (shared_sockets(HERE, port) for _ in range(2))
    with first, second:
        second.listen()
        for _ in range(20):
            socket.create_connection((HERE, port), timeout=5).close()


def test_a_port_that_processes_share_is_not_free_for_others(port: int) -> None:
    (listening,) = shared_sockets(HERE, port)
    with listening:
        listening.listen()
        with pytest.raises(PortError, match="Address already in use"):
            require_free(HERE, port)
    require_free(HERE, port)


def test_a_port_in_use_is_refused_with_the_ways_out(taken: int) -> None:
    with pytest.raises(PortError, match=rf"cannot listen on {HERE}:{taken} \(Address already in use\); .*--host.*--port"):
        require_free(HERE, taken)
    with pytest.raises(PortError):
        shared_sockets(HERE, taken)


def test_an_address_of_another_machine_is_refused(port: int) -> None:
    with pytest.raises(PortError, match=r"cannot listen on 192\.0\.2\.1"):
        require_free("192.0.2.1", port)


def test_a_name_is_listened_on_at_each_of_its_addresses(port: int) -> None:
    found = {address[0] for *_, address in socket.getaddrinfo("localhost", port, type=socket.SOCK_STREAM)}
    sockets = shared_sockets("localhost", port)
    assert {one.getsockname()[0] for one in sockets} == found
    for one in sockets:
        one.close()


def test_elsewhere_than_on_linux_several_processes_are_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(PortError, match=r"need Linux.*run one, or several on ports of their own behind a proxy"):
        require_shared_ports()
