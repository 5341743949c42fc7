"""Plots of sweeps and data sets over HTTP, kept where what they are of is kept."""

import io
from pathlib import Path
from xml.etree import ElementTree

import httpx
import numpy as np
import pytest
from PIL import Image

from service.plots.folder import NUMBERS, Index
from service.settings import Settings
from tests.integration.trained import Trained, finish, register_all
from tests.responses import problem


def drawn_in(folder: Path, name: str) -> Path:
    """Return the file of a figure that is kept in a folder."""
    return folder / f"{Index.model_validate_json((folder / NUMBERS).read_bytes()).files[name]}.svg"


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with a regression."""
    return register_all(settings, trained, "line")


@pytest.fixture
def sweep(client: httpx.Client, settings: Settings, trained: Trained) -> str:
    """A sweep over alpha, of which two of three jobs have ended."""
    steps = {f"a{alpha}": {"model": {"steps": [{"estimator": "Ridge", "params": {"alpha": alpha}}]}} for alpha in (1, 10, 1000)}
    made = client.post("/v1/sweeps", json={"recipe": "ridge-sine-line", "sweep": steps, "name": "alphas"}).json()
    for member, r2 in zip(made["members"][:2], (0.75, 0.5), strict=True):
        finish(settings, member["job"]["id"], trained.versions["line"], metrics={"test_r2": r2})
    return str(made["id"])


def test_a_sweep_compares_the_jobs_that_have_ended(client: httpx.Client, sweep: str) -> None:
    plots = {plot["name"]: plot for plot in client.get(f"/v1/sweeps/{sweep}/plots").json()["plots"]}
    assert plots.keys() == {"times", "values"}
    assert "a1 is best with test_r2 0.75" in plots["times"]["caption"]
    assert "1 of 3 jobs have no figures yet, or failed." in plots["times"]["caption"]
    assert client.get(plots["values"]["numbers"]).json()["numbers"]["values"] == [1, 10]
    svg, png = (client.get(plots["values"][form]) for form in ("svg", "png"))
    assert "alphas: " in "".join(ElementTree.fromstring(svg.content).itertext())
    assert "alpha" in "".join(ElementTree.fromstring(svg.content).itertext())
    assert Image.open(io.BytesIO(png.content)).size == (960, 600)


def test_figures_of_a_sweep_are_kept_until_another_job_has_ended(client: httpx.Client, settings: Settings, trained: Trained, sweep: str) -> None:
    url, members = f"/v1/sweeps/{sweep}/plots/times.svg", client.get(f"/v1/sweeps/{sweep}").json()["members"]
    drawn = client.get(url).content
    path = drawn_in(settings.files / "jobs" / members[0]["job"]["id"] / "sweep" / "plots", "times")
    path.write_bytes(b"<svg/>")
    assert client.get(url).content == b"<svg/>" != drawn
    finish(settings, members[2]["job"]["id"], trained.versions["line"], metrics={"test_r2": 0.25})
    assert client.get(url).content not in (b"<svg/>", drawn)
    assert not path.exists()


def test_a_sweep_without_ended_jobs_has_no_plots(client: httpx.Client) -> None:
    made = client.post("/v1/sweeps", json={"recipe": "ridge-sine-line", "sweep": {"a": {"seed": 1}}}).json()
    assert client.get(f"/v1/sweeps/{made['id']}/plots").json() == {"plots": [], "left_out": []}
    assert problem(client.get(f"/v1/sweeps/{made['id']}/plots/times.svg"), 404)["detail"].endswith('has no plot "times"; it has none')


def test_a_data_set_lists_its_plots_with_their_parameters(client: httpx.Client) -> None:
    query = {"data_params": '{"n_samples": 40}'}
    plots = {plot["name"]: plot for plot in client.get("/v1/datasets/moons/plots", params=query).json()["plots"]}
    assert plots.keys() == {"points", "histograms", "class-counts"}
    assert plots["points"]["caption"].startswith("The 2 columns of numbers of 40 samples")
    numbers = client.get(plots["class-counts"]["numbers"]).json()["numbers"]
    assert numbers["parts"] == [{"part": "training", "counts": [20, 20]}]
    assert ElementTree.fromstring(client.get(plots["points"]["svg"]).content).tag.endswith("svg")


def test_an_upload_has_plots_of_its_columns(client: httpx.Client, settings: Settings) -> None:
    rows = np.random.default_rng(0).normal(size=(50, 3))
    content = "\n".join(["a,b,c", *(",".join(f"{value:.4f}" for value in row) for row in rows)]).encode()
    upload = client.post("/v1/datasets", files={"file": ("rows.csv", content)}).json()["id"]
    plots = {plot["name"]: plot for plot in client.get(f"/v1/datasets/{upload}/plots").json()["plots"]}
    found = client.get(plots["correlations"]["numbers"]).json()["numbers"]
    assert found["columns"][:2] == ["a", "b"]
    assert found["correlations"][0][1] == pytest.approx(np.corrcoef(rows[:, 0], rows[:, 1])[0, 1], abs=1e-3)
    assert Image.open(io.BytesIO(client.get(plots["correlations"]["png"]).content)).size == (960, 840)
    written = "".join(ElementTree.fromstring(client.get(plots["points"]["svg"]).content).itertext())
    assert "rows: samples" in written
    path = drawn_in(settings.files / "datasets" / upload / "plots", "points")
    path.write_bytes(b"<svg/>")
    assert client.get(plots["points"]["svg"]).content == b"<svg/>"
    assert client.get(f"/v1/datasets/{upload}/plot").content == client.get(plots["points"]["png"]).content


@pytest.mark.parametrize("form", ["svg", "png", "json"])
def test_a_plot_that_is_known_is_not_sent_again(client: httpx.Client, form: str) -> None:
    url = f"/v1/datasets/iris/plots/histograms.{form}"
    etag = client.get(url).headers["etag"]
    response = client.get(url, headers={"If-None-Match": etag})
    assert (response.status_code, response.content, response.headers["etag"]) == (304, b"", etag)


def test_figures_of_a_built_in_are_kept_in_the_cache(client: httpx.Client, settings: Settings) -> None:
    url = "/v1/datasets/iris/plots/points.svg"
    client.get(url)
    (numbers,) = (path for path in (settings.cache / "plots").glob("*/plots.json") if "iris" in path.read_text().lower())
    path = drawn_in(numbers.parent, "points")
    path.write_bytes(b"<svg/>")
    assert client.get(url).content == b"<svg/>"


def test_a_plot_that_a_data_set_has_not_is_refused_with_those_it_has(client: httpx.Client) -> None:
    found = problem(client.get("/v1/datasets/iris/plots/series.png"), 404)
    assert found["type"].endswith("no-such-plot")
    assert found["detail"] == 'data set iris has no plot "series"; it has points, histograms, class-counts, correlations'


def test_what_does_not_exist_has_no_plots(client: httpx.Client) -> None:
    assert problem(client.get("/v1/datasets/nothing/plots"), 404)["type"].endswith("no-such-dataset")
    assert problem(client.get("/v1/sweeps/nothing/plots"), 404)["type"].endswith("no-such-sweep")
