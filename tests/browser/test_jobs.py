"""Pages of jobs: a job while it trains, what is done with it, searches, comparisons and lists."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Site, require_accessible, take_pictures

#: Points of two classes, and a network that trains in a moment.
DATA = {"source": "blobs", "params": {"n_samples": 200, "centers": [[0, 0], [3, 3]]}}
HIDDEN = {"layer": "Dense", "units": 4, "activation": "relu"}
LAST = {"layer": "Dense", "units": 1, "activation": "sigmoid"}
TRAINING = {
    "loss": "binary_crossentropy",
    "metrics": ["accuracy"],
    "optimizer": {"name": "sgd", "learning_rate": 0.1},
    "batch_size": 64,
    "validation": {"split": 0.2},
}
SEARCH = {
    "task": "search",
    "data": {"source": "moons", "params": {"n_samples": 100, "noise": 0.3, "seed": 42}},
    "model": {"kind": "sklearn", "steps": [{"estimator": "RidgeClassifier"}]},
    "search": {"strategy": "grid", "folds": 2, "space": {"alpha": [0.1, 1, 10], "solver": ["svd", "lsqr"]}},
}


def network(epochs: int, layers: list[dict[str, Any]] | None = None, **training: Any) -> dict[str, Any]:
    """Return the spec of a small network."""
    model = {"kind": "sequential", "layers": layers or [HIDDEN, LAST]}
    return {"task": "train", "data": DATA, "model": model, "training": {**TRAINING, "epochs": epochs, **training}}


@pytest.fixture(scope="module")
def trained(site: Site) -> dict[str, Any]:
    """A network with curves and checkpoints."""
    return site.service.trained(network(8, checkpoint={"every": 4}), name="small")


@contextmanager
def opened(site: Site, job: dict[str, Any], tab: str = "", **options: Any) -> Iterator[Page]:
    with site.opened(f"/jobs/{job['id']}{tab and f'#tab={tab}'}", **options) as page:
        yield page


def test_points_arrive_while_a_network_trains_which_is_paused_resumed_and_cancelled(site: Site) -> None:
    job = site.service.submit(network(100_000), name="long")
    with opened(site, job) as page:
        chart = page.get_by_role("img", name="Loss by epoch")
        expect(chart).to_be_visible()
        seen = chart.get_attribute("aria-label")
        expect(chart).not_to_have_attribute("aria-label", str(seen))
        page.get_by_role("button", name="Pause").click()
        expect(page.locator(".now .state")).to_contain_text("paused")
        page.get_by_role("button", name="Resume").click()
        expect(page.locator(".now .state")).to_contain_text("running")
        page.get_by_role("button", name="Cancel").click()
        page.get_by_role("dialog").get_by_role("button", name="Cancel the job").click()
        expect(page.locator(".now .state")).to_contain_text("cancelled")
        page.get_by_role("tab", name="Log").click()
        expect(page.get_by_role("log")).to_contain_text("paused")
        require_accessible(page)


def test_a_loss_that_becomes_infinite_is_a_gap_with_its_reason(site: Site) -> None:
    job = site.service.submit(
        network(50, [{"layer": "Dense", "units": 1}], loss="mean_squared_error", metrics=[], optimizer={"name": "sgd", "learning_rate": 0.2})
    )
    site.service.wait_for(job["id"], "failed")
    with opened(site, job) as page:
        expect(page.get_by_role("alert")).to_contain_text("at epoch")
        expect(page.locator(".note")).to_contain_text("A smaller learning rate")
        expect(page.get_by_role("img", name="Loss by epoch")).to_be_visible()


def test_a_checkpoint_is_registered_as_a_version(site: Site, trained: dict[str, Any]) -> None:
    with opened(site, trained, "checkpoints") as page:
        page.get_by_role("button", name="Register the checkpoint of epoch 4").click()
        page.get_by_label("Name of the model").fill("early")
        page.get_by_role("dialog").get_by_role("button", name="Register").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("early")
        expect(page.get_by_role("link", name="early@1")).to_be_visible()


def test_a_range_of_epochs_is_chosen_by_typing_and_the_numbers_are_shown(site: Site, trained: dict[str, Any]) -> None:
    with opened(site, trained) as page:
        page.get_by_label("Epochs from").fill("3")
        page.get_by_label("to", exact=True).fill("5")
        page.get_by_role("button", name="Show").click()
        page.get_by_role("button", name="Numbers").click()
        expect(page.locator(".numbers tbody tr td:first-child")).to_have_text(["3", "4", "5"])


def test_a_search_shows_its_candidates_best_first(site: Site) -> None:
    job = site.service.trained(SEARCH, name="ridge-search")
    with opened(site, job) as page:
        rows = page.get_by_role("table").get_by_role("row")
        expect(rows).to_have_count(7)
        expect(rows.nth(1).get_by_role("rowheader")).to_have_text("1")
        page.get_by_role("combobox", name="Parameter").select_option("solver")
        expect(page.get_by_role("img", name="Mean score against solver of 6 candidates")).to_be_visible()
        expect(page.get_by_role("img", name="Parallel coordinates of 6 candidates")).to_be_visible()
    take_pictures(site, f"/jobs/{job['id']}", "search", ".canvas canvas")


def test_jobs_are_found_chosen_and_compared(site: Site, trained: dict[str, Any]) -> None:
    other = site.service.trained(network(6, batch_size=32), name="small")
    with site.opened("/jobs#name=small") as page:
        boxes = page.get_by_role("checkbox", name="Compare small")
        expect(boxes).to_have_count(2)
        boxes.nth(0).check()
        boxes.nth(1).check()
        page.get_by_role("link", name="Compare 2 jobs").click()
        expect(page.get_by_role("columnheader", name="/training/batch_size")).to_be_visible()
        expect(page.get_by_role("img", name="Loss of 2 jobs by epoch")).to_be_visible()
        page.get_by_role("checkbox", name=f"Draw the line of {other['model']}").uncheck()
        expect(page.get_by_role("img", name="Loss of 1 job by epoch")).to_be_visible()
        page.get_by_label("Metric").select_option("val_accuracy")
        expect(page.get_by_role("img", name="Val accuracy of 1 job by epoch")).to_be_visible()
    take_pictures(site, f"/jobs/compare#jobs={trained['id']},{other['id']}", "compare-jobs", "table")
    take_pictures(site, "/jobs", "jobs", "table")


def test_a_job_has_tags_and_a_note_and_refusals_in_the_words_of_the_api(site: Site, trained: dict[str, Any]) -> None:
    with opened(site, trained, allowed=("422",)) as page:
        page.get_by_role("button", name="Add tags or a note").click()
        page.get_by_role("textbox", name="Tags").fill("Baseline")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_contain_text("/tags/0")
        page.get_by_role("textbox", name="Tags").fill("baseline")
        page.get_by_role("textbox", name="Note", exact=True).fill("Learns the blobs.")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Learns the blobs.")).to_be_visible()
        page.get_by_role("link", name="baseline").click()
        expect(page.get_by_role("link", name="small")).to_have_count(1)
    take_pictures(site, f"/jobs/{trained['id']}", "job", ".chart canvas")


def test_a_sweep_compares_its_members(site: Site) -> None:
    body = {"spec": network(2), "name": "rates", "sweep": {"slow": {}, "fast": {"training": {"optimizer": {"learning_rate": 0.5}}}}}
    sweep = site.service.http.post("/v1/sweeps", json=body).raise_for_status().json()
    with site.opened("/sweeps") as page:
        page.get_by_role("link", name="rates").click()
        expect(page.get_by_text("2 of 2 jobs ended")).to_be_visible()
        expect(page.get_by_role("columnheader", name="/training/optimizer/learning_rate")).to_be_visible()
        expect(page.locator("figure.plot").first).to_be_visible()
    take_pictures(site, f"/sweeps/{sweep['id']}", "sweep", "figure.plot img")


def test_an_unknown_job_has_a_page_that_helps(site: Site) -> None:
    with site.opened("/jobs/01M8ME1JS33DZA0CZQSCT3W7JD", allowed=("404",)) as page:
        expect(page.get_by_role("alert")).to_contain_text("No such job")
        page.get_by_role("link", name="All jobs").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Jobs")
