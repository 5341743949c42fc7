"""Which Host headers are known."""

import pytest

from service.http.hosts import HostNameError, Hosts, split_host

#: Names of loopback as callers write them.
LOOPBACK = ("localhost", "127.0.0.1", "127.0.0.1:8000", "LocalHost:8000", "localhost.", "localhost.:8000", "[::1]", "[::1]:8000", "app.localhost:1")


@pytest.mark.parametrize("header", LOOPBACK)
def test_the_names_of_loopback_are_known(header: str) -> None:
    assert Hosts([]).knows(header.encode(), None)


@pytest.mark.parametrize("header", ["[0:0:0:0:0:0:0:1]:8000", "[0000::0001]"])
def test_an_ipv6_address_is_known_however_it_is_written(header: str) -> None:
    assert Hosts([]).knows(header.encode(), None)


@pytest.mark.parametrize(
    "header",
    [
        *("", " ", "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "evillocalhost", "0.0.0.0", "[::]"),
        *("127.0.0.1:80:80", "127.0.0.1:x", "localhost/", "a@localhost", "localhost,evil", "localhost evil", "::1", "[::1", "http://localhost"),
        *(".localhost", "localhost..", "*.localhost", "[::1].evil.example", "127.0.0.1:123456", "b\xfccher", "localhost\n", "127.1", "2130706433"),
    ],
)
def test_any_other_host_is_unknown(header: str) -> None:
    assert not Hosts([]).knows(header.encode("latin-1"), None)


def test_a_name_of_the_settings_is_known_beside_those_of_loopback() -> None:
    hosts = Hosts([" Models.Example.org ", "*.lab.example.org", "fe80::1"])
    known = ("models.example.org", "MODELS.example.org.:443", "a.lab.example.org", "a.b.lab.example.org", "[fe80::1]:8000", "127.0.0.1")
    assert [header for header in known if not hosts.knows(header.encode(), None)] == []
    unknown = ("lab.example.org", "evillab.example.org", "example.org", "x.models.example.org")
    assert [header for header in unknown if hosts.knows(header.encode(), None)] == []


@pytest.mark.parametrize(
    ("address", "header"),
    [
        ("192.168.1.5", "192.168.1.5:8000"),
        ("::ffff:192.168.1.5", "192.168.1.5:8000"),
        ("fe80::1%eth0", "[fe80::1]:8000"),
        ("2001:db8::5", "[2001:DB8:0::5]"),
    ],
)
def test_the_address_that_the_connection_was_made_to_is_known(address: str, header: str) -> None:
    assert Hosts([]).knows(header.encode(), address)
    assert not Hosts([]).knows(b"192.168.1.6", address)


def test_a_star_stands_for_every_name_but_not_for_a_malformed_header() -> None:
    assert Hosts(["*"]).knows(b"any.example", None)
    assert not Hosts(["*"]).knows(b"any example", None)


@pytest.mark.parametrize("name", ["http://models.example.org", "models.example.org:8000", "a b", "models.*.org", "x/y"])
def test_a_malformed_name_of_the_settings_is_refused_with_the_setting(name: str) -> None:
    with pytest.raises(HostNameError, match=r"MODELBOOK_HOSTS: expected host names without scheme and port.*got"):
        Hosts([name])


def test_a_host_is_split_into_name_and_port() -> None:
    assert split_host("Example.org.:080") == ("example.org", 80)
    assert split_host("[::1]:") == ("[::1]", None)
    assert split_host("exa mple") is None
