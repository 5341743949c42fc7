"""The pages of models: their list, one model, versions compared, a model that does not exist."""

import pytest
from playwright.sync_api import expect

from tests.browser.site import Site, require_accessible, take_pictures


@pytest.fixture(scope="module")
def line(site: Site) -> str:
    """Name of a model with two versions."""
    for seed in (1, 2):
        site.service.trained("ridge-sine-line", name="line", patch={"seed": seed})
    return "line"


def test_a_model_is_found_and_gets_an_alias(site: Site, line: str) -> None:
    with site.opened("/models", allowed=("422",)) as page:
        page.get_by_label("Name", exact=True).fill("li")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name=f"{line}@2").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"{line}@2")
        expect(page.get_by_role("region", name="Metrics")).to_contain_text("rmse")
        expect(page.get_by_role("region", name="Served")).to_contain_text("onnx")
        page.get_by_label(f"An alias for {line}@2").fill("Not a name")
        page.get_by_role("button", name="Set", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("expected")
        page.get_by_label(f"An alias for {line}@2").fill("champion")
        page.get_by_role("button", name="Set", exact=True).click()
        expect(page.get_by_role("link", name="champion")).to_be_visible()
        page.goto(f"/models/{line}@1")
        page.get_by_role("button", name=f"Move to {line}@1").click()
        expect(page.get_by_role("button", name=f"Move to {line}@1")).to_have_count(0)
        page.get_by_role("button", name="History of champion").click()
        expect(page.get_by_role("dialog").get_by_role("row")).to_have_count(3)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Delete the alias champion").click()
        expect(page.get_by_text(f"{line} has no aliases")).to_be_visible()


def test_two_versions_are_compared(site: Site, line: str) -> None:
    with site.opened(f"/models/{line}@2#tab=versions") as page:
        expect(page.get_by_role("region", name="Differences of the specs")).to_contain_text("/seed")
        expect(page.get_by_role("region", name="Speed and size")).to_contain_text("one sample")
        expect(page.get_by_role("region", name="Answers")).to_contain_text(f"0 of 5 examples recorded with {line}@2")
        page.get_by_label(f"Compare {line}@1 (first)").check()
        expect(page.get_by_text("Choose two different versions")).to_be_visible()
        page.goto(f"/models/compare#a={line}@1&b={line}@2")
        expect(page.get_by_role("region", name="Metrics")).to_contain_text("rmse")


def test_tags_and_a_note_are_written(site: Site, line: str) -> None:
    with site.opened(f"/models/{line}@1") as page:
        page.get_by_role("button", name=f"Edit tags of this version, {line}@1").click()
        page.get_by_label(f"tags of this version, {line}@1").fill("baseline team:vision")
        page.get_by_label(f"note on this version, {line}@1").fill("The first one.")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("link", name="team:vision")).to_be_visible()
        expect(page.get_by_text("The first one.")).to_be_visible()


def test_a_version_is_deleted_and_restored(site: Site) -> None:
    site.service.trained("ridge-sine-line", name="passing")
    with site.opened("/models/passing") as page:
        page.get_by_role("button", name="Delete …").click()
        page.get_by_role("button", name="Delete passing@1").click()
        page.get_by_role("button", name="Restore it").click()
        expect(page.get_by_role("region", name="Metrics")).to_contain_text("rmse")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_unknown_model_leads_to_those_of_similar_names(site: Site, line: str) -> None:
    with site.opened("/models/lime@7", allowed=("404",)) as page:
        expect(page.get_by_role("alert")).to_contain_text("there is no model 'lime@7'")
        require_accessible(page)
        page.get_by_role("link", name=f"{line}@2").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"{line}@2")


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize(
    ("path", "name"),
    [("/models", "models"), ("/models/line@2", "model"), ("/models/compare#a=line@1&b=line@2", "models-compared")],
)
def test_pictures(site: Site, path: str, name: str) -> None:
    take_pictures(site, path, name, "table")
