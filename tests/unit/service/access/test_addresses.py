"""Where a request comes from: what callers write counts for nothing, what trusted proxies write does."""

from typing import Any

import pytest

from service.access.addresses import Addresses
from service.access.start_error import StartError

LOCAL = ("127.0.0.0/8", "::1")


def scope(client: str | None, *forwarded: str, **others: str) -> dict[str, Any]:
    headers = [(b"host", b"api"), *((b"x-forwarded-for", value.encode()) for value in forwarded)]
    headers += [(name.replace("_", "-").encode(), value.encode()) for name, value in others.items()]
    return {"type": "http", "headers": headers, "client": None if client is None else (client, 4711)}


def address_of(client: str | None, *forwarded: str, trusted: tuple[str, ...] = LOCAL, **others: str) -> str | None:
    return Addresses(trusted).of(scope(client, *forwarded, **others))


@pytest.mark.parametrize("client", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", None, "testclient"])
def test_a_caller_on_this_machine_has_no_address(client: str | None) -> None:
    assert address_of(client) is None


@pytest.mark.parametrize(
    ("client", "found"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_a_caller_elsewhere_has_its_address_or_its_network(client: str, found: str) -> None:
    assert address_of(client) == found


@pytest.mark.parametrize("claimed", ["198.51.100.7", "127.0.0.1", "", "198.51.100.7, 127.0.0.1", "nonsense"])
def test_a_caller_that_is_no_trusted_proxy_cannot_choose_its_address(claimed: str) -> None:
    assert address_of("203.0.113.5", claimed) == "203.0.113.5"


@pytest.mark.parametrize(
    ("forwarded", "found"),
    [
        (["203.0.113.5"], "203.0.113.5"),
        (["198.51.100.7, 203.0.113.5"], "203.0.113.5"),
        (["127.0.0.1, 203.0.113.5"], "203.0.113.5"),
        (["198.51.100.7", "203.0.113.5"], "203.0.113.5"),
        (["203.0.113.5, 127.0.0.1"], "203.0.113.5"),
        (["203.0.113.5:4711"], "203.0.113.5"),
        (["[2001:db8::5]:4711"], "2001:db8::/64"),
        (["2001:db8::5"], "2001:db8::/64"),
        (["203.0.113.5, unknown"], "127.0.0.1"),
        (["unknown, 203.0.113.5"], "203.0.113.5"),
        (["203.0.113.5, unknown, 127.0.0.1"], "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1"),
        ([""], "127.0.0.1"),
    ],
)
def test_the_last_address_that_is_no_trusted_proxy_is_the_caller(forwarded: list[str], found: str) -> None:
    assert address_of("127.0.0.1", *forwarded) == found


def test_proxies_are_trusted_by_network_and_several_may_stand_in_a_row() -> None:
    trusted = ("10.0.0.0/8", "192.0.2.1")
    assert address_of("10.1.2.3", "198.51.100.7, 203.0.113.5, 192.0.2.1", trusted=trusted) == "203.0.113.5"
    assert address_of("127.0.0.1", "203.0.113.5", trusted=trusted) is None


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("198.51.100.7, " * 5000 + "203.0.113.5", "203.0.113.5"),
        ("198.51.100.7" + ", 127.0.0.1" * 5000, "127.0.0.1"),
        ("9" * 5000, "127.0.0.1"),
    ],
)
def test_of_a_long_header_only_the_end_is_read(header: str, found: str) -> None:
    assert address_of("127.0.0.1", header) == found


def test_the_header_forwarded_is_not_believed() -> None:
    assert address_of("127.0.0.1", "203.0.113.5", forwarded="for=198.51.100.7") == "203.0.113.5"


@pytest.mark.parametrize("text", ["proxy.example", "10.0.0.1/8", "10.0.0.0/33", "1.2.3"])
def test_a_malformed_proxy_is_refused_at_the_start(text: str) -> None:
    with pytest.raises(StartError, match=r"MODELBOOK_TRUSTED_PROXIES: expected IP addresses, or networks such as 10\.0\.0\.0/8"):
        Addresses([text])
