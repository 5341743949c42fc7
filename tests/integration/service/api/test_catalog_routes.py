"""The catalog over HTTP: recipes with what the newest full run measured of them."""

import httpx
import pytest

from models.catalog import recipes
from models.catalog.reproduction import newest


def test_each_recipe_of_the_list_has_the_books_figures_and_the_verdict_of_the_newest_run(client: httpx.Client) -> None:
    committed = newest()
    assert committed is not None
    verdicts: dict[str, str | None] = {result.form: result.verdict for result in committed.forms}
    listed = client.get("/v1/catalog").json()
    assert {line["id"]: line["verdict"] for line in listed} == {name: verdicts.get(name) for name in recipes()}
    assert {line["id"]: line["reported"] for line in listed} == {name: recipe.reported for name, recipe in recipes().items()}


def test_a_recipe_shows_what_was_measured_beside_what_is_reported(client: httpx.Client) -> None:
    shown = client.get("/v1/catalog/ridge-sine-line").json()
    figures = {figure["figure"]: figure for figure in shown["measured"]["figures"]}
    assert {name: figure["reported"] for name, figure in figures.items()} == shown["reported"]
    assert figures["slope"]["measured"] == pytest.approx(1.268448, abs=1e-5)
    assert {figure["verdict"] for figure in figures.values()} == {"within"}
    assert (shown["verdict"], shown["measured"]["verdict"], shown["measured"]["seeds"]) == ("within", "within", [42])


def test_a_variant_shows_its_own_result(client: httpx.Client) -> None:
    shown = client.get("/v1/catalog/ada-tree-spirals").json()
    accuracy = {name: variant["measured"]["figures"][1]["measured"] for name, variant in shown["variants"].items()}
    assert accuracy == {"notebook": pytest.approx(0.9939, abs=5e-5)}
    assert shown["measured"]["figures"][1]["measured"] == pytest.approx(0.9879, abs=5e-5)


def test_what_was_not_run_has_the_reason(client: httpx.Client) -> None:
    measured = client.get("/v1/catalog/holmes-letters").json()["measured"]
    assert (measured["verdict"], measured["seeds"], measured["seconds"]) == ("not_run", [], None)
    assert measured["reason"].startswith("it does not fit in a night of 10 h")
