"""The functions that hey-api generates from the API document, by the command of docs/clients.md."""

import re
from pathlib import Path

from service.api.openapi import document_json
from service.app import create_app
from service.settings import Settings
from tests.node import ROOT, TOOLS, folder_with_packages, node

_PAGE = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
#: The command of the page, and the folder of the functions.
(COMMAND,) = re.findall(r"^npx @hey-api/(openapi-ts .*)$", _PAGE, re.M)
SDK = "modelbook"


def write_document(folder: Path) -> Path:
    """Write the document of this version into a folder, and return its file."""
    path = folder / "openapi.json"
    path.write_text(document_json(create_app(Settings(database_url="sqlite://"))), encoding="utf-8")
    return path


def generate(folder: Path) -> str:
    """Generate the functions in a new folder, with the packages to check and run them, and return what the generator printed."""
    write_document(folder_with_packages(folder, TOOLS))
    return node(*COMMAND.split(), "--no-log-file", cwd=folder)
