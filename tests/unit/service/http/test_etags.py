"""If-None-Match by RFC 9110, section 13.1.2: a list, compared weakly, or `*`."""

import pytest
from starlette.requests import Request

from service.http.etags import etag_of, is_known, not_modified

ETAG = '"abc"'


def request(*headers: str) -> Request:
    return Request({"type": "http", "method": "GET", "headers": [(b"if-none-match", header.encode("latin-1")) for header in headers]})


def known(*headers: str, etag: str = ETAG) -> bool:
    return is_known(request(*headers), etag)


@pytest.mark.parametrize("header", ['"abc"', 'W/"abc"', '"x", "abc"', '"x" ,W/"abc", "y"', "*", " * ", '"a,b","abc"', '"x",,"abc"'])
@pytest.mark.parametrize("etag", [ETAG, 'W/"abc"'])
def test_a_caller_who_has_it_is_known(header: str, etag: str) -> None:
    assert known(header, etag=etag)


@pytest.mark.parametrize("header", ["", '"ab"', '"abcd"', "abc", '"x-abc"', '"x\\"abc"', '"x,abc"', '"ABC"', '"*"', 'w/"x"', '"abc'])
def test_another_caller_is_not(header: str) -> None:
    assert not known(header)


def test_a_request_without_the_header_is_not_known_and_one_with_it_twice_is_read_whole() -> None:
    assert not known()
    assert known('"x"', '"abc"')


def test_the_response_without_a_body_has_the_headers_that_caches_need() -> None:
    sent = not_modified(request(), {"ETag": ETAG, "Cache-Control": "no-cache", "Vary": "Accept", "Content-Disposition": "attachment"})
    assert (sent.status_code, sent.body) == (304, b"")
    assert dict(sent.headers) == {"etag": ETAG, "cache-control": "no-cache", "vary": "Accept"}


def test_the_etag_is_weak_where_the_caller_has_the_body_of_a_weak_one() -> None:
    assert not_modified(request('W/"abc"'), {"ETag": ETAG}).headers["etag"] == 'W/"abc"'
    assert not_modified(request('"x"', 'W/"abc"'), {"ETag": ETAG}).headers["etag"] == 'W/"abc"'
    assert not_modified(request("*"), {"ETag": ETAG}).headers["etag"] == ETAG


def test_equal_bodies_have_equal_etags() -> None:
    assert etag_of(b"x") == etag_of(b"x") != etag_of(b"y")
