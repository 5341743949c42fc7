"""What contributors rely on: targets, hooks before a commit, decision records, and the map of the code."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
#: Most targets that `make help` lists.
MOST_TARGETS = 16


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.* ## ", text("Makefile"), re.M))


def recipe(target: str) -> list[str]:
    """Return the commands of a target, without the folder of the environment."""
    (lines,) = re.findall(rf"^{target}:[^\n]*\n((?:\t[^\n]*\n)+)", text("Makefile"), re.M)
    return [line.strip().removeprefix("$(BIN)/") for line in lines.splitlines()]


def test_there_are_few_targets_and_the_readme_names_each() -> None:
    assert len(targets()) <= MOST_TARGETS
    assert {name for name in targets() if not re.search(rf"`(make )?{name}`|make {name}\b", text("README.md"))} <= {"help"}


def test_a_hook_runs_each_command_of_make_check() -> None:
    hooks = yaml.safe_load(text(".pre-commit-config.yaml"))["repos"][0]["hooks"]
    assert [hook["entry"].removeprefix(".venv/bin/") for hook in hooks] == recipe("check")


def test_ci_runs_the_tests_and_then_the_long_rings() -> None:
    assert re.findall(r"make [a-z]+", text(".ci/run")) == ["make test", "make ci"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_decision_record_has_status_date_and_every_part(record: Path) -> None:
    content = record.read_text(encoding="utf-8")
    assert content.startswith(f"# {int(record.stem[:4])}. ")
    assert re.search(r"^Status: (accepted|superseded by record \d+), \d{4}-\d\d-\d\d[.;]", content, re.M)
    assert [part for part in ("Context", "Decision", "Consequences", "Alternatives") if not re.search(rf"^{part}[:,]", content, re.M)] == []


def test_decision_records_are_numbered_without_a_gap() -> None:
    assert [int(record.stem[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))


def test_the_map_names_every_package() -> None:
    packages = {f"{path.parent.parent.name}/{path.parent.name}" for path in (ROOT / "models").glob("*/__init__.py")}
    assert {name for name in packages if f"| `{name}`" not in text("CONTRIBUTING.md")} == set()
