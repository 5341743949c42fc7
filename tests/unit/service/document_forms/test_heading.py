"""The head of the API document."""

from typing import Any

import pytest

from service.app import create_app
from service.document_forms.document_files import document_text
from service.document_forms.heading import headed
from service.settings import Settings

DOCUMENT: dict[str, Any] = create_app(Settings(database_url="sqlite://")).openapi()
ORDER = ["catalog", "datasets", "specs", "jobs", "models", "predictions", "inference", "deletions", "operations", "access", "administration"]


def test_tags_are_declared_in_the_order_that_a_newcomer_needs() -> None:
    assert [tag["name"] for tag in DOCUMENT["tags"]] == ORDER
    assert all(tag["description"] for tag in DOCUMENT["tags"])
    assert [tag["x-displayName"] for tag in DOCUMENT["tags"] if "x-displayName" in tag] == ["data sets"]


def test_paths_are_in_the_order_of_their_tags() -> None:
    tags = [next(iter(item.values()))["tags"][0] for item in DOCUMENT["paths"].values()]
    assert tags == sorted(tags, key=ORDER.index)
    assert set(tags) == set(ORDER)


@pytest.mark.parametrize(("tag", "path"), [("datasets", "/v1/datasets"), ("jobs", "/v1/jobs"), ("models", "/v1/models")])
def test_a_tag_begins_with_the_list_of_its_things(tag: str, path: str) -> None:
    assert next(path for path, item in DOCUMENT["paths"].items() if tag in next(iter(item.values()))["tags"]) == path


def test_it_has_a_license_a_contact_and_a_server_that_is_right_below_any_path() -> None:
    assert DOCUMENT["info"]["license"] == {"name": "MIT", "identifier": "MIT"}
    assert DOCUMENT["info"]["contact"]["name"]
    assert [server["url"] for server in DOCUMENT["servers"]] == ["."]


def test_a_tag_that_is_not_declared_is_refused() -> None:
    document = {"openapi": "3.1.0", "info": {}, "paths": {"/x": {"get": {"tags": ["jbos"]}}}}
    with pytest.raises(ValueError, match=r"/x: expected one of the tags catalog, .*, got jbos"):
        headed(document)


def test_the_text_of_a_document_has_a_line_for_each_operation_and_schema() -> None:
    lines = document_text(DOCUMENT).splitlines()
    assert len([line for line in lines if line.startswith('"get":{"tags"')]) == sum("get" in item for item in DOCUMENT["paths"].values())
    assert [line[:20] for line in lines if line.startswith('"DenseLayer":')] == ['"DenseLayer":{"addit']
