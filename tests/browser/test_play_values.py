"""The playground of models that take rows, series and text, and points of one's own."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from models.catalog import recipes
from tests.acceptance.service import Service
from tests.browser.site import Site, require_accessible, take_pictures

#: A network with two inputs and two outputs, without the source of its data.
TWO_INPUTS: dict[str, Any] = {
    "data": {
        "inputs": {"facts": {"features": ["age", "size"]}, "place": {"features": ["side"]}},
        "targets": {"kind": {"target": "label"}, "weight": {"target": "kilos"}},
    },
    "preprocessing": {"inputs": {"place": [{"step": "encode_categories", "columns": [0]}]}, "targets": {"kind": [{"step": "one_hot"}]}},
    "model": {
        "kind": "functional",
        "nodes": [
            {"name": "facts"},
            {"name": "place"},
            {"name": "joined", "inputs": ["facts", "place"], "layer": {"layer": "Concatenate"}},
            {"name": "kind", "inputs": ["joined"], "layer": {"layer": "Dense", "units": 2, "activation": "softmax"}},
            {"name": "weight", "inputs": ["joined"], "layer": {"layer": "Dense", "units": 1}},
        ],
        "outputs": ["kind", "weight"],
    },
    "training": {"loss": {"kind": "categorical_crossentropy", "weight": "mean_squared_error"}, "optimizer": {"name": "adam"}, "epochs": 1},
}
#: The table that it is trained on.
PEOPLE = "age,size,side,label,kilos\n" + "".join(
    f"{20 + i},{150 + i}.5,{'left' if i % 2 else 'right'},{'yes' if i % 3 else 'no'},{50 + i}.5\n" for i in range(30)
)
#: Specs or recipes by the name of their model, with patches that make them quick.
JOBS: dict[str, tuple[str | dict[str, Any], dict[str, Any]]] = {
    "play-rows": ({"data": {"source": "moons"}, "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]}}, {}),
    "play-series": ("sines1-lstm3-w5", {"patch": {"training": {"epochs": 1, "batch_size": 16}}}),
    "play-text": ("holmes-letters", {"patch": recipes()["holmes-letters"].quick}),
}


@pytest.fixture(scope="module", autouse=True)
def trained(service: Service) -> None:
    """Train the models side by side."""
    people = service.http.post("/v1/datasets", files={"file": ("people.csv", PEOPLE, "text/csv")}).raise_for_status().json()
    two_inputs = TWO_INPUTS | {"data": TWO_INPUTS["data"] | {"source": people["source"]}}
    jobs = [service.submit(two_inputs, name="play-inputs")]
    jobs += [service.submit(what, name=name, **more) for name, (what, more) in JOBS.items()]
    for job in jobs:
        service.wait_for(job["id"], "succeeded")


def test_rows_are_answered_while_they_are_changed_and_faults_stand_at_their_fields(site: Site) -> None:
    with site.opened("/play/play-rows", allowed=("422",)) as page:
        expect(page.locator(".answer")).to_be_visible()
        page.get_by_label("x", exact=True).fill("far")
        expect(page.locator(".row-field", has_text="expected a number")).to_have_count(1)
        paste(page.get_by_label("x", exact=True), "y\tx\n0,5\t-1\n-0,5\t2\n")
        expect(page.get_by_label("row 1, x")).to_have_value("-1")
        expect(page.get_by_label("row 2, y")).to_have_value("-0.5")
        expect(page.locator(".row-table tbody tr", has_text="%")).to_have_count(2)
        require_accessible(page)
        page.get_by_role("img", name="Regions of play-rows@1").click(position={"x": 70, "y": 20})
        expect(page.locator(".answer")).to_contain_text("0")


def test_a_series_is_forecast_and_extended(site: Site) -> None:
    with site.opened("/play/play-series", allowed=("422",)) as page:
        expect(page.get_by_text("100 steps.")).to_be_visible()
        page.get_by_label("Steps to forecast").fill("12")
        page.get_by_role("button", name="Forecast", exact=True).click()
        expect(page.get_by_text("12 steps forecast")).to_be_visible()
        page.get_by_role("button", name="Extend again").click()
        expect(page.get_by_role("img", name="A series of 100 steps with a forecast of 24")).to_be_visible()
        page.get_by_label("Numbers, oldest first").fill("day;value\nmon;1,5\ntue;2,5\n")
        page.get_by_role("button", name="Forecast", exact=True).click()
        expect(page.get_by_text("expected a series of at least 5 steps, got 2").first).to_be_visible()


def test_text_is_seen_while_it_is_generated_and_can_be_stopped(site: Site) -> None:
    with site.opened("/play/play-text") as page:
        expect(page.get_by_label("Text to continue")).not_to_have_value("")
        page.get_by_label("Letters or words").fill("20000")
        page.get_by_label("Temperature").fill("1")
        page.get_by_role("button", name="Generate").click()
        expect(page.locator(".new-text")).not_to_be_empty()
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_text("; stopped.")).to_be_visible()
        page.get_by_label("Letters or words").fill("30")
        page.get_by_role("button", name="Generate").click()
        expect(page.get_by_text("30 symbols generated at temperature 1, random seed")).to_be_visible()


def test_several_inputs_have_a_group_of_fields_each(site: Site) -> None:
    with site.opened("/play/play-inputs", allowed=("422",)) as page:
        expect(page.get_by_role("region", name="kind").locator(".chances li")).to_have_count(2)
        place = page.get_by_role("region", name="place")
        expect(place.get_by_label("side").locator("option")).to_have_text(["left", "right"])
        page.get_by_label("age", exact=True).fill("old")
        expect(page.get_by_role("region", name="facts").locator(".row-field", has_text="expected a number")).to_have_count(1)
        page.get_by_label("age", exact=True).fill("41")
        place.get_by_label("side").select_option("left")
        expect(page.get_by_role("region", name="weight").locator(".answer")).to_be_visible()
        require_accessible(page)


def test_points_that_are_clicked_get_the_boundary_of_a_model_trained_on_them(site: Site) -> None:
    with site.opened("/play#points=1") as page:
        plane = page.locator(".plane canvas")
        for name, places in {"A": [(90, 60), (100, 200), (80, 300)], "C": [(350, 80), (300, 200), (340, 330)]}.items():
            page.get_by_label(name, exact=True).check()
            for x, y in places:
                plane.click(position={"x": x, "y": y})
        page.get_by_label("Kind of classifier").select_option("Decision tree")
        page.get_by_role("button", name="Train on my points").click()
        expect(page.get_by_role("img", name="and the regions of my-points@")).to_be_visible()
        line = plane.evaluate("canvas => [...canvas.getContext('2d').getImageData(70, 350, 311, 1).data]")
        require_accessible(page)
        first = page.get_by_role("link", name="my-points@").inner_text()
        page.get_by_label("again after each change").check()
        page.get_by_role("button", name="Add the point").click()
        expect(page.get_by_role("link", name="my-points@")).not_to_have_text(first)
    assert line[:4] != line[-4:]


def test_tables_of_spreadsheets_are_understood(site: Site) -> None:
    with site.opened("/play") as page:
        found = page.evaluate(
            """import('/static/app/play/paste.js').then(({ byColumns, parsedSeries, parsedTable }) => [
                parsedTable('a,b\\r\\n"x, ""y"" z",2\\r\\n\\r\\n'), parsedTable('1,5;2\\n'), byColumns([['b', 'a'], ['2', '1']], ['a', 'b', 'c']),
                byColumns([['5', '3', '1']], ['0', '1', '2']), parsedSeries('1 2,3').steps,
                parsedSeries('t\\tv\\n2026-01-01\\t1,5\\n').steps, parsedSeries('1;2\\n3;4', 2).steps])"""
        )
    assert found == [[["a", "b"], ['x, "y" z', "2"]], [["1.5", "2"]], [["1", "2", ""]], [["5", "3", "1"]], [1, 2, 3], [1.5], [[1, 2], [3, 4]]]


def test_cells_are_sent_as_they_were_typed(site: Site) -> None:
    with site.opened("/play") as page:
        found = page.evaluate(
            """import('/static/app/play/columns.js').then(({ valueOf }) => [
                valueOf('New York ', { text: true }), valueOf(' 1.5 ', {}), valueOf(' ', { text: true }), valueOf('2', { categories: [1, 2] }),
                valueOf('x', {})])"""
        )
    assert found == ["New York ", 1.5, None, 2, "x"]


def test_pictures(site: Site) -> None:
    take_pictures(site, "/play/play-rows", "play-rows", ".plane")
    take_pictures(site, "/play/play-series", "play-series", ".chart canvas")
    take_pictures(site, "/play/play-text", "play-text", "#seed")
    take_pictures(site, "/play#points=1", "play-points", ".plane")


def paste(field: Locator, text: str) -> None:
    """Paste a text into a field."""
    field.evaluate(
        """(element, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text', text);
            element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )
