"""Clients that openapi-generator generates from the API document, by the commands of docs/clients.md."""

import re
import shlex
import subprocess
from pathlib import Path

from service.app import create_app
from service.document_forms.document_files import write_files
from service.settings import Settings
from tests.programs import require_program, with_installed

_PAGE = (Path(__file__).parents[1] / "docs" / "clients.md").read_text(encoding="utf-8")
#: The command of the page for each language.
COMMANDS: dict[str, str] = {
    found[1]: found[0] for found in re.findall(r"^(openapi-generator-cli generate .*--generator-name (\w+) .*)$", _PAGE, re.M)
}
#: The package that its Python has.
PACKAGE = "modelbook_api"
#: What it says of a document that it cannot read as it is meant.
FAULTS = re.compile(r"(?m)^.*(?: ERROR |Exception in|Unable to|[Dd]uplicate).*$")


def generate(language: str, folder: Path) -> str:
    """Generate the client of this version for a language in a folder, and return what the generator printed."""
    write_files(create_app(Settings(database_url="sqlite://")).openapi(), folder)
    program, *arguments = shlex.split(COMMANDS[language])
    command = [require_program(program, env=with_installed()), *arguments]
    done = subprocess.run(command, cwd=folder, env=with_installed(), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
