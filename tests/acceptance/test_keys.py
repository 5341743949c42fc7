"""A service that requires keys, used whole: keys made by the command, a job followed by a stream token, a prediction, and a key taken back."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.acceptance.service import Service, embedded, environment

#: A job of a second.
SPEC = {
    "data": {"source": "moons", "params": {"n_samples": 60}, "split": {"test": 0.25}},
    "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
}


def keys(data: Path, *words: str) -> str:
    """Run a command of `modelbook keys` as a shell does, and return its standard output."""
    command = [sys.executable, "-m", "service.cli", "keys", words[0], "--data", str(data), *words[1:]]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=True).stdout.strip()


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """`modelbook up` that requires keys."""
    with embedded(tmp_path_factory.mktemp("keys") / "data", MODELBOOK_KEYS="required") as (service, _):
        service.http.headers.pop("Authorization", None)
        yield service


def test_an_application_with_a_key_trains_follows_and_predicts_until_the_key_is_revoked(guarded: Service) -> None:
    assert guarded.data is not None
    assert guarded.http.get("/v1/jobs").status_code == 401
    key = keys(guarded.data, "create", "--owner", "shop", "--scopes", "read,predict,train", "--name", "app")
    other = keys(guarded.data, "create", "--owner", "app2")
    guarded.http.headers["Authorization"] = f"Bearer {key}"
    job = guarded.submit(SPEC, name="moons")
    token = guarded.http.post("/v1/stream-tokens").raise_for_status().json()["token"]
    with httpx.stream("GET", f"{guarded.http.base_url}/v1/jobs/{job['id']}/events", params={"token": token}, timeout=120) as stream:
        assert stream.status_code == 200
        assert '"succeeded"' in "".join(stream.iter_text())
    assert len(guarded.predict("moons", json={"inputs": [[0.0, 1.0], [1.0, -0.5]]})) == 2
    as_other = {"Authorization": f"Bearer {other}"}
    assert guarded.http.get("/v1/jobs", headers=as_other).json()["jobs"] == []
    assert guarded.http.post("/v1/models/moons/predict", headers=as_other, json={"inputs": [[0.0, 1.0]]}).status_code == 404
    assert guarded.http.get("/v1/keys").status_code == 403
    (key_id,) = [line.split()[0] for line in keys(guarded.data, "list", "--owner", "shop").splitlines()[1:]]
    keys(guarded.data, "revoke", key_id)
    time.sleep(1.02)
    for refused in (guarded.http.get("/v1/jobs"), guarded.http.post("/v1/models/moons/predict", json={"inputs": [[0.0, 1.0]]})):
        assert (refused.status_code, f"key {key_id} was revoked" in refused.json()["detail"]) == (401, True)
    assert guarded.http.get("/v1/jobs", headers=as_other).status_code == 200


def test_no_log_and_no_file_of_the_service_holds_a_key(guarded: Service) -> None:
    assert guarded.data is not None
    key = keys(guarded.data, "create", "--owner", "app3")
    assert guarded.http.get("/v1/jobs", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    assert guarded.http.get("/v1/jobs", headers={"Authorization": f"Bearer {key}x"}).status_code == 401
    files = [path for path in guarded.data.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert [path for path in files if key.removeprefix("mb_").encode() in path.read_bytes()] == []
