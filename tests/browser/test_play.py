"""The playground of models that take images: a digit is drawn, dropped as a photograph, and taken from the data."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, Route, expect

from tests.browser.site import Site, require_accessible, take_pictures

#: Points of a 3, as shares of the width and height of what it is drawn on.
THREE = [(0.32, 0.25), (0.5, 0.16), (0.66, 0.25), (0.64, 0.4), (0.48, 0.48), (0.66, 0.56), (0.7, 0.72), (0.52, 0.84), (0.3, 0.76)]
#: Orientation in EXIF of a camera that was held on its side, which has to be turned by 90 degrees.
TURNED = 6


@pytest.fixture(scope="module")
def digits(site: Site) -> Iterator[str]:
    """Path of the playground of a model that was trained by the button "Draw a digit"."""
    with site.opened("/play") as page:
        page.route("**/v1/models?*kind=classification*", lambda route: route.fulfill(json={"models": [], "next_cursor": None}))
        page.get_by_role("button", name="Draw a digit").click()
        expect(page.get_by_role("progressbar", name="Training")).to_be_visible()
        page.wait_for_url("**/play/digits@*")
        yield page.url.removeprefix(site.url)


def test_a_drawn_three_is_read_at_each_stroke(site: Site, digits: str) -> None:
    with site.opened(digits) as page:
        draw(page, THREE)
        expect(page.locator(".answer")).to_contain_text("3")
        expect(page.get_by_role("img", name="The image as the model sees it")).to_be_visible()
        assert page.evaluate("performance.getEntriesByName('stroke').length") > 0
        page.get_by_text("JSON and the call").click()
        expect(page.get_by_label("The call")).to_contain_text(f"curl -s {site.url}/v1/models/{digits.rsplit('/', 1)[1]}/predict")
        require_accessible(page)
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("the answer follows your hand")).to_be_visible()


def test_a_huge_photograph_is_made_smaller_and_read_upright(site: Site, digits: str) -> None:
    with site.opened(digits) as page:
        page.evaluate(
            "() => { const own = fetch; window.sent = []; window.fetch = (url, options) => { sent.push(options.body); return own(url, options); }; }"
        )
        drop(page, photograph_of_three())
        expect(page.get_by_text("1,200 × 1,800 pixels, made smaller in the browser: 1,155 × 1,732")).to_be_visible()
        expect(page.locator(".answer")).to_contain_text("3")
        page.get_by_label("Prepare in the browser as MNIST's digits").uncheck()
        with page.expect_response("**/transform"):
            drop(page, photograph_of_three())
        size = page.evaluate("createImageBitmap(sent.find((body) => body instanceof Blob)).then(({ width, height }) => [width, height])")
        expect(page.get_by_role("img", name="The image as the model sees it")).to_be_visible()
    assert size == [1155, 1732]


def test_a_sample_is_chosen_with_the_keyboard_and_asked_again_after_a_pause(site: Site, digits: str) -> None:
    refused: list[Route] = []

    def refuse_once(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route)
            route.fulfill(
                status=429,
                headers={"Retry-After": "1"},
                json={"type": "/problems/rate-limited", "title": "Too many requests", "detail": "slow down", "errors": []},
            )

    with site.opened(digits, allowed=("429",)) as page:
        page.route("**/predict", refuse_once)
        page.get_by_role("group", name="Samples of the data").get_by_role("button").first.press("Enter")
        expect(page.get_by_text("it is asked again by itself")).to_be_visible()
        expect(page.locator(".answer")).to_be_visible()
    assert len(refused) == 1


def test_a_digit_gets_the_layout_of_those_of_mnist(site: Site) -> None:
    with site.opened("/play") as page:
        found = page.evaluate(
            """import('/static/app/play/pixels.js').then(({ asDigit, inkOf, Grey }) => {
                const photo = new Grey(200, 100, new Uint8ClampedArray(20000).fill(220));
                for (let y = 20; y < 60; y += 1) for (let x = 150; x < 160; x += 1) photo.shades[y * 200 + x] = 30;
                const digit = asDigit(inkOf(photo));
                return { size: [digit.width, digit.height], box: digit.box(), center: digit.center(), most: Math.max(...digit.shades) };
            })"""
        )
    assert found == {"size": [28, 28], "box": {"left": 12, "top": 5, "right": 17, "bottom": 25}, "center": [14, 14.5], "most": 255}


def test_a_camera_that_is_not_there_is_explained(site: Site, digits: str) -> None:
    with site.opened(digits) as page:
        page.evaluate("() => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('none', 'NotFoundError'); }; }")
        page.get_by_role("button", name="Use the camera").click()
        expect(page.get_by_text("The browser found no camera.")).to_be_visible()


def test_pictures(site: Site, digits: str) -> None:
    take_pictures(site, "/play", "play", ".choice")
    take_pictures(site, digits, "play-image", ".image-samples")


def draw(page: Page, points: list[tuple[float, float]]) -> None:
    """Draw a stroke on the pad with the mouse."""
    pad = page.locator(".pad canvas")
    pad.scroll_into_view_if_needed()
    box: Any = pad.bounding_box()
    first, *others = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*first)
    page.mouse.down()
    for point in others:
        page.mouse.move(*point, steps=4)
    page.mouse.up()


def drop(page: Page, image: bytes) -> None:
    """Drop a photograph on its place."""
    transfer = page.evaluate_handle("() => new DataTransfer()")
    transfer.evaluate("(all, bytes) => { all.items.add(new File([Uint8Array.from(bytes)], 'three.jpg', { type: 'image/jpeg' })); }", list(image))
    page.locator(".drop").dispatch_event("drop", {"dataTransfer": transfer})


def photograph_of_three() -> bytes:
    """Return a photograph of a 3, dark on light paper, by a camera that was held on its side."""
    upright = Image.new("L", (1200, 1800), 205)
    ImageDraw.Draw(upright).line([(1200 * x, 300 + 1200 * y) for x, y in THREE], fill=40, width=90, joint="curve")
    exif = Image.Exif()
    exif[0x0112] = TURNED
    file = io.BytesIO()
    upright.rotate(90, expand=True).save(file, "JPEG", exif=exif)
    return file.getvalue()
