"""The page of a recipe: its spec as a form and as YAML, the live checker, and the way to a job."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Site, require_accessible, take_pictures

#: A recipe that is trained in seconds.
RECIPE = "/catalog/mnist-dense-784"


def fold(page: Page, name: str) -> None:
    """Open a part of the form."""
    page.locator(".spec-form summary", has_text=name).first.click()


def yaml_of(page: Page) -> str:
    """Return the YAML."""
    return page.get_by_label("YAML", exact=True).input_value()


def test_form_and_yaml_edit_the_same_spec(site: Site) -> None:
    with site.opened(RECIPE) as page:
        expect(page.get_by_role("status").filter(has_text="Can be trained")).to_be_visible()
        page.get_by_label("epochs").fill("3")
        expect(page.get_by_label("YAML", exact=True)).to_have_value(re.compile(r"epochs: 3\n"))
        yaml = page.get_by_label("YAML", exact=True)
        yaml.fill(yaml_of(page).replace("epochs: 3", "epochs: 4 # few"))
        expect(page.get_by_label("epochs")).to_have_value("4")
        expect(page.get_by_text("The YAML has comments")).to_be_visible()
        fold(page, "Dense")
        page.get_by_label("units").fill("16")
        assert "few" not in yaml_of(page)
        assert "{layer: Dense, units: 16, activation: relu}" in yaml_of(page)
        page.get_by_role("button", name="Undo").click()
        assert "epochs: 4 # few" in yaml_of(page)
        yaml.fill(yaml_of(page).replace("epochs: 4", "epochs: [4"))
        expect(page.get_by_text("The YAML cannot be read (line")).to_be_visible()
        expect(page.get_by_label("epochs")).to_be_disabled()


def test_layers_are_added_moved_and_removed_by_buttons(site: Site) -> None:
    with site.opened(RECIPE) as page:
        page.get_by_label("Another layer").select_option("Dropout")
        page.get_by_role("button", name="Add layer").click()
        page.get_by_role("button", name="Move layer 3 up").click()
        assert re.findall(r"layer: (\w+)", yaml_of(page)) == ["Dense", "Dropout", "Dense"]
        expect(page.locator("table.layers tbody tr")).to_have_count(3)
        page.get_by_role("button", name="Remove layer 1").click()
        expect(page.locator("table.layers tbody tr")).to_have_count(2)
        assert re.findall(r"layer: (\w+)", yaml_of(page)) == ["Dropout", "Dense"]


def test_a_misspelt_layer_is_settled_by_a_click(site: Site) -> None:
    with site.opened(RECIPE) as page:
        page.get_by_label("YAML", exact=True).fill(yaml_of(page).replace("{layer: Dense, units: 784", "{layer: Dens, units: 32"))
        fault = page.locator(".spec-yaml .spec-faults li")
        expect(fault).to_contain_text("/model/layers/0")
        expect(page.locator(".spec-form [aria-invalid=true]")).to_have_value("Dens")
        expect(page.get_by_role("button", name="Train", exact=True)).to_be_disabled()
        require_accessible(page)
        fault.get_by_role("button", name="Use Dense").click()
        first = page.locator("table.layers tbody tr").first
        expect(first).to_contain_text("25,120")
        expect(first).to_contain_text("32")
        expect(page.locator(".spec-faults li")).to_have_count(0)


def test_a_refused_name_is_told_at_its_field(site: Site) -> None:
    with site.opened("/catalog/ridge-sine-line", allowed=("422",)) as page:
        page.get_by_label("Name of the model").fill("A name!")
        expect(page.locator("#train-name + p + .fault")).to_contain_text("a-z0-9")


def test_a_recipe_is_trained_in_its_quick_form_by_clicks(site: Site) -> None:
    with site.opened(RECIPE) as page:
        page.get_by_label("Form", exact=True).select_option("quick")
        expect(page.get_by_label("YAML", exact=True)).to_have_value(re.compile("epochs: 1\n"))
        page.get_by_label("Name of the model").fill("quick-digits")
        with page.expect_response(lambda response: response.url.endswith("/v1/jobs") and response.request.method == "POST") as answer:
            page.get_by_role("button", name="Train", exact=True).dblclick()
        job = answer.value.json()
        page.wait_for_url(f"**/jobs/{job['id']}")
        assert (job["name"], job["recipe"]) == ("quick-digits", "mnist-dense-784")
        assert len(site.service.http.get("/v1/jobs", params={"name": "quick-digits"}).json()["jobs"]) == 1
        site.service.http.post(f"/v1/jobs/{job['id']}/cancel")


@pytest.mark.parametrize(("path", "name"), [(RECIPE, "recipe"), ("/catalog/custom", "own-spec")])
def test_pictures_of_the_editor(site: Site, path: str, name: str) -> None:
    take_pictures(site, path, name, "table.layers")
