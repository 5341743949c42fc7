"""Names with every trick, wherever a caller names something: files, data sets, models, jobs, addresses, headers."""

import base64
import json
from urllib.parse import quote

from tests.hostile.case import Case, at, idempotent, post, tus
from tests.hostile.requests import FORM, form

_UPLOAD, _JOBS = post("/v1/datasets", FORM), post("/v1/jobs")
_GET, _DELETE = at("GET"), at("DELETE")
#: Names that other systems have a meaning for, beside those that this one has.
_TRICKS = {
    "a path upwards": "../../../../etc/passwd",
    "an absolute path": "/etc/passwd",
    "NUL": "a\0.csv",
    "right to left": "a\u202evsc.exe",
    "a device": "CON",
    "a leading dash": "-rf",
    "a shell": "$(touch /tmp/owned);`id`|x",
    "SQL": "'; DROP TABLE jobs; --",
    "a template": "{{7*7}}${7*7}%n%s",
    "a page": "<script>alert(1)</script>",
    "newlines": "a\r\nx-evil: 1",
    "dots": "..",
    "blanks": "   ",
}


def named(text: str) -> bytes:
    """Return the form of an upload with a name."""
    return form({"name": text.encode()}, {"file": b"a,b\n1,2\n"})


def filed(text: bytes) -> bytes:
    """Return the form of an upload whose file has a name, and which is no table."""
    head = b'--limit\r\nContent-Disposition: form-data; name="file"; filename="' + text + b'"\r\n\r\n'
    return head + b"\x80\x04cos\nsystem\n." + b"\r\n--limit--\r\n"


def submitted(text: str) -> bytes:
    """Return a submission with a name."""
    return json.dumps({"recipe": "ridge-sine-line", "name": text}).encode()


def sourced(text: str) -> bytes:
    """Return a submission with a source."""
    return json.dumps({"spec": {"data": {"source": text}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}}).encode()


def _address(before: str, text: str, after: str = "") -> bytes:
    return (before + quote(text, safe="") + after).encode()


CASES: dict[str, Case] = {
    **{f"of a file: {kind}": Case(_UPLOAD, lambda text=text: filed(text.encode()), '"pointer":"/') for kind, text in _TRICKS.items()},
    **{f"of a model: {kind}": Case(_JOBS, lambda text=text: submitted(text), "name") for kind, text in _TRICKS.items()},
    **{f"of a source: {kind}": Case(_JOBS, lambda text=text: sourced(text), "source") for kind, text in _TRICKS.items()},
    **{f"in an address: {kind}": Case(_GET, lambda text=text: _address("/v1/models/", text), "expected") for kind, text in _TRICKS.items()},
    "of a data set: NUL": Case(_UPLOAD, lambda: named("a\0b"), "/format"),
    "of a data set: 10^5 letters": Case(_UPLOAD, lambda: named("x" * 100_000), "expected"),
    "of a file: 10^5 letters": Case(_UPLOAD, lambda: filed(b"x" * 20_000), "expected"),
    "of a file: no text": Case(_UPLOAD, lambda: filed(b"\xff\xfe\xfd"), "is a pickle"),
    "of a job's file: upwards": Case(_GET, lambda: b"/v1/jobs/01J00000000000000000000000/files/..%2f..%2f..%2fmodelbook.db", "expected"),
    "of a page's file: upwards": Case(_GET, lambda: b"/docs/..%2f..%2f..%2fetc%2fpasswd", "expected"),
    "deleted: upwards": Case(_DELETE, lambda: b"/v1/datasets/..%2f..%2ffiles", "expected"),
    "of a resumable upload: a path": Case(tus, lambda: b"filename " + base64.b64encode(b"../../etc/passwd\0.csv") + b",name !!!", "expected"),
    "of a key: 10^4 letters": Case(idempotent, lambda: b"x" * 10_000, "expected"),
    "of a key: no letters": Case(idempotent, lambda: b"\xff\xfe", "expected"),
    "a file of the system as a source": Case(_JOBS, lambda: sourced("file:///etc/passwd"), "source"),
    "an address as a source": Case(_JOBS, lambda: sourced("http://169.254.169.254/latest/meta-data"), "source"),
}
