"""The first page, logging in, and the operations page."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.service import WITH_KEYS
from tests.browser.site import Site, take_pictures


def test_a_first_visit_shows_a_finished_model_after_one_click(site: Site) -> None:
    with site.opened("/") as page:
        page.get_by_role("button", name="Train a small classifier now").click()
        page.wait_for_url("**/jobs/*")
        expect(page.locator(".state.succeeded").first).to_be_visible()
        page.goto("/")
        expect(page.get_by_role("region", name="Newest models").get_by_role("link", name="ada-tree-spirals@").first).to_be_visible()


def test_three_ways_lead_in(site: Site) -> None:
    with site.opened("/") as page:
        for name, path in (("Train a recipe", "/catalog"), ("Bring a file", "/data"), ("Draw a digit", "/play")):
            page.get_by_role("link", name=name).click()
            page.wait_for_url(f"**{path}*")
            page.goto("/")


def test_the_operations_page_shows_workers_limits_and_disks(site: Site) -> None:
    with site.opened("/operations") as page:
        expect(page.get_by_text("Everything is available")).to_be_visible()
        expect(page.get_by_role("region", name="Workers").get_by_text("ready", exact=True)).to_be_visible()
        expect(page.get_by_role("region", name="Your limits").get_by_role("rowheader", name="queued jobs")).to_be_visible()


@pytest.mark.skipif(WITH_KEYS, reason="needs the scope admin, which calls without a key have")
def test_an_administrator_makes_replaces_and_revokes_a_key(site: Site) -> None:
    with site.opened("/operations", allowed=("422",)) as page:
        keys = page.get_by_role("region", name="Keys")
        keys.get_by_role("button", name="New key").click()
        page.get_by_label("Owner").fill("no such owner!")
        page.get_by_role("button", name="Create").click()
        expect(page.locator("dialog .fault")).to_be_visible()
        page.get_by_label("Owner").fill("pupil")
        page.get_by_role("button", name="Create").click()
        expect(keys.get_by_role("status")).to_contain_text("The key of pupil, shown this once: mb_")
        keys.get_by_role("button", name="Revoke").first.click()
        page.get_by_role("dialog").get_by_role("button", name="Revoke the key").click()
        expect(keys.get_by_role("cell", name="revoked")).to_be_visible()
        expect(page.get_by_role("region", name="Changes of keys, grants and aliases")).to_be_visible()


@pytest.mark.skipif(not WITH_KEYS, reason="no key is needed")
def test_a_page_asks_for_a_key_and_goes_on_where_it_was_opened(site: Site) -> None:
    with site.opened("/operations", logs_in=False, allowed=("401",)) as page:
        page.wait_for_url("**/login#next=*")
        page.get_by_label("Key", exact=True).fill("mb_" + "x" * 43)
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_contain_text("the key is not known")
        page.get_by_label("Key", exact=True).fill(site.service.key or "")
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/operations")
        expect(page.get_by_text("Keys and the log of changes need a key with the scope admin")).to_be_visible()
        assert page.evaluate("document.cookie") == ""
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url("**/login*")
        page.goto("/jobs")
        page.wait_for_url("**/login#next=*")


@pytest.mark.parametrize("name", ["home", "operations"])
def test_pictures(site: Site, name: str) -> None:
    take_pictures(site, "/" if name == "home" else f"/{name}", name, ".card h3, .worker")


def test_pictures_of_the_login(site: Site) -> None:
    take_pictures(site, "/login", "login", "#key")
