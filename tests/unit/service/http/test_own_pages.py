"""Which requests count as those of the API's own pages."""

from typing import Any

import pytest

from service.http.own_pages import came_by_https, is_of_foreign_page, is_of_own_page

OWN = ("origin", "http://127.0.0.1:8000")
OTHER = ("origin", "https://other.example")


def site(value: str) -> tuple[str, str]:
    return "sec-fetch-site", value


def scope(method: str, *headers: tuple[str, str], scheme: str = "http") -> dict[str, Any]:
    named = (("host", "127.0.0.1:8000"), *headers)
    return {"type": "http", "method": method, "scheme": scheme, "headers": [(name.encode(), value.encode()) for name, value in named]}


@pytest.mark.parametrize(
    ("method", "headers", "expected"),
    [
        ("GET", [site("same-origin")], True),
        ("POST", [site("same-origin"), OWN], True),
        ("GET", [site("none")], True),
        ("GET", [site("same-site")], False),
        ("GET", [site("cross-site")], False),
        ("POST", [site("cross-site"), OWN], False),
        ("GET", [site("other")], False),
        ("GET", [site("same-origin"), site("same-origin")], False),
        ("GET", [], True),
        ("HEAD", [], True),
        ("POST", [], False),
        ("DELETE", [], False),
        ("POST", [OWN], True),
        ("POST", [OWN, OWN], False),
        ("GET", [OTHER], False),
        ("POST", [OTHER], False),
        ("POST", [("origin", "null")], False),
        ("POST", [("origin", "http://127.0.0.1:8001")], False),
        ("POST", [("origin", "https://127.0.0.1:8000")], False),
        ("POST", [("origin", "https://127.0.0.1:8000"), ("x-forwarded-proto", "https")], True),
        ("POST", [("origin", "https://models.example.org"), ("x-forwarded-proto", "https"), ("x-forwarded-host", "models.example.org")], True),
    ],
    ids=str,
)
def test_a_request_of_an_own_page(method: str, headers: list[tuple[str, str]], expected: bool) -> None:
    assert is_of_own_page(scope(method, *headers)) is expected


@pytest.mark.parametrize(
    ("headers", "expected"), [([], False), ([OWN], False), ([site("same-origin")], False), ([OTHER], True), ([site("same-site")], True)], ids=str
)
def test_a_program_is_no_foreign_page(headers: list[tuple[str, str]], expected: bool) -> None:
    assert is_of_foreign_page(scope("POST", *headers)) is expected


@pytest.mark.parametrize(
    ("scheme", "headers", "expected"),
    [
        ("http", [], False),
        ("https", [], True),
        ("http", [("x-forwarded-proto", "https")], True),
        ("http", [("forwarded", "for=192.0.2.1;proto=https")], True),
        ("https", [("x-forwarded-proto", "http")], True),
        ("http", [("x-forwarded-proto", "http")], False),
    ],
    ids=str,
)
def test_a_request_by_https(scheme: str, headers: list[tuple[str, str]], expected: bool) -> None:
    assert came_by_https(scope("POST", *headers, scheme=scheme)) is expected
