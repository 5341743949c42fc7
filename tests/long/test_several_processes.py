"""`modelbook up --api-workers 2`: whichever process a connection reaches, it answers for the whole service."""

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import orjson
import pytest

from tests.acceptance.service import Service, embedded, until

RECIPE = "ridge-sine-line"
#: Connections of which all reach the same process once in 2^39 times.
N_CONNECTIONS = 40

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="ports are shared on Linux only")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("several") / "data"


@pytest.fixture
def service(data: Path) -> Iterator[Service]:
    with embedded(data, options=("--api-workers", "2")) as (service, _):
        yield service


def predicted(service: Service, inputs: object) -> list[httpx.Response]:
    """Return the responses to a prediction, each over a connection of its own."""
    url = f"{service.http.base_url}/v1/models/line/predict"
    return [httpx.post(url, json={"inputs": inputs}, headers=service.headers, trust_env=False) for _ in range(N_CONNECTIONS)]


def test_all_processes_serve_the_same_models_also_those_trained_later_and_load_them_after_a_restart(service: Service, data: Path) -> None:
    def are_two() -> bool:
        return len({response.headers["x-request-id"].partition("-")[0] for response in predicted(service, [[0.5]])}) == 2

    service.trained(RECIPE, name="line")
    until(are_two, "both processes to serve")
    responses = predicted(service, [[0.5]])
    assert {(response.status_code, response.json()["model"]) for response in responses} == {(200, "line@1")}
    assert len({response.content for response in responses}) == 1
    service.trained(RECIPE, name="line")
    until(lambda: {response.json()["model"] for response in predicted(service, [[0.5]])} == {"line@2"}, "the newest version in both", 10)


def test_what_was_used_is_loaded_again(service: Service, data: Path) -> None:
    remembered = orjson.loads((data / "cache" / "serving" / "recent.json").read_bytes())
    assert [key.partition("/")[2] for key in remembered[:1]] == ["line@2"]
    assert service.http.get("/readyz").json()["checks"]["models"] == "ok"
    assert "The models that were used last are loaded. [n_loaded=" in (data / "logs" / "api.log").read_text()
