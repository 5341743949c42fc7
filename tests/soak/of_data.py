"""What clients do with data: upload, look at, train on, append to, predict on, delete; and what is refused, or breaks off."""

import random
from collections.abc import Callable

import pytest
from modelbook import Client
from modelbook.errors import InvalidError, NotFoundError

from tests.acceptance.service import SOON_S, until
from tests.raw_http import calling
from tests.soak.crowd import Caller

#: Rows of a table, and how far a fitted line may be from the one that the table was made of.
N_ROWS, CLOSE = 200, 1e-3
#: Slope and offset of the line that tables are made of.
LINE = (2.5, -1.0)
#: Bytes that an upload says it has, and that come before it breaks off.
SAID, SENT = 200_000, 100_000


def upload(caller: Caller) -> None:
    """Upload a table, whole or in pieces, look at it, train on it, append, predict on all of it, and delete it all."""
    name = "line"  # The same one each time: names of models that are purged stay, so that versions are never given out twice.
    first = caller.api.upload(table(caller.random), name=f"{name}.csv", progress=False, format="csv", resumable=caller.random.random() < 0.5)
    assert (first.n_samples, len(first.preview(n_samples=5).samples)) == (N_ROWS, 5)
    caller.require_figures(f"/v1/datasets/{first.id}/plots", "svg")
    second = caller.api.datasets[first.id].append(table(caller.random), format="csv")
    assert second.n_samples == 2 * N_ROWS
    _learn(caller.api, second.source, name)
    for data in (second, first):
        data.delete(purge=True)
    _require_absent(lambda: caller.api.datasets[first.id].describe())


def refuse(caller: Caller) -> None:
    """Ask for what is refused: faulty specs and files, absent things; and break off an upload, and one in pieces."""
    api = caller.api
    _refused(lambda: api.train({"data": {"source": "digits"}, "model": {"kind": "sklearn", "steps": []}}))
    _refused(lambda: api.upload(b"\x00\x01\x02" * 100, name="nothing.csv", progress=False, format="csv"))
    _refused(lambda: api.models["dense"].predict([["a"]]))
    _require_absent(lambda: api.models["absent"].refresh())
    port = caller.service.http.base_url.port
    assert port is not None
    head = f"POST /v1/datasets HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {SAID}\r\n\r\n"
    part = '--b\r\nContent-Disposition: form-data; name="file"; filename="broken.csv"\r\n\r\n'
    with calling(port) as (broken,):
        broken.send((head + part).encode() + b"1,2\n" * (SENT // 4))
    _begin_and_drop(caller)


def table(choices: random.Random) -> bytes:
    """Return a CSV file of points on a line; each call another one."""
    slope, offset = LINE
    points = [choices.uniform(-10, 10) for _ in range(N_ROWS)]
    return "\n".join(["x,y", *(f"{x},{slope * x + offset}" for x in points)]).encode()


def _learn(api: Client, source: str, name: str) -> None:
    """Fit a line to a table, and predict on the whole table by a job."""
    spec = {"data": {"source": source, "target": "y"}, "model": {"kind": "sklearn", "steps": [{"estimator": "LinearRegression"}]}}
    job = api.train(spec, name=name).wait()
    slope, offset = LINE
    (found,) = api.models[name].predict([[2.0]])
    assert abs(found.value - (2 * slope + offset)) < CLOSE, f"expected {2 * slope + offset}, got {found}"
    batch = api.models[name].batch(source).wait()
    assert [file.name.partition(".")[0] for file in batch.files()] == ["predictions"]
    for one in (batch, job):
        one.delete(purge=True, with_models=True)


def _begin_and_drop(caller: Caller) -> None:
    """Begin an upload in pieces, send some, and take it back."""
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(SAID)}
    path = caller.service.http.post("/v1/uploads", headers=headers).raise_for_status().headers["location"]
    more = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    caller.service.http.patch(path, content=b"1,2\n" * (SENT // 4), headers=more).raise_for_status()
    caller.service.http.delete(path, headers={"Tus-Resumable": "1.0.0"}).raise_for_status()
    until(lambda: caller.service.http.head(path, headers=headers).status_code in (404, 410), "the upload to be gone", SOON_S)


def _refused(call: Callable[[], object]) -> None:
    """Require that a call is refused with the places of the faults."""
    with pytest.raises(InvalidError) as caught:
        call()
    assert caught.value.errors, f"expected the places of the faults, got {caught.value}"


def _require_absent(call: Callable[[], object]) -> None:
    with pytest.raises(NotFoundError):
        call()
