"""Names with control characters, in every route that takes a name: refused, and never a failure of the server."""

import io
import json
import zipfile
from typing import Any
from urllib.parse import quote

import httpx
import numpy as np
import pytest

from tests.hostile.weights import ARCHITECTURE, hdf5, plain
from tests.responses import problem
from tests.unit.models.core.test_names import HOSTILE

#: Those that a body in UTF-8 can hold.
NAMES = {kind: text for kind, (text, _) in HOSTILE.items() if kind != "surrogate"}
RIDGE = {"data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}
NO_JOB = "/v1/jobs/01J0000000000000000000000"


def spec_of(name: str) -> dict[str, Any]:
    """Return a network whose input, layer and output have a name."""
    nodes = [{"name": name}, {"name": "y", "inputs": [name], "layer": {"layer": "Dense", "units": 1, "name": name}}]
    return {"data": {"source": "noisy_sine"}, "model": {"kind": "functional", "nodes": nodes, "outputs": ["y"]}, "training": {"loss": "mse"}}


@pytest.mark.parametrize("name", [*NAMES.values(), "abc\r\nx: y", "a" * 64], ids=[*NAMES, "header", "long"])
@pytest.mark.parametrize(
    ("path", "body_of"),
    [
        ("/v1/jobs", lambda name: {"recipe": "ridge-sine-line", "name": name}),
        ("/v1/jobs", lambda name: {"spec": spec_of(name)}),
        ("/v1/jobs", lambda name: {"spec": {**RIDGE, "from_checkpoint": {"job": "01J00000000000000000000000"[: 26 - len(name)] + name, "epoch": 1}}}),
        ("/v1/sweeps", lambda name: {"recipe": "ridge-sine-line", "sweep": {"a": {}}, "name": name}),
        ("/v1/sweeps", lambda name: {"recipe": "ridge-sine-line", "sweep": {name: {}}}),
        ("/v1/jobs", lambda name: {"spec": {**RIDGE, "share_layers_with": {"model": "digits", "layers": [name]}}}),
        ("/v1/jobs", lambda name: {"spec": {**RIDGE, "start_from": name}}),
        ("/v1/jobs", lambda name: {"spec": {**RIDGE, "data": {"source": f"dataset:{name}"}}}),
        ("/v1/jobs", lambda name: {"recipe": name}),
    ],
    ids=["job", "nodes", "checkpoint", "sweep", "member", "shared", "start", "source", "recipe"],
)
def test_a_body_with_a_hostile_name_is_refused(client: httpx.Client, path: str, body_of: Any, name: str) -> None:
    assert problem(client.post(path, json=body_of(name)))["errors"]


@pytest.mark.parametrize("name", ["abc\n", "a\0", "a\u202e", "Abc", "a" * 64, ""])
def test_an_import_with_a_hostile_name_is_refused(client: httpx.Client, tmp_path: Any, name: str) -> None:
    """The name abc with a newline was registered: `$` of a pattern matches before it."""
    weights = {"weights": ("w.h5", hdf5(tmp_path, plain))}
    errors = problem(client.post("/v1/models", data={"name": name, "architecture": json.dumps(ARCHITECTURE)}, files=weights))["errors"]
    assert [error["pointer"] for error in errors] == ["/name"]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_data_set_with_a_hostile_name_is_refused(client: httpx.Client, name: str) -> None:
    errors = problem(client.post("/v1/datasets", data={"name": name}, files={"file": ("a.csv", b"a\n1\n")}))["errors"]
    assert [error["pointer"] for error in errors] == ["/name"]


@pytest.mark.parametrize("kind", NAMES)
def test_a_table_with_a_hostile_column_is_refused_with_its_index(client: httpx.Client, kind: str) -> None:
    table = f'a,"x{NAMES[kind]}y"\n1,2\n'.encode()
    (error,) = problem(client.post("/v1/datasets", files={"file": ("a.csv", table)}))["errors"]
    assert error["pointer"] == "/file"
    assert (HOSTILE[kind][1] in error["detail"]) or kind == "NUL"


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_an_archive_with_a_hostile_member_is_refused(client: httpx.Client, name: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        array = io.BytesIO()
        np.save(array, np.ones(3))
        archive.writestr(f"x{name}y.npy", array.getvalue())
    found = client.post("/v1/datasets", files={"file": ("a.npz", content.getvalue())})
    # Of a name with a NUL, ZIP reads only what is before it.
    assert found.status_code == 422 or "\0" in name


PATHS = [
    *("/v1/models/{}", "/v1/models/{}/versions", "/v1/models/{}/versions/1", "/v1/models/{}@1", "/v1/models/{}/evaluation", "/v1/models/{}/weights"),
    *("/v1/jobs/{}", "/v1/jobs/{}/history", NO_JOB + "/files/{}", "/v1/sweeps/{}", "/v1/catalog/{}", "/v1/datasets/{}", "/v1/datasets/{}/plot"),
    *("/v1/jobs?name={}", "/v1/jobs?cursor={}", "/v1/models?cursor={}", "/v1/datasets?cursor={}", "/v1/datasets/moons?params={}"),
    *("/v1/models/{}/sessions/x", "/v1/models/x/sessions/{}"),
]


@pytest.mark.parametrize("name", [*(text for text, _ in HOSTILE.values()), "a/../b", "%", "x" * 5000, "'; DROP TABLE jobs; --"])
def test_no_hostile_name_in_an_address_is_a_failure(client: httpx.Client, name: str) -> None:
    written = quote(name.encode(errors="surrogatepass"), safe="")
    statuses = {path: client.get(path.format(written)).status_code for path in PATHS}
    assert {path: status for path, status in statuses.items() if status not in (200, 404, 422)} == {}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_query_with_a_hostile_name_is_refused(client: httpx.Client, name: str) -> None:
    job = client.post("/v1/jobs", json={"recipe": "ridge-sine-line"}, headers={"idempotency-key": "one job for all"}).json()["id"]
    assert problem(client.post(f"/v1/jobs/{job}/checkpoints/1/register", params={"name": name}))["errors"]
    found = client.post("/v1/models/x/predict", params={"method": name}, json={"inputs": []})
    assert found.status_code in (404, 422)
