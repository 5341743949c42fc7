"""Which addresses only this machine reaches, and which requests come from elsewhere through a proxy."""

import pytest

from service.access.keyless import is_from_elsewhere, is_loopback
from service.http.hosts import Hosts

SERVER = ("127.0.0.1", 8000)
#: Names of this machine: those of loopback, and one given with --host that is an address of loopback.
OWN = Hosts(["laptop"])


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "127.1", "localhost", "::1", "::ffff:127.0.0.1"])
def test_a_host_of_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "0.0.0.0", "0", "::", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1", "models.invalid", "127.0.0.1.", "x" * 300])
def test_a_host_that_other_machines_may_reach(host: str) -> None:
    assert not is_loopback(host)


def from_elsewhere(*headers: tuple[str, str], host: str = "127.0.0.1:8000") -> bool:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in (("host", host), *headers)]
    return is_from_elsewhere(raw, SERVER, OWN)


@pytest.mark.parametrize(
    "header",
    [
        ("x-forwarded-for", "127.0.0.1"),
        ("x-forwarded-for", "::1, 127.0.0.1"),
        ("x-forwarded-for", "127.0.0.1:4711"),
        ("x-forwarded-for", "[::1]:4711"),
        ("x-real-ip", "127.0.0.1"),
        ("forwarded", 'for=127.0.0.1;proto=http, For="[::1]:99"'),
        ("user-agent", "curl"),
    ],
    ids=str,
)
def test_a_client_of_this_machine(header: tuple[str, str]) -> None:
    assert not from_elsewhere(header)


@pytest.mark.parametrize(
    "header",
    [
        ("x-forwarded-for", "203.0.113.9"),
        ("x-forwarded-for", "127.0.0.1, 203.0.113.9"),
        ("x-forwarded-for", "203.0.113.9, 127.0.0.1"),
        ("x-forwarded-for", "203.0.113.9:80"),
        ("x-forwarded-for", "2001:db8::1"),
        ("x-forwarded-for", "unknown"),
        ("x-forwarded-for", ""),
        ("x-real-ip", "203.0.113.9"),
        ("forwarded", "for=203.0.113.9"),
        ("forwarded", 'for="[2001:db8::1]:80"'),
        ("forwarded", "for=_hidden"),
        ("forwarded", "proto=https"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "127.0.0.1"),
        ("via", "1.1 proxy"),
    ],
    ids=str,
)
def test_a_client_elsewhere(header: tuple[str, str]) -> None:
    assert from_elsewhere(header)


def test_one_header_of_several_that_names_a_client_elsewhere_is_enough() -> None:
    assert from_elsewhere(("x-forwarded-for", "127.0.0.1"), ("x-forwarded-for", "203.0.113.9"))
    assert from_elsewhere(("x-forwarded-for", "127.0.0.1"), ("forwarded", "for=203.0.113.9"))


def test_a_name_of_another_machine_in_the_host_is_that_of_a_proxy() -> None:
    assert from_elsewhere(host="models.example.org")
    assert not any(from_elsewhere(host=host) for host in ("localhost:8000", "[::1]:8000", "app.localhost", "127.0.0.1", "laptop:8000"))


@pytest.mark.parametrize("header", [("x-forwarded-for", "127.0.0.1"), ("x-real-ip", "::1"), ("forwarded", "for=127.0.0.1")], ids=str)
def test_no_header_that_a_caller_may_have_written_outweighs_a_name_of_another_machine(header: tuple[str, str]) -> None:
    assert from_elsewhere(header, host="models.example.org")


@pytest.mark.parametrize("scheme", ["https", "HTTPS", "http, https", "wss"])
def test_a_proxy_with_tls_is_for_clients_elsewhere_whatever_client_is_reported(scheme: str) -> None:
    assert from_elsewhere(("x-forwarded-for", "127.0.0.1"), ("x-forwarded-proto", scheme))
    assert from_elsewhere(("x-forwarded-proto", scheme), ("x-real-ip", "127.0.0.1"))


def test_a_proxy_of_a_developer_on_this_machine_needs_no_key() -> None:
    assert not from_elsewhere(("x-forwarded-for", "::1"), ("x-forwarded-proto", "http"), ("x-forwarded-host", "localhost:3000"))
