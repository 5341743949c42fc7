"""A model in use: its calls are copied and run, a sample goes through its steps, its figures have URLs, it is trained again."""

import base64
import io
import os
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.site import Site, take_pictures
from tests.programs import require_program

#: A classifier that trains in a moment, with a step that learns.
SPEC = {
    "data": {"source": "iris", "split": {"test": 0.2}},
    "preprocessing": {"inputs": [{"step": "standardize"}]},
    "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
}


@pytest.fixture(scope="module")
def iris(site: Site) -> str:
    """Reference of a classifier of rows."""
    return str(site.service.trained(SPEC, name="used-iris")["model"])


def run(site: Site, *command: str) -> str:
    """Run a shown call as a user does, the key in the environment where keys are on, and return what it prints."""
    key = {} if site.service.key is None else {"MODELBOOK_API_KEY": site.service.key}
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **key}, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def shown(page: Page, language: str) -> str:
    """Return the text of the call in a language."""
    page.get_by_role("button", name=language, exact=True).click()
    return page.get_by_label(f"Predict, {language}").inner_text()


def test_shown_calls_run_as_they_are(site: Site, iris: str) -> None:
    require_program("curl")
    with site.opened(f"/models/{iris}#tab=use") as page:
        python, curl = shown(page, "Python"), shown(page, "curl")
        assert f'Client("{site.url}")' in python
        assert "label=" in run(site, sys.executable, "-c", python)
        assert f'"model":"{iris}"' in run(site, "bash", "-c", curl)
        assert "mb.predict(" in shown(page, "TypeScript")
        for link in page.get_by_role("region", name="Files").get_by_role("link").all():
            assert site.service.http.get(link.evaluate("link => link.href")).status_code == 200


def test_a_sample_goes_through_the_steps(site: Site, iris: str) -> None:
    with site.opened(f"/models/{iris}#tab=preprocessing", allowed=("422",)) as page:
        step = page.get_by_role("region", name="Step standardize")
        expect(step).to_contain_text("shift")
        expect(step).to_contain_text("4, float64")
        expect(step.get_by_role("rowheader").first).to_contain_text("sepal length")
        page.get_by_label("Follow").select_option("a sample of its data")
        page.get_by_label("Index, from 0").fill("119")
        page.get_by_role("button", name="Take it").click()
        expect(page.get_by_text("of 120 samples of the part")).to_be_visible()
        (last,) = site.service.http.post("/v1/specs/prepared", json={"spec": SPEC, "from": 119, "n_samples": 1}).json()["samples"]
        expect(page.get_by_role("region", name="Raw sample").get_by_role("row").first).to_contain_text(str(last["raw"]["inputs"]["inputs"][0]))
        page.get_by_label("Follow").select_option("your own")
        page.get_by_label("An input as JSON").fill("[1, 2]")
        page.get_by_role("button", name="Take it").click()
        expect(page.get_by_role("alert")).to_contain_text("/inputs/0")
        page.get_by_label("An input as JSON").fill("[5, 3, 1, 0.5]")
        page.get_by_role("button", name="Take it").click()
        expect(step).to_contain_text("4, float64")


def test_figures_have_urls_that_last(site: Site, iris: str) -> None:
    with site.opened(f"/models/{iris}#tab=figures", allowed=("503",)) as page:
        page.locator("figure").first.wait_for()
        sources = page.locator("figure img").evaluate_all("images => images.map((image) => image.src)")
        assert f"{site.url}/v1/models/{iris}/plots/confusion.svg" in sources
        assert {site.service.http.get(source).status_code for source in sources} == {200}


def test_a_retraining_is_refused_at_its_fields_and_then_begun(site: Site, iris: str) -> None:
    with site.opened(f"/models/{iris}", allowed=("422", "404")) as page:
        page.get_by_role("button", name="Retrain …").click()
        page.get_by_label("Move this alias").fill("champion")
        page.get_by_label("by this figure").fill("beauty")
        page.get_by_role("button", name="Retrain", exact=True).click()
        expect(page.locator(".field", has=page.get_by_label("by this figure")).locator(".fault")).to_contain_text("expected")
        page.get_by_label("by this figure").fill("accuracy")
        page.get_by_label("Changes of the spec").fill("seed: 7")
        page.get_by_role("button", name="Retrain", exact=True).click()
        page.wait_for_url("**/jobs/*")
        job = site.service.wait_for(page.url.rsplit("/", 1)[1], "succeeded")
        assert job["model"] == "used-iris@2"


def test_an_array_of_shades_becomes_a_file_of_the_same_shades(site: Site) -> None:
    shades = np.arange(28 * 28, dtype=np.uint8).reshape(28, 28)
    with site.opened("/models") as page:
        file = page.evaluate("async (rows) => (await import('/static/app/parts/model/image_file.js')).pngOf(rows)", shades.tolist())
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(base64.b64decode(file))).convert("L")), shades)


@pytest.mark.parametrize("tab", ["preprocessing", "use"])
def test_pictures(site: Site, iris: str, tab: str) -> None:
    take_pictures(site, f"/models/{iris}#tab={tab}", f"model-{tab}", "[role=tabpanel] .card h2")
