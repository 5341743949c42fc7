"""What the documents must name, they name; and they name nothing that is not there."""

import re
from pathlib import Path

import pytest

from models.catalog import recipes
from service.api.openapi import document_json
from service.app import create_app
from service.reference import reference
from service.settings import Settings

ROOT = Path(__file__).parents[2]
VERBS = ("get", "post", "put", "patch", "delete")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_readme_lists_every_setting_and_no_other() -> None:
    assert set(re.findall(r"^\| `(MODELBOOK_[A-Z_]+)` \|", text("README.md"), re.M)) == {
        f"MODELBOOK_{name.upper()}" for name in Settings.model_fields
    }


@pytest.mark.parametrize("name", ["README.md", "docs/api.md", "docs/operations.md", "docs/spec.md"])
def test_a_document_names_no_setting_that_is_not_there(name: str) -> None:
    known = {f"MODELBOOK_{field.upper()}" for field in Settings.model_fields}
    assert set(re.findall(r"MODELBOOK_[A-Z_]*[A-Z]", text(name))) <= known


def test_the_api_page_has_a_heading_for_every_operation_and_no_other() -> None:
    paths = create_app(Settings(database_url="sqlite://")).openapi()["paths"]
    operations = {f"{verb.upper()} {path}" for path, item in paths.items() for verb in item if verb in VERBS}
    assert set(re.findall(r"^### `([A-Z]+ /\S*)`$", text("docs/api.md"), re.M)) == operations


def test_the_recipes_page_has_a_row_for_every_recipe_and_no_other() -> None:
    first_table = text("docs/recipes.md").split("\n## ")[0]
    assert re.findall(r"^\| `([^`]+)` \|", first_table, re.M) == sorted(recipes())


def test_the_rows_of_recipes_say_what_the_recipes_say() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (\w+) \| .+ \| ([^|]+) \| ([\d.]+) \|$", text("docs/recipes.md"), re.M)
    assert rows == [(recipe.id, recipe.group, recipe.source, f"{recipe.expected_minutes:g}") for recipe in recipes().values()]


def test_the_table_of_reported_figures_has_every_recipe_and_variant_in_order() -> None:
    table = text("docs/recipes.md").split("\n## ")[1]
    found = re.findall(r"^\| (?:variant )?`([^`]+)`", table, re.M)
    assert found == [name for recipe in recipes().values() for name in (recipe.id, *recipe.variants)]


def test_what_a_recipe_notes_is_on_the_page() -> None:
    differences = text("docs/recipes.md").split("\n## ")[2]
    named = set(re.findall(r"`([^`]+)`", " ".join(re.findall(r"^- ((?:`[^`]+`(?:, )?)+):", differences, re.M))))
    assert named == {recipe.id for recipe in recipes().values() if recipe.notes}


def test_the_reference_is_what_the_code_says() -> None:
    assert text("docs/reference.md") == reference()


def test_the_openapi_file_is_what_the_code_says() -> None:
    assert text("openapi.json") == document_json(create_app(Settings(database_url="sqlite://")))
