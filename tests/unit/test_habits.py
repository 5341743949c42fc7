"""What contributors rely on: targets, hooks before a commit, decision records, and the map of the code."""

import ast
import json
import re
from pathlib import Path

import pytest
import yaml

from models.core.redaction import holds_key
from tests.acceptance.same_with_keys import SAME_WITH_KEYS

ROOT = Path(__file__).parents[2]
RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = [*(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")), *sorted((ROOT / "docs").rglob("*.md"))]
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


@pytest.mark.parametrize("name", SAME_WITH_KEYS)
def test_a_file_that_does_not_run_again_with_keys_does_nothing_else_with_them(name: str) -> None:
    assert re.findall(r"\bservice\.key\b|\bWITH_KEYS\b|\bClient\(", text(f"tests/acceptance/{name}").replace("httpx.Client(", "")) == []


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


def test_the_notebook_is_sound_python_and_its_outputs_are_not_committed() -> None:
    cells = [cell for cell in json.loads(text("examples/first-lesson.ipynb"))["cells"] if cell["cell_type"] == "code"]
    for cell in cells:
        ast.parse("".join(cell["source"]))
    assert cells
    assert not any(cell["outputs"] or cell["execution_count"] for cell in cells)


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def is_broken(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = page.parent / name if name else page
    return not target.exists() or (anchor != "" and anchor not in anchors(target))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_link_of_a_page_has_a_target(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if is_broken(page, link)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_path_and_module_of_ours_on_a_page_exists(page: Path) -> None:
    content = page.read_text(encoding="utf-8")
    paths = re.findall(r"`((?:models|service|workers|tests|migrations)/[\w/.-]+)`", content)
    modules = [name.replace(".", "/") for name in re.findall(r"(?:`|from )((?:models|service|workers)(?:\.[a-z_]+){2,})\b", content)]
    assert [path for path in [*paths, *modules] if not any((ROOT / f"{path}{ending}").exists() for ending in ("", ".py"))] == []


#: Files in which a key must not stand, by the folders and endings that people write.
WRITTEN = ("*.md", "*.py", "*.yml", "*.yaml", "*.toml", "*.conf", "*.service", "*.json", "Caddyfile", "Makefile", "Dockerfile")
#: What writes past the log, or into a database whose errors quote values; and the files that may.
PAST_THE_LOG = {
    r"StreamHandler|basicConfig|FileHandler|dictConfig": {"service/logs.py"},
    r"print_exc|print_exception|sys\.std(?:err|out)\.write": set(),
    r"create_engine\((?!.*hide_parameters=True)": set(),
    r"uvicorn\.Config\((?!(?:.|\n)*?log_config=None)": set(),
}


def ours(*patterns: str, folders: tuple[str, ...] = ("service", "workers", "models", "migrations")) -> list[Path]:
    return [path for folder in folders for pattern in patterns for path in (ROOT / folder).rglob(pattern)]


def test_no_file_holds_a_key() -> None:
    files = [path for pattern in WRITTEN for path in ROOT.glob(pattern)]
    files += ours(
        *WRITTEN, folders=("service", "workers", "models", "migrations", "tests", "docs", "deploy", "examples", "benchmarks", "requirements")
    )
    assert len(files) > 500
    assert [path for path in files if holds_key(path.read_text(encoding="utf-8", errors="replace"))] == []


@pytest.mark.parametrize("pattern", PAST_THE_LOG)
def test_nothing_is_written_past_the_log_which_takes_keys_out(pattern: str) -> None:
    found = {path.relative_to(ROOT).as_posix() for path in ours("*.py") if re.search(pattern, path.read_text(encoding="utf-8"))}
    assert found == PAST_THE_LOG[pattern]
