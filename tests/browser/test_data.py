"""The data pages: files that are dropped, doubts that are settled, what is shown of a data set."""

import base64
import secrets
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site, require_accessible, take_pictures
from tests.uploaded import image, npz, zipped

#: 40 rows with a decimal point in one column, a row of sums in another, a gap, and classes.
SALES = "".join(f"{k},{k % 7 + 0.5},{'' if k == 3 else 20 - k},{'often' if k % 2 else 'seldom'}\n" for k in range(1, 41))
#: The file, and the part of it that makes its bytes those of this run only.
DOUBTFUL = f"units,amount,stock,{secrets.token_hex(4)}\n{SALES}Total,99.5,,often\n".encode()

#: A table with columns of all types and gaps, and arrays with a test part of their own.
SALES_OF_ALL_TYPES = (
    "id,day,colour,member,weight,kind\n"
    + "".join(f"{100 + k},2024-02-{k:02d},{('red', 'blue', '')[k % 3]},{k % 2 == 0},{k / 4 if k % 7 else ''},{'ab'[k % 2]}\n" for k in range(1, 29))
).encode()
ARRAYS = npz(x_train=np.arange(80.0).reshape(40, 2), y_train=np.arange(40) % 2, x_test=np.ones((4, 2)), y_test=np.ones(4, int))


def drop(page: Page, name: str, content: bytes, place: str = ".drop") -> None:
    """Drop a file on an element of a page."""
    file = page.evaluate_handle(
        """([name, text]) => {
            const data = new DataTransfer();
            data.items.add(new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], name));
            return data;
        }""",
        [name, base64.b64encode(content).decode()],
    )
    page.locator(place).first.dispatch_event("drop", {"dataTransfer": file})


def row_of(page: Page, name: str) -> Locator:
    """Return the row of a table that begins with a name."""
    return page.locator("tr").filter(has=page.get_by_role("rowheader", name=name, exact=True))


@pytest.fixture(scope="module")
def photos(site: Site) -> dict[str, Any]:
    """An uploaded archive of images of two classes."""
    files = {f"{name}/{k}.png": image(20 * k + at) for at, name in enumerate(("cat", "dog")) for k in range(6)}
    return dict(site.service.http.post("/v1/datasets", files={"file": ("photos.zip", zipped(files))}).raise_for_status().json())


def test_a_doubt_is_settled_by_a_button_and_the_settled_data_are_trained_on(site: Site) -> None:
    with site.opened("/data") as page:
        drop(page, "sales.csv", DOUBTFUL)
        doubt = page.get_by_role("region", name="Doubt: units")
        expect(doubt).to_contain_text("40 of 41 cells are numbers, 1 is not")
        assert page.title().startswith("sales")
        doubt.get_by_role("button", name="Line 42 is left out").click()
        expect(row_of(page, "units").locator("td").nth(1)).to_have_text("int64, 0 missing")
        settled = page.get_by_role("region", name="Settled: units")
        expect(settled.get_by_role("button", name="Line 42 is left out")).to_have_attribute("aria-pressed", "true")
        settled.get_by_role("button", name="“Total” stands for a missing value").click()
        expect(row_of(page, "units").locator("td").nth(1)).to_have_text("float64, 1 missing")
        page.get_by_role("button", name="Train on this").click()
        page.get_by_role("region", name="Logistic regression").get_by_role("button", name="Train").click()
        expect(page.locator("main .state.succeeded").first).to_be_visible()
        assert page.url.startswith(f"{site.url}/jobs/")


#: Proposes specs for data sets, and has them checked: [data set, title, errors] of each, and [data set, reason] of what has none.
PROPOSED = """async (ids) => {
    const { subjectOf, firstChoice, proposalsOf } = await import("/static/app/parts/proposal.js");
    const answer = async (path, options) => (await fetch(path, options)).json();
    const found = [];
    for (const id of ids) {
        const subject = subjectOf(await answer(`v1/datasets/${id}`));
        const letters = subject.form === "text" ? (await answer(`v1/datasets/${id}/symbols`)).letters.n_distinct : null;
        const { proposals, reason } = proposalsOf(subject, firstChoice(subject), letters);
        if (reason) found.push([id, reason]);
        for (const { title, spec } of proposals) {
            const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ spec }) };
            found.push([id, title, (await answer("v1/specs/check", options)).errors]);
        }
    }
    return found;
}"""


def test_proposals_pass_the_check(site: Site, photos: dict[str, Any]) -> None:
    http = site.service.http
    dates = "".join(f"2024-01-{k:02d},{k % 5},{k * 0.5}\n" for k in range(1, 31))
    files = {"days.csv": f"day,sold,kept\n{dates}".encode(), "few.csv": b"x,y\n1,2\n3,4\n", "mixed.csv": SALES_OF_ALL_TYPES, "a.npz": ARRAYS}
    uploads = {name: http.post("/v1/datasets", files={"file": (name, content)}).raise_for_status().json()["id"] for name, content in files.items()}
    with site.opened("/data") as page:
        found = page.evaluate(PROPOSED, [*uploads.values(), photos["id"], "iris", "diabetes", "digits", "mnist", "blob3d", "sum_of_sines", "sonnets"])
    assert [one for one in found if len(one) == 3 and one[2]] == []
    assert [one for one in found if len(one) == 2] == [
        [uploads["few.csv"], "It has 2 samples; at least 8 are needed, so that some can be kept for the test."]
    ]
    titles = {(one[0], one[1]) for one in found if len(one) == 3}
    expected = {uploads["days.csv"]: "Small recurrent network", photos["id"]: "Small convolutional network", "iris": "Logistic regression"}
    assert titles >= set(expected.items()) | {
        ("diabetes", "Ridge regression"),
        ("blob3d", "K-means"),
        ("sonnets", "Letter by letter"),
        ("mnist", "Small convolutional network"),
    }


def test_images_are_shown_by_class(site: Site, photos: dict[str, Any]) -> None:
    with site.opened(f"/data/{photos['id']}") as page:
        for name in ("cat", "dog"):
            expect(page.get_by_role("heading", name=f"{name} 6 images")).to_be_visible()
        expect(page.locator(".images img")).to_have_count(12)
        assert page.locator(".images img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
        for tab, ready in (("Classes", "cat"), ("How it was read", "Read it in another way"), ("Tags, sharing, deletion", "Nobody else sees it.")):
            page.get_by_role("tab", name=tab).click()
            expect(page.get_by_role("tabpanel")).to_contain_text(ready)
            require_accessible(page)


def test_a_generator_makes_data_with_other_parameters(site: Site) -> None:
    with site.opened("/data/moons", allowed=("422",)) as page:
        for n_samples, said in (("60", "60 samples"), ("0", "should be greater than or equal to")):
            page.get_by_label("n samples").fill(n_samples)
            page.get_by_role("button", name="Make the data").click()
            expect(page.locator("main")).to_contain_text(said)
        page.get_by_role("button", name="Use the default parameters").click()
        expect(page.locator("main")).to_contain_text("300 samples")


def test_a_file_that_is_not_taken_says_why_and_what_would_be(site: Site) -> None:
    with site.opened("/data", allowed=("422",)) as page:
        drop(page, "photo.png", image(3))
        expect(page.get_by_role("alert")).to_contain_text("send images as a ZIP or tar archive")
        files = {f"{name}/{k}.png": image(9 * k + at) for at, name in enumerate((secrets.token_hex(4), "b")) for k in range(12)}
        drop(page, "cut.zip", zipped({**files, "b/cut.png": image(1)[:40]}))
        page.get_by_role("button", name="Send again: Images that cannot be read are passed over").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("cut")


def test_a_large_file_goes_on_where_it_was_stopped(site: Site, tmp_path: Path) -> None:
    large = tmp_path / "large.npy"
    np.save(large, np.arange(4_300_000.0))
    with site.opened("/data") as page:
        held: list[Any] = []
        page.route("**/v1/uploads/*", lambda route: held.append(route) if route.request.method == "PATCH" and not held else route.continue_())
        with page.expect_request(lambda request: request.method == "PATCH"):
            page.get_by_label("Choose files").set_input_files(large)
        page.get_by_role("button", name="Stop").click()
        expect(page.locator(".sending")).to_contain_text("stopped")
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("large")


@pytest.fixture(scope="module")
def pages(site: Site, photos: dict[str, Any]) -> dict[str, str]:
    """Pages of which pictures are taken, by name."""
    doubtful = site.service.http.post("/v1/datasets", files={"file": ("sales.csv", DOUBTFUL)}).raise_for_status().json()["id"]
    return {
        "data": "/data",
        "dataset-doubts": f"/data/{doubtful}",
        "dataset-train": "/data/iris#tab=train",
        "dataset-images": f"/data/{photos['id']}",
    }


@pytest.mark.parametrize(
    ("name", "ready"),
    [
        ("data", "tbody tr"),
        ("dataset-doubts", "table.raw"),
        ("dataset-train", ".proposals button:not(:disabled)"),
        ("dataset-images", ".images img"),
    ],
)
def test_pictures_of_the_pages(site: Site, pages: dict[str, str], name: str, ready: str) -> None:
    take_pictures(site, pages[name], name, ready)
