"""Requests that ask for another protocol, such as h2c: they are answered in HTTP/1.1 (RFC 9110, section 7.8)."""

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class PlainProtocol(HttpToolsProtocol):
    """A connection that stays with HTTP/1.1.

    The parser stops after a head that asks for another protocol, as if no body and no further request came. But Java's HttpClient and
    `curl --http2` send bodies with such heads. So the head is parsed once more, without what it asks for.
    """

    def feed(self, data: bytes) -> None:
        """Parse what came.

        Raises:
            HttpParserError: It is not HTTP.
        """
        while data:
            data = self._fed(data)

    def _fed(self, data: bytes) -> bytes:
        """Parse what came, up to a head that asks for another protocol; return what is to be parsed then."""
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as stop:
            return self._plain_head() + data[stop.args[0] :] if self._is_asking else b""
        return b""

    @property
    def _is_asking(self) -> bool:
        """Tell whether the head that has ended asks for another protocol. One of CONNECT does so by its method, and is refused as it is."""
        return self.parser.should_upgrade() and self.parser.get_method() != b"CONNECT"

    def _plain_head(self) -> bytes:
        lines = [b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, self.parser.get_http_version().encode())]
        lines += [name + b": " + value for name, value in self.headers if name != b"upgrade"]
        return b"\r\n".join(lines) + b"\r\n\r\n"

    def on_headers_complete(self) -> None:
        if not self._is_asking:
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        if not self._is_asking:
            super().on_message_complete()
