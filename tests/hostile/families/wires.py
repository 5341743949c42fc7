"""Bytes on a connection that servers and proxies read in two ways, and heads and bodies without end."""

from tests.hostile.case import Case, wire

_HOST = b"Host: 127.0.0.1\r\n"
_POST = b"POST /v1/jobs HTTP/1.1\r\n" + _HOST + b"Content-Type: application/json\r\n"
_GET = b"GET /healthz HTTP/1.1\r\n" + _HOST
_CHUNKED = _POST + b"Transfer-Encoding: chunked\r\n"
_SECOND = b"GET /v1/jobs HTTP/1.1\r\n" + _HOST + b"\r\n"

CASES: dict[str, Case] = {
    "a length and chunks": Case(wire, lambda: _CHUNKED + b"Content-Length: 5\r\n\r\n0\r\n\r\n" + _SECOND, "HTTP"),
    "chunks and a length": Case(wire, lambda: _POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + _SECOND, "HTTP"),
    "two lengths": Case(wire, lambda: _POST + b"Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}" + _SECOND, "HTTP"),
    "lengths in one line": Case(wire, lambda: _POST + b"Content-Length: 2, 30\r\n\r\n{}", "HTTP"),
    "a length with a sign": Case(wire, lambda: _POST + b"Content-Length: +2\r\n\r\n{}", "HTTP"),
    "a length below 0": Case(wire, lambda: _POST + b"Content-Length: -1\r\n\r\n{}", "HTTP"),
    "a length of 10^30": Case(wire, lambda: _POST + b"Content-Length: 1" + b"0" * 30 + b"\r\n\r\n{}", "expected"),
    "a length of 8 EB": Case(wire, lambda: _POST + b"Content-Length: 9223372036854775807\r\n\r\n{}", "at most"),
    "chunked in another spelling": Case(wire, lambda: _POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "HTTP"),
    "chunked twice": Case(wire, lambda: _POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", "HTTP"),
    "chunked and identity": Case(wire, lambda: _POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", "HTTP"),
    "a blank before the colon": Case(wire, lambda: _POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", "HTTP"),
    "a folded line": Case(wire, lambda: _POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", "HTTP"),
    "a chunk of no size": Case(wire, lambda: _CHUNKED + b"\r\nxyz\r\n{}\r\n", "HTTP"),
    "a chunk below 0": Case(wire, lambda: _CHUNKED + b"\r\n-2\r\n{}\r\n0\r\n\r\n", "HTTP"),
    "a chunk of 2^64": Case(wire, lambda: _CHUNKED + b"\r\n10000000000000002\r\n{}\r\n0\r\n\r\n", "HTTP"),
    "a chunk longer than its size": Case(wire, lambda: _CHUNKED + b"\r\n1\r\n{}\r\n0\r\n\r\n", "HTTP"),
    "chunks over the limit": Case(wire, lambda: _CHUNKED + b"\r\n" + (b"10000\r\n" + b"x" * 65_536 + b"\r\n") * 40, "at most"),
    "an extension of 100 kB": Case(wire, lambda: _CHUNKED + b"\r\n2;x=" + b"y" * 100_000 + b"\r\n{}\r\n0\r\n\r\n", "expected"),
    "a head of 1 MB": Case(wire, lambda: _GET + b"x: " + b"y" * 1_000_000 + b"\r\n\r\n", "expected"),
    "10,000 headers": Case(wire, lambda: _GET + b"x: y\r\n" * 10_000 + b"\r\n", "expected"),
    "an address of 1 MB": Case(wire, lambda: b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n" + _HOST + b"\r\n", "expected"),
    "line feeds only": Case(wire, lambda: b"GET /v1/nothing HTTP/1.1\nHost: 127.0.0.1\n\n", "expected"),
    "a carriage return within a value": Case(wire, lambda: _GET + b"x: a\rb\r\n\r\n", "HTTP"),
    "NUL within a value": Case(wire, lambda: _GET + b"x: a\0b\r\n\r\n", "HTTP"),
    "no host": Case(wire, lambda: b"GET /v1/jobs HTTP/1.1\r\n\r\n", "expected"),
    "two hosts": Case(wire, lambda: b"GET /v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", "expected"),
    "another host": Case(wire, lambda: b"GET /v1/jobs HTTP/1.1\r\nHost: evil.example\r\n\r\n", "expected"),
    "another address": Case(wire, lambda: b"GET http://169.254.169.254/latest HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "expected"),
    "a tunnel": Case(wire, lambda: b"CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: 169.254.169.254:80\r\n\r\n", "expected"),
    "HTTP/2": Case(wire, lambda: b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP"),
    "TLS": Case(wire, lambda: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xaa" * 500, "HTTP"),
    "HTTP/0.9": Case(wire, lambda: b"GET /v1/jobs\r\n\r\n", "expected"),
    "Redis": Case(wire, lambda: b"*1\r\n$8\r\nFLUSHALL\r\n", "HTTP"),
    "a row of 500 requests": Case(wire, lambda: b"GET /v1/nothing HTTP/1.1\r\n" + _HOST + b"\r\n" + _SECOND * 500, "expected"),
}
