"""The cookie of a page: what it says to browsers, and how it is found among others."""

from typing import Any

import pytest

from service.access.page_cookie import cookie_of, ended_cookie, session_in, session_sent
from service.request_context import begin_request
from service.store.key_text import PAGE_PREFIX, PREFIX

#: Texts of sessions; not drawn, as processes that share tests have to name them alike.
TEXT, OTHER = (PAGE_PREFIX + letter * 43 for letter in "ab")


def scope(*cookies: str, **more: Any) -> dict[str, Any]:
    headers = [(b"cookie", cookie.encode("latin-1")) for cookie in cookies]
    return {"type": "http", "method": "GET", "scheme": "http", "headers": headers, **more}


def test_scripts_cannot_read_the_cookie_and_no_other_site_makes_a_browser_send_it() -> None:
    begin_request(b"")
    assert cookie_of(TEXT, scope()) == f"modelbook_session={TEXT}; Path=/; HttpOnly; SameSite=Strict"
    assert cookie_of(TEXT, scope(scheme="https")) == f"__Host-modelbook_session={TEXT}; Path=/; HttpOnly; SameSite=Strict; Secure"
    assert ended_cookie(scope(scheme="https")).startswith("__Host-modelbook_session=; ")


def test_it_is_for_the_path_under_which_the_api_is_published() -> None:
    begin_request(b"", "/mb")
    try:
        assert "; Path=/mb;" in cookie_of(TEXT, scope())
        assert ended_cookie(scope()) == "modelbook_session=; Max-Age=0; Path=/mb; HttpOnly; SameSite=Strict"
    finally:
        begin_request(b"")


@pytest.mark.parametrize(
    ("cookies", "expected"),
    [
        ([], None),
        (["theme=dark"], None),
        ([f"modelbook_session={TEXT}"], TEXT),
        ([f"theme=dark; modelbook_session={TEXT}; x"], TEXT),
        ([f"modelbook_session={TEXT};modelbook_session={OTHER}"], TEXT),
        (["theme=dark", f"modelbook_session={TEXT}"], TEXT),
        ([f"other_modelbook_session={TEXT}"], None),
        (["modelbook_session="], None),
        ([f"modelbook_session={PAGE_PREFIX}short"], None),
        ([f"modelbook_session={TEXT}\xe9"], None),
        ([f"modelbook_session={PREFIX + 'c' * 43}"], None),
    ],
    ids=str,
)
def test_the_session_is_found_among_other_cookies(cookies: list[str], expected: str | None) -> None:
    assert session_sent(scope(*cookies)) == expected


@pytest.mark.parametrize("prefix", ["", "/mb"])
def test_by_https_a_cookie_that_a_host_beside_this_one_can_set_counts_below_a_path_only(prefix: str) -> None:
    begin_request(b"", prefix)
    try:
        found = session_sent(scope(f"modelbook_session={OTHER}; __Host-modelbook_session={TEXT}", scheme="https"))
        assert found == (OTHER if prefix else TEXT)
        assert session_sent(scope(f"__Host-modelbook_session={TEXT}")) is None
    finally:
        begin_request(b"")


def test_a_page_of_another_origin_has_no_session() -> None:
    found = scope(f"modelbook_session={TEXT}")
    assert session_in(found) == TEXT
    found["headers"].append((b"sec-fetch-site", b"cross-site"))
    assert session_in(found) is None
