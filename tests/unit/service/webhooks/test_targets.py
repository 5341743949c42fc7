"""Webhooks go to allowed hosts only, and to no private address that is not named, whatever a name resolves to."""

import pytest

from service.webhooks.targets import TargetError, Targets, UnknownHostError

#: Addresses of hosts, as their owners may set them.
ADDRESSES = {
    "hooks.example.org": ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"],
    "inside.example.org": ["10.1.2.3"],
    "half.example.org": ["93.184.216.34", "192.168.0.7"],
    "localhost": ["127.0.0.1"],
    "2130706433": ["127.0.0.1"],
    "0x7f.1": ["127.0.0.1"],
    "mapped.example.org": ["::ffff:127.0.0.1"],
    "metadata.example.org": ["169.254.169.254"],
}


def resolve(host: str, port: int) -> list[str]:
    if host not in ADDRESSES:
        raise UnknownHostError(f"the host {host} has no address")
    return ADDRESSES[host]


def targets(*allowed: str) -> Targets:
    return Targets(allowed, resolve)


def refusal(url: str, *allowed: str) -> str:
    with pytest.raises(TargetError) as caught:
        targets(*allowed).require(url)
    with pytest.raises(TargetError):
        targets(*allowed).address(url)
    return str(caught.value)


@pytest.mark.parametrize(
    ("url", "allowed", "authority", "path", "address"),
    [
        ("https://hooks.example.org/jobs?a=b", "hooks.example.org", "hooks.example.org", "/jobs?a=b", "93.184.216.34"),
        ("https://HOOKS.example.org.:8443", "*.example.org", "hooks.example.org:8443", "/", "93.184.216.34"),
        ("http://hooks.example.org/x", "*", "hooks.example.org", "/x", "93.184.216.34"),
        ("https://93.184.216.34/x", "93.184.216.34", "93.184.216.34", "/x", "93.184.216.34"),
        ("http://127.0.0.1:9/x", "127.0.0.0/8", "127.0.0.1:9", "/x", "127.0.0.1"),
        ("http://[::1]:9/x", "::1", "[::1]:9", "/x", "::1"),
    ],
)
def test_an_allowed_host_is_taken(url: str, allowed: str, authority: str, path: str, address: str) -> None:
    assert targets(allowed).require(url).authority == authority
    target, found = targets(allowed).address(url)
    assert (target.authority, target.path, found) == (authority, path, address)


@pytest.mark.parametrize("host", ["inside.example.org", "half.example.org", "localhost", "mapped.example.org", "metadata.example.org", "0x7f.1"])
def test_a_name_of_a_private_address_is_refused_even_if_the_name_is_allowed(host: str) -> None:
    for allowed in (host, "*"):
        assert f"{host} is at the private address" in refusal(f"https://{host}/x", allowed)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255"),
        *("[::1]", "[fe80::1]", "[fd00::1]", "[fec0::1]", "[ff02::1]", "[::]", "[::ffff:10.0.0.1]", "[64:ff9b::10.0.0.1]", "[2002:a00:1::]"),
        "2130706433",
    ],
)
def test_every_form_of_a_private_address_is_refused(host: str) -> None:
    assert "private address" in refusal(f"http://{host}/x", "*")
    assert refusal(f"http://{host}/x", "hooks.example.org").startswith("expected a host of MODELBOOK_WEBHOOK_HOSTS (hooks.example.org), got ")


def test_a_private_address_is_allowed_by_its_network_alone_and_beside_the_name() -> None:
    assert targets("inside.example.org", "10.0.0.0/8").address("https://inside.example.org/")[1] == "10.1.2.3"
    assert "got inside.example.org" in refusal("https://inside.example.org/", "10.0.0.0/8")
    assert "192.168.0.7" in refusal("https://half.example.org/", "half.example.org", "10.0.0.0/8")


def test_without_the_setting_nothing_is_allowed() -> None:
    assert "an administrator allows hosts by MODELBOOK_WEBHOOK_HOSTS" in refusal("https://hooks.example.org/", "")


@pytest.mark.parametrize("url", ["https://example.org/", "https://hooks.example.org.evil.net/", "https://evilexample.org/"])
def test_a_host_that_is_only_like_an_allowed_one_is_refused(url: str) -> None:
    assert "got " in refusal(url, "*.example.org")


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://hooks.example.org/", "file:///etc/passwd", "hooks.example.org", "", "https:///x", "https://hooks.example.org/a b"),
        *("https://hooks.example.org\\@127.0.0.1/", "https://user:word@hooks.example.org/", "https://hooks.example.org/#part"),
        *("https://hooks.example.org:99999/", "https://[::1/", "https://hooks.example.org/\r\nX: y", "https://h\u00f6oks.example.org/"),
        "https://hooks.example.org/" + "x" * 1_000,
    ],
)
def test_what_is_no_url_of_a_receiver_is_refused(url: str) -> None:
    assert refusal(url, "*").startswith("expected a URL ")


def test_a_host_without_an_address_is_taken_when_it_is_named_and_not_when_it_is_called() -> None:
    later = targets("later.example.org")
    assert later.require("https://later.example.org/").host == "later.example.org"
    with pytest.raises(UnknownHostError):
        later.address("https://later.example.org/")


def test_a_name_that_moves_to_a_private_address_is_not_called() -> None:
    moving = {"addresses": ["93.184.216.34"]}
    found = Targets(["hooks.example.org"], lambda host, port: moving["addresses"])
    assert found.require("https://hooks.example.org/")
    moving["addresses"] = ["127.0.0.1"]
    with pytest.raises(TargetError, match="private address"):
        found.address("https://hooks.example.org/")
