"""openapi-generator makes clients in Java and Go of the document, without a fault; `tests/generators.sh` compiles them where that is possible."""

from pathlib import Path

import pytest

from tests.openapi_generator import FAULTS, generate


@pytest.mark.parametrize(("language", "files"), [("java", "*Api.java"), ("go", "api_*.go")])
def test_a_client_is_generated_without_a_fault(language: str, files: str, tmp_path: Path) -> None:
    assert FAULTS.findall(generate(language, tmp_path)) == []
    assert {path.stem.lower().replace("api", "").strip("_") for path in (tmp_path / f"modelbook-{language}").rglob(files)} >= {
        *("catalog", "datasets", "specs", "jobs", "models", "predictions"),
    }


def test_no_name_in_go_has_a_character_that_go_refuses(tmp_path: Path) -> None:
    generate("go", tmp_path)
    texts = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "modelbook-go").glob("model_*.go")}
    assert len(texts) > 100
    assert {name for name, text in texts.items() if "Of*" in text or "NullableInterface{}" in text} == set()
