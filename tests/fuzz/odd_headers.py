"""Headers that are not parameters of operations, with odd values: every request may have them."""

from typing import Any

from hypothesis import strategies as st
from schemathesis import Case

_NUMBERS = ("-1", "0", "9" * 400, "1e9", "0x10", "\x7f", "", ",", ";q=", "=", '"', "*", "*/*;q=2")
#: Headers, and values of each that are nearly right.
ODD: dict[str, tuple[str, ...]] = {
    "Range": ("bytes=0-0", "bytes=-1", "bytes=5-2", "bytes=0-1,3-4", "bytes=", "lines=1-2", "bytes=99999999999999999999-"),
    "If-Range": ('"x"', "W/", "Sat, 29 Nov 2026 08:00:00 GMT"),
    "If-None-Match": ("*", '"x"', 'W/"x", "y"', '"'),
    "Accept": ("image/png", "image/svg+xml", "text/html", "text/csv", "text/event-stream", "application/xml", "application/json;q=0"),
    "Accept-Encoding": ("gzip;q=0", "br, gzip", "zstd", "identity;q=0"),
    "Accept-Language": ("de",),
    "Content-Encoding": ("gzip", "br", "identity", "gzip, gzip"),
    "Prefer": ("wait=0", "wait=-1", "wait=0.001", "respond-async", 'wait="'),
    "Idempotency-Key": ("a", "a" * 300, "é"),
    "Last-Event-ID": ("1", "-1", "x"),
    "Tus-Resumable": ("1.0.0", "0.2"),
    "Upload-Offset": ("0", "1"),
    "Forwarded": ("for=1.2.3.4;proto=https", "for="),
    "X-Forwarded-For": ("1.2.3.4, x",),
    "X-Request-ID": ("a", "a" * 2000, "\x01"),
    "Traceparent": ("00-" + "0" * 32 + "-" + "0" * 16 + "-00", "x"),
    "Origin": ("null", "http://localhost"),
    "Cookie": ("a=b", "session=x; =", "=" * 100),
    "Expect": ("100-continue", "x"),
}


def set_odd(case: Case[Any], data: st.DataObject) -> None:
    """Put odd headers into some cases."""
    if data.draw(st.integers(0, 3)):
        return
    for name in data.draw(st.lists(st.sampled_from(sorted(ODD)), min_size=1, max_size=3, unique=True)):
        case.headers[name] = data.draw(st.sampled_from((*ODD[name], *_NUMBERS)))
