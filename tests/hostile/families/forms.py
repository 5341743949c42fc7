"""Forms that name the charset of their texts: codecs that take long, fail, or are none."""

from tests.hostile.case import Case, post
from tests.hostile.requests import MODEL

_PATHS = {"to predict": f"/v1/models/{MODEL}/predict", "as an upload": "/v1/datasets", "as an import": "/v1/models"}


def with_text(text: bytes) -> bytes:
    """Return a form of one text."""
    return b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n' + text + b"\r\n--x--\r\n"


def _cases(title: str, charset: str, n_letters: int) -> dict[str, Case]:
    text = b"xn--" + b"a" * n_letters + b"-" + b"a" * n_letters
    return {
        f"{title} {door}": Case(
            post(path, f"multipart/form-data; boundary=x; charset={charset}"), lambda: with_text(text), "expected a form in UTF-8"
        )
        for door, path in _PATHS.items()
    }


CASES: dict[str, Case] = {
    **_cases("punycode of 30 MB", "punycode", 15_000_000),
    **_cases("names of hosts", "idna", 1),
    **_cases("a codec that fails", "undefined", 1),
    **_cases("no codec", '"\\"nothing"', 1),
}
