"""The catalog: recipes are found by words, chapter, kind and time, and say what the book reports."""

from playwright.sync_api import expect

from tests.browser.site import Site, take_pictures


def test_a_recipe_is_found_by_words_and_opened_by_keyboard(site: Site) -> None:
    with site.opened("/catalog") as page:
        expect(page.get_by_role("status").filter(has_text="recipes")).to_be_visible()
        page.get_by_label("Find a recipe").fill("moons grid polynomial")
        expect(page.locator(".recipe-card")).to_have_count(1)
        expect(page.locator(".recipe-card")).to_contain_text("best score 1")
        assert page.url.endswith("#q=moons+grid+polynomial")
        page.get_by_role("link", name="The best degree and alpha").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("The best degree and alpha")
        expect(page.get_by_role("row", name="best score")).to_contain_text("agrees")
        page.go_back()
        expect(page.get_by_label("Find a recipe")).to_have_value("moons grid polynomial")


def test_filters_say_how_many_fit_and_what_to_do_if_none_does(site: Site) -> None:
    with site.opened("/catalog#chapter=keras-2&kind=rnn") as page:
        expect(page.locator(".recipe-card").first).to_be_visible()
        assert page.locator(".chapter").count() == 1
        page.get_by_label("Chapter").select_option("scikit-learn")
        expect(page.get_by_text("No recipe fits")).to_be_visible()
        page.get_by_role("button", name="Show all").click()
        expect(page.locator(".chapter")).to_have_count(4)


def test_a_recipe_says_what_has_to_be_trained_first(site: Site) -> None:
    with site.opened("/catalog/transfer-mnist") as page:
        expect(page.locator(".requires")).to_contain_text("mnist-cnn-striding: ○ not trained yet")


def test_pictures_of_the_catalog(site: Site) -> None:
    take_pictures(site, "/catalog", "catalog", ".recipe-card img")
