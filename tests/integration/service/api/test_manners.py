"""What HTTP lets callers expect of every path: HEAD, OPTIONS, Allow, ids of requests, caching, compression, ranges, pages of other origins."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import orjson
import pytest
from fastapi import FastAPI

from service.app import create_app
from service.http.hosts import HostNameError
from service.settings import Settings
from tests.integration.given import client_of
from tests.integration.trained import Trained, register_all
from tests.responses import error_of, faults, problem

pytestmark = pytest.mark.slow

APP, OTHER = "https://app.example.org", "https://evil.example"
FILES = ("artifact", "weights", "architecture", "onnx")


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with models."""
    return register_all(settings, trained, "digits", "line")


def paths(app: FastAPI) -> dict[str, set[str]]:
    """Return the methods of each path by the document, with a value for each parameter."""
    values = {"ref": "digits", "name": "digits", "version": "1", "recipe_id": "ridge-sine-line", "dataset_id": "iris"}
    described = app.openapi()["paths"].items()
    return {re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], "1"), path): {method.upper() for method in item} for path, item in described}


def test_head_has_the_status_and_headers_of_get_on_every_path(app: FastAPI, client: httpx.Client) -> None:
    with_get = [path for path, methods in paths(app).items() if "GET" in methods]
    assert len(with_get) > 25
    for path in [*with_get, "/docs", "/openapi.json", "/v1/models/default%2Fdigits", "/v1/models/default/digits/evaluation"]:
        got, head = (client.request(method, path, headers={"x-request-id": "same"}) for method in ("GET", "HEAD"))
        assert (head.status_code, head.content) == (got.status_code, b""), path
        assert dict(head.headers) == dict(got.headers), path


def test_options_and_a_wrong_method_name_all_methods_of_every_path(app: FastAPI, client: httpx.Client) -> None:
    for path, methods in paths(app).items():
        expected = methods | ({"HEAD"} if "GET" in methods else set()) | {"OPTIONS"}
        options, wrong = client.options(path), client.request("BREW", path)
        assert (options.status_code, options.content, set(options.headers["allow"].split(", "))) == (204, b"", expected), path
        (error_of if path.startswith("/v2") else problem)(wrong, 405)
        assert wrong.headers["allow"] == options.headers["allow"]
    assert client.options("/v1/models/default/digits/predict").headers["allow"] == "POST, OPTIONS"
    problem(client.options("/v1/nothing"), 404)


def test_options_needs_no_key(guarded: httpx.Client) -> None:
    assert guarded.options("/v1/jobs").headers["allow"] == "GET, HEAD, POST, DELETE, OPTIONS"
    assert guarded.options("/v1/jobs", headers={"authorization": "Bearer wrong"}).status_code == 204
    problem(guarded.get("/v1/jobs"), 401)


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        *(("GET", "/healthz", {}), ("GET", "/v1/models", {}), ("GET", "/v1/nothing", {}), ("BREW", "/v1/jobs", {}), ("OPTIONS", "/v1/jobs", {})),
        *(("GET", "/v1/models", {"host": "rebound.example"}), ("POST", "/v1/jobs", {"origin": OTHER}), ("POST", "/v1/models/digits/predict", {})),
        *(("GET", "/v1/jobs/none/events", {}), ("HEAD", "/v1/models/digits/artifact", {}), ("GET", "/v1/models", {"authorization": "Bearer x"})),
    ],
    ids=lambda value: str(value),
)
def test_every_response_repeats_the_id_of_its_request_once(client: httpx.Client, method: str, path: str, headers: dict[str, str]) -> None:
    found = client.request(method, path, headers={**headers, "x-request-id": "trace-7"})
    assert found.headers.get_list("x-request-id") == ["trace-7"]
    if found.headers.get("content-type") == "application/problem+json" and method != "HEAD":
        assert found.json()["request_id"] == "trace-7"


def test_a_failure_has_the_id_the_origin_and_the_log_line(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(settings.model_copy(update={"cors_origins": APP}))

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("broken")

    with client_of(app) as client:
        found = client.get("/broken", headers={"origin": APP, "x-request-id": "trace-8"})
    assert problem(found, 500)["request_id"] == "trace-8"
    assert found.headers["access-control-allow-origin"] == APP
    assert "A request failed unexpectedly." in caplog.text


TAGGED = (
    "/v1/catalog",
    "/v1/catalog/mnist-dense-784",
    "/v1/models",
    "/v1/models/digits",
    "/v1/models/digits@1",
    "/v1/models/digits/versions",
)


@pytest.mark.parametrize("path", TAGGED)
@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_the_catalog_and_models_are_not_sent_to_whoever_has_them(client: httpx.Client, path: str, coding: str) -> None:
    first = client.get(path, headers={"accept-encoding": coding})
    etag = first.headers["etag"]
    assert (first.status_code, first.headers.get("content-encoding", "identity")) == (200, coding)
    assert etag.startswith("W/") == (coding != "identity")
    for header in (etag, etag.removeprefix("W/"), f'"x", {etag}', "*"):
        again = client.get(path, headers={"if-none-match": header})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"].removeprefix("W/") == etag.removeprefix("W/")
        assert {"cache-control", "vary"} <= set(again.headers)
        assert "content-type" not in again.headers
    assert client.get(path, headers={"if-none-match": '"x"'}).status_code == 200


def test_a_short_description_has_an_etag_too(client: httpx.Client) -> None:
    etag = client.get("/v1/models/digits/schema").headers["etag"]
    assert client.get("/v1/models/digits/schema", headers={"if-none-match": etag}).status_code == 304


def test_another_model_has_another_etag(client: httpx.Client) -> None:
    assert len({client.get(path).headers["etag"] for path in TAGGED}) == len(TAGGED) - 1  # digits and digits@1 are the same.


@pytest.mark.parametrize("form", FILES)
def test_files_of_a_version_never_change_and_those_of_a_name_are_asked_for(client: httpx.Client, form: str) -> None:
    for ref in ("digits@1", "default/digits@1"):
        fixed = client.get(f"/v1/models/{ref}/{form}")
        assert fixed.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert "Authorization" in fixed.headers["vary"]  # The version of another owner has the same name.
    newest = client.get(f"/v1/models/digits/{form}")
    assert newest.headers["cache-control"] == "private, no-cache"
    known = client.get(f"/v1/models/digits@1/{form}", headers={"if-none-match": fixed.headers["etag"]})
    assert (known.status_code, known.headers["cache-control"]) == (304, "private, max-age=31536000, immutable")


def test_keys_are_not_kept_by_caches(client: httpx.Client) -> None:
    made = client.post("/v1/keys", json={"owner": "ann", "scopes": ["read"], "name": "k" * 60}, headers={"accept-encoding": "gzip"})
    assert (made.status_code, made.headers["cache-control"], made.headers.get("content-encoding")) == (201, "no-store", None)


def test_a_long_list_is_compressed_and_a_short_one_and_a_file_are_not(client: httpx.Client) -> None:
    accept = {"accept-encoding": "gzip, br"}
    assert client.get("/v1/catalog", headers=accept).headers["content-encoding"] == "br"
    assert "content-encoding" not in client.get("/healthz", headers=accept).headers
    assert "content-encoding" not in client.get("/v1/models/digits/artifact", headers=accept).headers
    assert client.get("/v1/catalog", headers={"accept-encoding": "identity"}).json() == client.get("/v1/catalog", headers=accept).json()


ARTIFACT = "/v1/models/digits/artifact"


@pytest.fixture(scope="module")
def whole(client: httpx.Client) -> httpx.Response:
    return client.get(ARTIFACT)


@pytest.mark.parametrize(
    ("given", "part"), [("bytes=0-9", slice(0, 10)), ("bytes=-5", slice(-5, None)), ("BYTES = 100-", slice(100, None)), ("bytes=5-5", slice(5, 6))]
)
def test_a_range_is_sent_alone(client: httpx.Client, whole: httpx.Response, given: str, part: slice) -> None:
    found = client.get(ARTIFACT, headers={"range": given})
    assert (found.status_code, found.content) == (206, whole.content[part])
    assert found.headers["etag"] == whole.headers["etag"]
    assert client.head(ARTIFACT, headers={"range": given}).headers["content-length"] == str(len(found.content))


@pytest.mark.parametrize("given", ["bytes=", "bytes=a-b", "bytes=5", "bytes=-", "bytes=9-5", "bytes=1-2,x", "bytes=0-1;2-3", f"bytes={'9' * 5000}-"])
def test_a_malformed_range_is_refused_with_a_problem(client: httpx.Client, given: str) -> None:
    refused = faults(client.get(ARTIFACT, headers={"range": given}), 400)
    assert "expected ranges of bytes such as" in refused["/header/range"]


@pytest.mark.parametrize("given", ["bytes=999999999-", "bytes=-0", "bytes=0-1,999999999-"])
def test_a_range_behind_the_end_is_refused_with_the_size(client: httpx.Client, whole: httpx.Response, given: str) -> None:
    refused = client.get(ARTIFACT, headers={"range": given})
    assert "expected a range that begins within" in faults(refused, 416)["/header/range"]
    assert refused.headers["content-range"] == f"bytes */{len(whole.content)}"


@pytest.mark.parametrize(
    "headers", [{"range": "rows=1-2"}, {"range": "none"}, {"range": "bytes=0-9", "if-range": '"x"'}, {"range": "bytes=9-5", "if-range": 'W/"x"'}]
)
def test_a_range_of_another_unit_or_of_another_file_is_not_read(client: httpx.Client, whole: httpx.Response, headers: dict[str, str]) -> None:
    found = client.get(ARTIFACT, headers=headers)
    assert (found.status_code, found.content) == (200, whole.content)


@pytest.mark.parametrize("path", ["/docs", "/static/docs.js"])
def test_files_of_pages_are_sent_whole(client: httpx.Client, path: str) -> None:
    for given in ("bytes=9-5", "bytes=999999999-", "bytes=0-1"):
        assert client.get(path, headers={"range": given}).status_code == 200


def test_a_range_of_the_same_file_is_sent(client: httpx.Client, whole: httpx.Response) -> None:
    assert client.get(ARTIFACT, headers={"range": "bytes=0-9", "if-range": whole.headers["etag"]}).status_code == 206


@pytest.fixture(scope="module")
def published(settings: Settings) -> Iterator[httpx.Client]:
    """A client of an API that a proxy publishes under /mb, and that pages of one origin may call."""
    with client_of(create_app(settings.model_copy(update={"root_path": "/mb", "cors_origins": APP}))) as client:
        yield client


@pytest.mark.parametrize("sent", ["/mb", ""], ids=["passed on", "stripped"])
def test_urls_in_responses_have_the_prefix(published: httpx.Client, sent: str) -> None:
    made = [
        published.post(f"{sent}/v1/jobs", json={"recipe": "ridge-sine-line", "name": "below"}),
        published.post(f"{sent}/v1/sweeps", json={"recipe": "ridge-sine-line", "sweep": {"a": {"seed": 1}}}),
        published.post(f"{sent}/v1/datasets", files={"file": ("a.csv", "x,y\n1,2\n3,4\n")}),
    ]
    for response in made:
        location = response.headers["location"]
        assert re.fullmatch(r"/mb/v1/(jobs|sweeps|datasets)/[^/]+", location), location
        assert published.get(location).status_code == 200


def test_pages_load_their_files_below_the_prefix(published: httpx.Client) -> None:
    for page in ("/mb/docs", "/mb/redoc"):
        text = published.get(page).raise_for_status().text
        assets = re.findall(r'(?:src|href)="([^"]+\.(?:js|css|png))"', text)
        assert assets
        assert [
            url for url in assets if published.get(str(httpx.URL(f"http://testserver{page}").join(url).raw_path, "ascii")).status_code != 200
        ] == []
        assert [url for url in assets if not str(httpx.URL(f"http://testserver{page}").join(url).path).startswith("/mb/")] == []


def test_a_path_that_is_not_there_is_named_as_the_caller_writes_it(published: httpx.Client) -> None:
    for method in ("GET", "OPTIONS"):
        detail = problem(published.request(method, "/mb/nothing"), 404)["detail"]
        assert detail == 'expected a path of this API (GET /mb/openapi.json lists them), got "/mb/nothing"'


def test_keys_and_stream_tokens_work_below_the_prefix(published: httpx.Client) -> None:
    problem(published.get("/mb/v1/jobs", headers={"authorization": "Bearer x"}), 401)
    assert published.get("/mb/healthz").status_code == 200
    assert published.get("/mb/v1/models/default/digits").status_code == 200
    assert published.get("/mb/v1/models/default%2Fdigits").status_code == 200


def test_an_allowed_page_calls_and_another_does_not(published: httpx.Client) -> None:
    form: dict[str, Any] = {"files": {"file": ("b.csv", "x,y\n1,2\n3,4\n")}}
    for origin, status in ((APP, 201), (OTHER, 403), ("null", 403)):
        answer = published.post("/v1/datasets", headers={"origin": origin, "sec-fetch-site": "cross-site"}, **form)
        assert (answer.status_code in (status, 200), answer.headers.get("access-control-allow-origin")) == (True, APP if status == 201 else None)
    asks = {"origin": APP, "access-control-request-method": "DELETE", "access-control-request-headers": "authorization"}
    assert published.options("/v1/datasets/x", headers=asks).headers["access-control-allow-origin"] == APP
    problem(published.options("/v1/datasets/x", headers={**asks, "origin": OTHER}), 403)
    assert published.get("/v1/models", headers={"origin": OTHER}).headers.get("access-control-allow-origin") is None


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("path", ["/v1/jobs", "/v1/jobs/none/cancel", "/v1/datasets", "/v1/specs/check"])
@pytest.mark.parametrize("headers", [{"origin": OTHER}, {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}], ids=["origin", "site"])
def test_simple_requests_of_other_pages_change_nothing(client: httpx.Client, content_type: str, path: str, headers: dict[str, str]) -> None:
    body = orjson.dumps({"recipe": "ridge-sine-line"})
    problem(client.post(path, content=body, headers={**headers, "content-type": content_type}), 403)


@pytest.mark.parametrize(("name", "value"), [("cors_origins", "*"), ("cors_origins", "app.example.org"), ("root_path", "mb/"), ("root_path", "/v1")])
def test_settings_that_cannot_be_meant_stop_the_start(settings: Settings, name: str, value: str) -> None:
    with pytest.raises(HostNameError, match=f"MODELBOOK_{name.upper()}: expected .*"):
        create_app(settings.model_copy(update={name: value}))
