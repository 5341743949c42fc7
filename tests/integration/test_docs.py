"""What the documents must name, they name; and they name nothing that is not there."""

import re
from pathlib import Path

import click
import pytest
from modelbook._config import VARIABLES
from modelbook.cli.program import COMMANDS, program

from models.core.discovery import VARIABLE
from service.app import create_app
from service.catalog_page import catalog_page
from service.document_forms.document_files import FORMS, SHIPPED, files_of, shipped_file
from service.reference import reference
from service.settings import Settings

ROOT = Path(__file__).parents[2]
#: Variables that a process reads: its settings, and the plug-ins, which registries need before there are settings.
SETTINGS = {f"MODELBOOK_{name.upper()}" for name in Settings.model_fields} | {VARIABLE}
#: Those of the Python client.
OF_THE_CLIENT = set(VARIABLES)
VERBS = ("get", "post", "put", "patch", "delete")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_readme_lists_every_setting_and_no_other() -> None:
    assert set(re.findall(r"^\| `(MODELBOOK_[A-Z_]+)` \|", text("README.md"), re.M)) == SETTINGS


@pytest.mark.parametrize("name", ["README.md", "docs/api.md", "docs/operations.md", "docs/plugins.md", "docs/security.md", "docs/spec.md"])
def test_a_document_names_no_setting_that_is_not_there(name: str) -> None:
    assert set(re.findall(r"MODELBOOK_[A-Z_]*[A-Z]", text(name))) <= SETTINGS | OF_THE_CLIENT


@pytest.mark.parametrize("block", re.findall(r"```(?:python|toml)\n(.*?)```", (ROOT / "docs/plugins.md").read_text(encoding="utf-8"), re.S))
def test_what_the_page_on_plug_ins_shows_is_what_the_tests_install(block: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "tests/data/plugin").rglob("*.*") if path.suffix in (".py", ".toml")]
    assert any(block in source for source in sources)


def test_the_page_on_the_command_line_names_every_command_and_every_variable_of_the_client() -> None:
    page = text("docs/cli.md")
    context = click.Context(program)
    words = [(name, command) for name in program.list_commands(context) if (command := program.get_command(context, name)) and not command.hidden]
    commands = [f"{name} {below}" for name, command in words if name in COMMANDS and isinstance(command, click.Group) for below in command.commands]
    commands += [name for name, command in words if not isinstance(command, click.Group) or name not in COMMANDS]
    assert [command for command in commands if not re.search(rf"`{command}[ `]", page)] == []
    assert set(re.findall(r"^\| `(MODELBOOK_[A-Z_]+)` \|", page, re.M)) == set(VARIABLES)


def test_every_option_on_the_page_on_the_command_line_is_one() -> None:
    context = click.Context(program)
    known = {"--help", "--url", "--json-lines"}
    waiting = [command for name in program.list_commands(context) if (command := program.get_command(context, name))]
    while waiting:
        command = waiting.pop()
        known |= {option for parameter in command.params for option in parameter.opts}
        waiting += command.commands.values() if isinstance(command, click.Group) else []
    assert set(re.findall(r"--[a-z][a-z-]*", text("docs/cli.md"))) - known == set()


def test_the_api_page_has_a_heading_for_every_operation_and_no_other() -> None:
    paths = create_app(Settings(database_url="sqlite://")).openapi()["paths"]
    operations = {f"{verb.upper()} {path}" for path, item in paths.items() for verb in item if verb in VERBS}
    assert set(re.findall(r"^### `([A-Z]+ /\S*)`$", text("docs/api.md"), re.M)) == operations


def test_the_catalog_page_is_what_the_recipes_say() -> None:
    assert text("docs/catalog.md") == catalog_page()


def test_the_reference_is_what_the_code_says() -> None:
    assert text("docs/reference.md") == reference()


def test_the_files_of_the_openapi_document_are_what_the_code_says() -> None:
    made = files_of(create_app(Settings(database_url="sqlite://")).openapi())
    assert {name: shipped_file(name) == text for name, text in made.items()} == dict.fromkeys(FORMS, True)
    assert sorted(path.name for path in SHIPPED.iterdir()) == sorted(FORMS)


@pytest.mark.parametrize("name", ["openapi.json", "openapi-3.0.json"])
def test_the_repository_shows_the_files_at_its_root(name: str) -> None:
    assert (ROOT / name).is_symlink()
    assert (ROOT / name).resolve() == SHIPPED / name
