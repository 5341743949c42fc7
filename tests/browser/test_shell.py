"""The frame of all pages: navigation, colours, pages that do not exist, a lost connection."""

from playwright.sync_api import expect

from tests.browser.site import Site, require_accessible


def test_links_change_the_page_without_loading_it_again(site: Site) -> None:
    with site.opened("/") as page:
        page.evaluate("window.isSame = true")
        page.get_by_role("link", name="Catalog", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.url == f"{site.url}/catalog"
        assert page.evaluate("document.activeElement.id") == "main"
        page.go_back()
        assert page.url == f"{site.url}/"
        assert page.evaluate("window.isSame")


def test_colours_are_those_of_the_system_until_others_are_chosen(site: Site) -> None:
    with site.opened("/", color_scheme="dark") as page:
        page.get_by_role("button", name="Use light colours").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "light")
        page.reload()
        expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_paper_is_light(site: Site) -> None:
    with site.opened("/", color_scheme="dark") as page:
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        page.emulate_media(media="print")
        expect(page.locator("html")).to_have_attribute("data-theme", "light")
        page.emulate_media(media="screen")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_phone_shows_which_page_it_is(site: Site) -> None:
    with site.opened("/operations", viewport={"width": 390, "height": 844}) as page:
        expect(page.get_by_role("link", name="Operations", exact=True)).to_be_in_viewport(ratio=0.9)


def test_a_page_that_does_not_exist_says_so(site: Site) -> None:
    with site.opened("/jobs/a/b") as page:
        expect(page.get_by_role("alert")).to_contain_text("There is no page at /jobs/a/b")
        require_accessible(page)


def test_escapes_of_a_path_are_read_and_what_is_none_stays(site: Site) -> None:
    with site.opened("/") as page:
        found = page.evaluate(
            """import('/static/app/core/route.js').then(({ here }) => ['/models/a%2Fdigits%403', '/jobs/%E0', '/data/x%20y'].map((path) => {
                history.replaceState(null, '', path); return here().path; }))"""
        )
    assert found == ["/models/a/digits@3", "/jobs/%E0", "/data/x y"]


def test_numbers_of_the_data_keep_their_digits(site: Site) -> None:
    with site.opened("/") as page:
        found = page.evaluate(
            """import('/static/app/core/format.js').then(({ exact, number }) => [
                exact(2011), exact(1700000123), exact(1999.99), exact(0.1234567), number(12345.6)])"""
        )
    assert found == ["2011", "1700000123", "1,999.99", "0.123457", "12,346"]


def test_a_lost_connection_shows_and_heals(site: Site) -> None:
    with site.opened("/", allowed=("ERR_INTERNET_DISCONNECTED",)) as page:
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.context.set_offline(True)
        expect(page.get_by_text("The connection to the server is lost")).to_be_visible()
        page.context.set_offline(False)
        expect(page.get_by_text("The connection to the server is lost")).to_have_count(0)
