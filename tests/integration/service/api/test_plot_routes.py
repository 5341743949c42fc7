"""Plots over HTTP: listed, sent in their forms, and made by a child where they are missing."""

import io
import json
import time
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from fastapi import FastAPI
from PIL import Image

from service.plots.folder import NUMBERS, PlotFolder
from service.settings import Settings
from service.store.database import Database
from tests.integration.given import queued, running
from tests.integration.trained import Trained, register, register_all
from tests.responses import problem

pytestmark = pytest.mark.slow

#: Seconds within which a plot comes from its file; 10 ms on an idle machine.
FROM_FILE_S = 0.05


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with a classifier and a regression."""
    return register_all(settings, trained, "line", "digits")


@pytest.fixture
def folder(trained: Trained) -> Path:
    return (trained.folder / trained.versions["digits"].artifact).parent / "plots"


@pytest.fixture
def line_folder(trained: Trained) -> Path:
    return (trained.folder / trained.versions["line"].artifact).parent / "plots"


def names(client: httpx.Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return [plot["name"] for plot in response.json()["plots"]]


def test_a_model_and_its_job_list_the_same_plots_with_their_urls(client: httpx.Client) -> None:
    job_id = client.get("/v1/models/digits").json()["job_id"]
    found, of_job = (client.get(f"/v1/{path}/plots").json() for path in ("models/digits@1", f"jobs/{job_id}"))
    assert [(plot["name"], plot["caption"]) for plot in found["plots"]] == [(plot["name"], plot["caption"]) for plot in of_job["plots"]]
    plots = {plot["name"]: plot for plot in found["plots"]}
    assert {"confusion", "misclassified", "roc", "precision-recall", "calibration", "class-scores"} <= plots.keys()
    assert plots["roc"]["svg"] == "/v1/models/digits@1/plots/roc.svg"
    assert "10,000 samples" in plots["roc"]["caption"]


@pytest.mark.parametrize("ref", ["digits", "digits:latest"])
def test_the_urls_of_a_reference_that_moves_name_the_version(ref: str, client: httpx.Client) -> None:
    assert {plot["svg"].partition("/plots/")[0] for plot in client.get(f"/v1/models/{ref}/plots").json()["plots"]} == {"/v1/models/digits@1"}


def test_a_plot_is_sent_as_svg_as_png_and_as_its_numbers(client: httpx.Client) -> None:
    plot = next(plot for plot in client.get("/v1/models/digits/plots").json()["plots"] if plot["name"] == "confusion")
    svg, png, numbers = (client.get(plot[form]) for form in ("svg", "png", "numbers"))
    assert [one.headers["content-type"] for one in (svg, png, numbers)] == ["image/svg+xml", "image/png", "application/json"]
    assert ElementTree.fromstring(svg.content).tag.endswith("svg")
    with Image.open(io.BytesIO(png.content)) as image:
        assert image.size == (960, 810)
    assert numbers.json()["caption"] == plot["caption"]
    assert sum(map(sum, numbers.json()["numbers"]["counts"])) == 10_000


@pytest.mark.parametrize("form", ["svg", "png", "json"])
def test_a_plot_that_is_known_is_not_sent_again(form: str, client: httpx.Client) -> None:
    url = f"/v1/models/digits/plots/confusion.{form}"
    etag = client.get(url).headers["etag"]
    response = client.get(url, headers={"If-None-Match": etag})
    assert (response.status_code, response.content, response.headers["etag"]) == (304, b"", etag)


def test_a_plot_is_drawn_once_and_sent_from_its_file_then(client: httpx.Client, folder: Path) -> None:
    client.get("/v1/models/digits/plots/roc.svg")
    index = PlotFolder(folder).index()
    assert index is not None
    path = PlotFolder(folder).figure("roc", "svg")
    assert path is not None
    path.write_bytes(b"<svg/>")
    assert client.get("/v1/models/digits/plots/roc.svg").content == b"<svg/>"
    path.unlink()
    assert client.get("/v1/models/digits/plots/roc.svg").content != b"<svg/>"


def test_plots_of_another_release_are_made_anew(client: httpx.Client, line_folder: Path) -> None:
    names(client, "/v1/models/line/plots")
    record = json.loads((line_folder / NUMBERS).read_bytes())
    (line_folder / NUMBERS).write_text(json.dumps({**record, "release": "0.0.1", "plots": []}))
    assert names(client, "/v1/models/line/plots") != []


def test_numbers_that_cannot_be_read_are_made_anew(client: httpx.Client, line_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    names(client, "/v1/models/line/plots")
    (line_folder / NUMBERS).write_text("{")
    assert names(client, "/v1/models/line/plots") != []
    assert "could not be read" in caplog.text


@pytest.mark.parametrize("form", ["svg", "png", "json"])
def test_a_plot_that_a_kind_of_model_has_not_is_not_found_with_those_it_has(form: str, client: httpx.Client) -> None:
    detail = problem(client.get(f"/v1/models/line/plots/confusion.{form}"), 404)["detail"]
    assert detail.startswith('model line@1 has no plot "confusion"; it has ')
    assert "misclassified" in problem(client.get(f"/v1/models/digits/plots/nothing.{form}"), 404)["detail"]


def test_a_job_that_has_not_ended_has_no_plots_yet(client: httpx.Client, settings: Settings) -> None:
    database = Database(settings.database_url)
    job = running(database, name="unfinished")
    waiting = queued(database, name="unfinished")
    database.close()
    assert names(client, f"/v1/jobs/{waiting.id}/plots") == []
    assert "which is running" in problem(client.get(f"/v1/jobs/{job.id}/plots/loss.svg"), 404)["detail"]


def test_a_model_whose_file_is_gone_or_damaged_is_not_available(client: httpx.Client, settings: Settings, trained: Trained) -> None:
    (trained.folder / "torn").mkdir(exist_ok=True)
    (trained.folder / "torn" / "cut.h5").write_bytes(b"no model")
    for name, artifact in (("missing", "gone/nowhere.h5"), ("torn", "torn/cut.h5")):
        register(settings, name, trained.versions["digits"], artifact=artifact)
        assert name in problem(client.get(f"/v1/models/{name}/plots"), 503)["detail"]


def test_a_request_that_waits_too_long_is_told_when_to_come_back(client: httpx.Client, app: FastAPI, line_folder: Path) -> None:
    (line_folder / NUMBERS).unlink(missing_ok=True)
    maker = app.state.parts.plots
    patience, maker.wait_s = maker.wait_s, 0.0
    try:
        response = client.get("/v1/models/line/plots")
    finally:
        maker.wait_s = patience
    assert problem(response, 503)["type"] == "/problems/plot-not-ready"
    assert int(response.headers["retry-after"]) > 0
    until = time.monotonic() + 60
    while client.get("/v1/models/line/plots").status_code != 200:
        assert time.monotonic() < until


def test_a_plot_comes_from_its_file_at_once(client: httpx.Client) -> None:
    client.get("/v1/models/digits/plots/roc.svg")
    seconds = []
    for _ in range(30):
        start = time.perf_counter()
        assert client.get("/v1/models/digits/plots/roc.svg").status_code == 200
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < FROM_FILE_S
