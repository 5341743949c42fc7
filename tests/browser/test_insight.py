"""What models get right and wrong: the tab "Results" of a model's page."""

import re
import time
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from models.catalog import recipes
from tests.browser.site import Site, require_accessible, take_pictures


def _trained(site: Site, recipe: str | dict[str, Any], **body: Any) -> str:
    """Train a model; return its reference once its figures are made: until then, a page asks for them again and again."""
    ref = str(site.service.trained(recipe, **body)["model"])
    for plot in _ready(site, f"/v1/models/{ref}/plots").json()["plots"]:
        _ready(site, plot["numbers"])
    return ref


def _ready(site: Site, path: str) -> httpx.Response:
    while (answer := site.service.http.get(path)).status_code == 503:
        time.sleep(float(answer.headers["Retry-After"]))
    return answer.raise_for_status()


@pytest.fixture(scope="module")
def digits(site: Site) -> str:
    """A classifier of digits that confuses some."""
    patch = {**recipes()["mnist-dense-784"].quick, "data": {"subset": 0.2}}
    return _trained(site, "mnist-dense-784", patch=patch, name="insight-digits")


@pytest.fixture(scope="module")
def moons(site: Site) -> str:
    """A classifier of two features."""
    steps = [{"estimator": "PolynomialFeatures", "params": {"degree": 3}}, {"estimator": "LogisticRegression"}]
    return _trained(site, {"data": {"source": "moons"}, "model": {"kind": "sklearn", "steps": steps}}, name="insight-moons")


@pytest.fixture(scope="module")
def line(site: Site) -> str:
    """A regression over one feature."""
    return _trained(site, "ridge-sine-line", name="insight-line")


@pytest.fixture(scope="module")
def sines(site: Site) -> str:
    """A forecaster."""
    return _trained(site, "sines1-lstm3-w5", patch=recipes()["sines1-lstm3-w5"].quick, name="insight-sines")


@pytest.fixture(scope="module")
def clusters(site: Site) -> str:
    """Clusters of points in the plane."""
    return _trained(site, "kmeans-blobs-k", name="insight-clusters")


@pytest.fixture(scope="module")
def components(site: Site) -> str:
    """Principal components of points in space."""
    return _trained(site, "pca-blob-3d-2d", name="insight-components")


@pytest.fixture(scope="module")
def columns(site: Site) -> str:
    """A classifier of three features."""
    rows = "".join(f"{n % 7},{n % 5},{n % 3},{'low' if n % 7 < 3 else 'high'}\n" for n in range(60))
    sent = site.service.http.post("/v1/datasets", files={"file": ("insight.csv", f"a,b,c,level\n{rows}")})
    source = sent.raise_for_status().json()["source"]
    spec = {"data": {"source": source, "target": "level"}, "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]}}
    return _trained(site, spec, name="insight-columns")


def test_a_cell_of_the_confusion_matrix_shows_its_images_with_their_probabilities(site: Site, digits: str) -> None:
    with site.opened(f"/models/{digits}#tab=results") as page:
        cell = page.get_by_role("button", name=re.compile("^true 4, predicted 9: "))
        count = int(str(cell.get_attribute("aria-label")).rsplit(" ", 1)[1].replace(",", ""))
        assert count > 0
        cell.click()
        mistakes = page.get_by_role("region", name="True 4, predicted 9")
        expect(mistakes.locator(".gallery canvas")).to_have_count(min(count, 12))
        assert "predicted=9" in page.url
        mistakes.get_by_role("button", name="true 4, said 9").first.click()
        expect(mistakes.get_by_role("list", name="Probabilities").get_by_text("4 true")).to_be_visible()
        page.get_by_role("button", name=re.compile("^true 4, predicted 9: ")).press("ArrowUp")
        assert "true 3, predicted 9" in page.evaluate("document.activeElement.ariaLabel")
        require_accessible(page)


def test_decision_regions_are_asked_for_anew_where_they_are_zoomed(site: Site, moons: str) -> None:
    with site.opened(f"/models/{moons}#tab=results") as page:
        plane = page.get_by_role("img", name=re.compile("^predicted class over two features"))
        expect(page.get_by_text("140 × 140 points are predicted")).to_be_visible()
        whole = plane.get_attribute("aria-label")
        with page.expect_response(re.compile("/surface$")) as answer:
            page.get_by_role("group", name="Zoom").get_by_role("button", name="Zoom in").click()
        assert answer.value.ok
        assert plane.get_attribute("aria-label") != whole
        plane.click()
        expect(page.locator(".said-here b")).to_have_text(re.compile("^[01]$"))
        require_accessible(page)


def test_two_features_of_many_are_chosen(site: Site, columns: str) -> None:
    with site.opened(f"/models/{columns}#tab=results") as page:
        page.get_by_label("Upward").select_option("c")
        expect(page.get_by_role("img", name=re.compile("^predicted class over two features.* c from "))).to_be_visible()
        page.get_by_role("button", name="Value here").click()
        expect(page.locator(".said-here").get_by_role("list", name="Probabilities")).to_be_visible()


def test_a_surface_is_turned_by_keys_and_shows_another_quantity(site: Site, moons: str) -> None:
    with site.opened(f"/models/{moons}#tab=results") as page:
        card = page.get_by_role("region", name="Surface in space")
        surface = card.get_by_role("img", name=re.compile("^probability of 1 over x and y as a surface"))
        before = surface.evaluate("canvas => canvas.toDataURL()")
        surface.press("ArrowLeft")
        page.wait_for_function("([canvas, before]) => canvas.toDataURL() !== before", arg=[surface.element_handle(), before])
        card.get_by_label("Height").select_option("probability of the likeliest class")
        expect(card.get_by_role("img", name=re.compile("^probability of the likeliest class over x and y"))).to_be_visible()


def test_a_regression_shows_its_residuals(site: Site, line: str) -> None:
    with site.opened(f"/models/{line}#tab=results") as page:
        for name in ("Target by x.", "Residuals by x.", "Predicted against true values.", "Residuals against predictions."):
            expect(page.get_by_role("img", name=re.compile(f"^{re.escape(name)}"))).to_be_visible()
        expect(page.get_by_role("img", name=re.compile("^Histogram of residuals from -"))).to_be_visible()
        page.get_by_text("Residuals by their share").click()
        expect(page.get_by_role("table", name=re.compile("^Quantiles of predicted minus true")).get_by_role("row")).to_have_count(8)
        residuals = page.get_by_role("img", name=re.compile("^Residuals by x."))
        whole = str(residuals.get_attribute("aria-label"))
        residuals.press("+")
        expect(residuals).not_to_have_attribute("aria-label", whole)
        residuals.press("0")
        expect(residuals).to_have_attribute("aria-label", whole)


def test_a_forecast_is_shown_beside_the_naive_one_and_zoomed(site: Site, sines: str) -> None:
    with site.opened(f"/models/{sines}#tab=results") as page:
        expect(
            page.get_by_role("region", name="Compared with no model").get_by_role("row", name=re.compile("^repeating the last value"))
        ).to_be_visible()
        part = page.get_by_role("region", name="Forecasts over the test part")
        expect(part.get_by_role("img", name=re.compile("data: .*last value: .*forecast: "))).to_be_visible()
        expect(part.get_by_text("steps 0 to 199")).to_be_visible()
        part.get_by_role("button", name="Zoom in").click()
        expect(part.get_by_text("steps 50 to 149")).to_be_visible()
        part.get_by_label("errors only").check()
        expect(part.get_by_role("img", name=re.compile("^Errors of forecasts over the test part, steps 50 to 149"))).to_be_visible()


@pytest.mark.parametrize(
    ("kind", "ready"),
    [
        ("digits", ".gallery canvas"),
        ("moons", ".at-point"),
        ("line", ".plane"),
        ("sines", ".chart canvas"),
        ("clusters", ".at-point"),
        ("components", ".zoom"),
    ],
)
def test_pictures_of_results(site: Site, request: pytest.FixtureRequest, kind: str, ready: str) -> None:
    take_pictures(site, f"/models/{request.getfixturevalue(kind)}#tab=results&true=4&predicted=9", f"results-{kind}", ready)
