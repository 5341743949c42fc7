"""Clients in TypeScript: the package of this repository, and calls by openapi-fetch, for the type checker."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests import hey_api
from tests.node import CLIENT, ROOT, STRICT, folder_with_packages, node
from tests.typescript_calls import by_openapi_fetch

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the document."""
    return hey_api.write_document(tmp_path_factory.mktemp("document"))


@pytest.fixture(scope="module")
def content(document: Path) -> dict[str, Any]:
    return dict(json.loads(document.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def typed(document: Path) -> Path:
    """A folder with the types of the document and the packages of the client."""
    folder = folder_with_packages(document.parent / "typed", CLIENT)
    node("node", str(CLIENT / "scripts" / "generate.mjs"), str(document), str(folder / "schema.ts"), cwd=CLIENT)
    return folder


def test_the_types_of_the_package_are_those_of_the_document(typed: Path) -> None:
    assert (typed / "schema.ts").read_text(encoding="utf-8") == (CLIENT / "src" / "schema.ts").read_text(encoding="utf-8")


def test_the_package_is_type_checked_and_its_tests_pass() -> None:
    node("tsc", "--noEmit", cwd=CLIENT)
    passed, failed = re.search(r"^\S+ pass (\d+)\n\S+ fail (\d+)$", node("npm", "test", cwd=CLIENT), re.M).groups()  # type: ignore[union-attr]
    assert int(passed) >= 16
    assert failed == "0"


def test_the_package_has_the_version_of_the_service() -> None:
    (version,) = re.findall(r'^version = "(.*)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))["version"] == version


def test_every_operation_is_called_by_openapi_fetch_without_a_cast(typed: Path, content: dict[str, Any]) -> None:
    (typed / "calls.ts").write_text(by_openapi_fetch(content, "./schema"), encoding="utf-8")
    node("tsc", "--noEmit", *STRICT, "calls.ts", cwd=typed)


def test_the_checker_refuses_what_the_document_does_not_have(typed: Path) -> None:
    wrong = 'api.POST("/v1/jobs", { body: { recipe: 1 } })'
    (typed / "wrong.ts").write_text(f"{by_openapi_fetch({'paths': {}}, './schema')}export const wrong = {wrong};\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="Type 'number' is not assignable to type 'string'"):
        node("tsc", "--noEmit", *STRICT, "wrong.ts", cwd=typed)
