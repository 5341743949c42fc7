"""Modelbook on a network: behind nginx and behind Caddy, each with its configuration of deploy/, over TLS."""

import secrets
import subprocess
import time
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI, Request

from models.core.child_python import module_command
from tests.acceptance.proxies import HOST, PROXIES, Proxy
from tests.acceptance.service import Service, environment
from tests.integration.service.http.served import served
from tests.leaks import files_with, new_key

KEY, TOKEN = new_key(), f"mb_stream_{secrets.token_urlsafe(32)}"
#: Long enough to run while a test follows it.
LONG = {"training": {"epochs": 1000}}


@pytest.fixture(scope="module", params=PROXIES)
def proxy(request: pytest.FixtureRequest, service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """A proxy in front of the service."""
    with PROXIES[request.param](tmp_path_factory.mktemp(request.param), service.http.base_url.port) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def headers(service: Service) -> dict[str, str]:
    """The header with a key of the tests' owner: under the name of the proxy every caller needs one, also where those of loopback do without."""
    if service.headers:
        return service.headers
    made = service.http.post("/v1/keys", json={"owner": "default", "scopes": ["admin"], "name": "behind a proxy"}).raise_for_status()
    return {"Authorization": f"Bearer {made.json()['key']}"}


@pytest.fixture
def client(proxy: Proxy, headers: dict[str, str]) -> Iterator[httpx.Client]:
    """A client that calls through the proxy with a key."""
    with proxy.client() as client:
        client.headers.update(headers)
        yield client


def test_a_caller_without_a_key_is_asked_for_one_even_on_this_machine(proxy: Proxy) -> None:
    with proxy.client() as client:
        assert client.get("/v1/models").status_code == 401


def test_the_metrics_stay_inside_and_the_health_is_shown(client: httpx.Client, service: Service) -> None:
    assert [client.get(path).status_code for path in ("/metrics", "/%6Detrics", "/healthz")] == [404, 404, 200]
    assert service.http.get("/metrics").status_code != 404


@pytest.fixture(scope="module")
def line(service: Service) -> str:
    """The name of a model."""
    return service.trained("ridge-sine-line", name="behind")["name"]


def test_the_pages_are_shown_confined_and_over_tls_only(client: httpx.Client) -> None:
    page = client.get("/docs").raise_for_status()
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    assert client.get("/static/docs.js").status_code == 200


def test_a_page_of_its_own_may_change_something_and_one_of_others_may_not(client: httpx.Client) -> None:
    for origin, status in ((f"https://{HOST}", 404), (f"http://{HOST}", 403), ("https://elsewhere.example", 403)):
        assert client.post("/v1/jobs/none/cancel", headers={"origin": origin}).status_code == status


def test_a_file_of_some_megabytes_is_uploaded(client: httpx.Client) -> None:
    rows = b"".join(b"%d,%s\n" % (n, b"x" * 100) for n in range(30_000))
    uploaded = client.post("/v1/datasets", files={"file": ("large.csv", b"n,text\n" + rows)})
    assert (uploaded.status_code in (200, 201), uploaded.json()["n_samples"]) == (True, 30_000)


def test_a_model_predicts_by_its_name_and_by_that_of_its_owner(client: httpx.Client, service: Service, line: str) -> None:
    body = {"inputs": [[0.5]]}
    expected, owner = service.predict(line, json=body), "app1" if service.key else "default"
    for path in (f"/v1/models/{line}/predict", f"/v1/models/{owner}%2F{line}/predict", f"/v1/models/{owner}/{line}/predict"):
        assert client.post(path, json=body).raise_for_status().json()["predictions"] == expected


def test_events_of_a_job_arrive_while_it_runs(client: httpx.Client, service: Service) -> None:
    job = client.post("/v1/jobs", json={"recipe": "sines0-lstm3-w3", "patch": LONG}).raise_for_status().json()["id"]
    start, seen = time.monotonic(), []
    with client.stream("GET", f"/v1/jobs/{job}/events") as stream:
        for text in stream.iter_text():
            seen.append(text)
            if "event: epoch" in text and service.job(job)["state"] == "running":
                service.http.post(f"/v1/jobs/{job}/cancel").raise_for_status()
    assert service.job(job)["state"] == "cancelled"
    assert '"cancelled"' in "".join(seen)
    assert time.monotonic() - start < 30


@pytest.fixture(scope="module")
def key(service: Service) -> str:
    """A key of the owner app2."""
    command = module_command("service.cli", "keys", "create", "--owner", "app2", "--data", str(service.data))
    return subprocess.run(command, env=environment(), capture_output=True, text=True, check=True).stdout.strip()


def test_a_key_logs_in_and_a_wrong_one_does_not(client: httpx.Client, key: str, line: str) -> None:
    assert client.get(f"/v1/models/{line}").status_code == 200
    assert client.get(f"/v1/models/{line}", headers={"authorization": f"Bearer {key}"}).status_code == 404
    assert client.get("/v1/models", headers={"authorization": f"Bearer {KEY}"}).status_code == 401


def test_a_browser_follows_a_job_with_a_token(proxy: Proxy, key: str) -> None:
    login = {"authorization": f"Bearer {key}"}
    with proxy.client() as browser:
        job = browser.post("/v1/jobs", json={"recipe": "ridge-sine-line"}, headers=login).raise_for_status().json()["id"]
        token = browser.post("/v1/stream-tokens", headers=login).raise_for_status().json()["token"]
        assert browser.get(f"/v1/jobs/{job}/events").status_code in (401, 404)
        assert '"succeeded"' in browser.get(f"/v1/jobs/{job}/events", params={"token": token}).raise_for_status().text


def test_another_name_reaches_nothing(proxy: Proxy, service: Service) -> None:
    with proxy.client(host="elsewhere.example") as client:
        assert client.get("/healthz").status_code == 421
    with proxy.client(sni="elsewhere.example") as client, pytest.raises(httpx.ConnectError):
        client.get("/healthz")
    assert service.http.get("/healthz", headers={"host": "elsewhere.example"}).status_code == 400


def test_a_call_without_tls_is_sent_on(proxy: Proxy) -> None:
    found = httpx.get(f"http://127.0.0.1:{proxy.http_port}/v1/jobs?limit=1", headers={"host": HOST}, trust_env=False)
    assert found.status_code == 308
    assert found.headers["location"].replace(f":{proxy.https_port}", "") == f"https://{HOST}/v1/jobs?limit=1"


def test_its_logs_hold_neither_keys_nor_tokens(proxy: Proxy, client: httpx.Client) -> None:
    client.get(f"/v1/jobs/none/events?token={TOKEN}", headers={"authorization": f"Bearer {KEY}"})
    assert "/v1/jobs/none/events" in "".join(path.read_text() for path in proxy.folder.glob("*.log"))
    assert [files_with(proxy.folder, secret) for secret in (KEY, TOKEN)] == [[], []]


def echo() -> FastAPI:
    """Return an application that returns what of a request reaches it."""
    app = FastAPI(openapi_url=None)

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    async def seen(path: str, request: Request) -> dict[str, object]:
        return {"target": request.scope["raw_path"].decode(), "query": request.url.query, "headers": request.headers.items()}

    return app


@pytest.mark.parametrize("kind", PROXIES)
def test_the_api_gets_target_key_and_names_as_sent_and_the_true_address(kind: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    sent = {"authorization": f"Bearer {KEY}", "x-forwarded-for": "203.0.113.7", "forwarded": "for=203.0.113.7", "x-forwarded-proto": "http"}
    with served(echo()) as (port, _), PROXIES[kind](tmp_path_factory.mktemp(kind), port) as proxy, proxy.client() as client:
        seen = client.get("/v1/models/owner%2Fname@3/predict?x=%2F", headers=sent).json()
    headers = [(name, value) for name, value in seen["headers"] if name in {"host", *sent}]
    assert (seen["target"], seen["query"]) == ("/v1/models/owner%2Fname@3/predict", "x=%2F")
    assert sorted(headers) == [
        ("authorization", f"Bearer {KEY}"),
        ("host", HOST),
        ("x-forwarded-for", "127.0.0.1"),
        ("x-forwarded-proto", "https"),
    ]
