"""Scheme and host that proxies report."""

import pytest

from service.http.forwarded import Forwarded


def of(scheme: str | None = None, host: str | None = None, forwarded: str | None = None) -> tuple[str | None, str | None]:
    found = Forwarded.of(*(None if text is None else text.encode("latin-1") for text in (scheme, host, forwarded)))
    return found.scheme, found.host


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("for=192.0.2.1;proto=https;host=models.example.org", ("https", "models.example.org")),
        ('Host="models.example.org:8443"; Proto=HTTPS; for="[2001:db8::1]"', ("HTTPS", "models.example.org:8443")),
        ("proto=https;host=a.example, proto=http;host=b.example", ("https", "a.example")),
        ("for=192.0.2.1", (None, None)),
        ("proto", (None, None)),
        ("", (None, None)),
    ],
)
def test_the_standard_header_is_read(header: str, expected: tuple[str | None, str | None]) -> None:
    assert of(forwarded=header) == expected


def test_the_older_headers_come_first_and_of_several_values_the_first() -> None:
    assert of("https, http", "a.example , b.example", "proto=http;host=c.example") == ("https", "a.example")
    assert of("https", None, "proto=http;host=c.example") == ("https", "c.example")
    assert of() == (None, None)


def test_an_empty_header_reports_nothing() -> None:
    assert of("", " ", "proto=https;host=c.example") == ("https", "c.example")
    assert of("", ",") == (None, None)
    assert of(forwarded='proto="";host=') == (None, None)
