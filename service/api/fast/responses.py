"""The response to a prediction: its header lines and its body, as the middleware in front of the application makes them."""

from collections.abc import Sequence

from service.api.fast.bodies import LeftError
from service.http.accepted import chosen_coding
from service.http.compressed import LONG_BYTES, MIN_BYTES, compressed

_LINES = b"content-length: %d\r\ncontent-type: application/json\r\nx-model-version: %b\r\nserver-timing: %b\r\n%bx-request-id: %b\r\n"
_VARIES = b"vary: Accept-Encoding\r\n"


class Responses:
    """Makes the responses of one API process.

    Args:
        constant: Headers of every response.
    """

    def __init__(self, constant: Sequence[tuple[bytes, bytes]]) -> None:
        self._constant = b"".join(name + b": " + value + b"\r\n" for name, value in constant)

    def lines_and_body(self, body: bytes, encodings: bytes, model: str, timing: bytes, request_id: bytes) -> tuple[bytes, bytes]:
        """Return header lines and body.

        Args:
            body: The predictions.
            encodings: The header Accept-Encoding of the request.
            model: Reference of the version.
            timing: Value of Server-Timing.
            request_id: Id of the request.

        Raises:
            LeftError: Compressing it takes too long for the event loop.
        """
        more = self._constant
        if len(body) >= MIN_BYTES:
            coding, more = chosen_coding(encodings), _VARIES + more
            if coding is not None:
                if len(body) >= LONG_BYTES:
                    raise LeftError
                body, more = compressed(body, coding), b"content-encoding: %b\r\n" % coding.encode() + more
        return _LINES % (len(body), model.encode(), timing, more, request_id), body
