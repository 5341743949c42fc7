"""The client that openapi-python-client generates from the API document, by the commands of docs/clients.md."""

import importlib
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.api.openapi import document_json
from service.app import create_app
from service.settings import Settings

_DOCS = Path(__file__).parents[1] / "docs"
#: The part of the page that is about clients that are generated.
_PAGE = (_DOCS / "clients.md").read_text(encoding="utf-8").partition("## Generated clients")[2]
_CONFIG = "openapi-python-client.yaml"
PACKAGE = "modelbook_client"
#: The command of the page that generates the client, and its example in Python.
(COMMAND,) = re.findall(r"^openapi-python-client generate .*$", _PAGE, re.M)
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", _PAGE, re.S)


@dataclass(frozen=True)
class GeneratedClient:
    """A generated package.

    Args:
        folder: Folder with the package; it is on the path of modules.
        output: What the generator printed.
    """

    folder: Path
    output: str

    def module(self, name: str) -> Any:
        """Import a module of the package, for example "api.jobs.get_job"."""
        return importlib.import_module(f"{PACKAGE}.{name}")


def generate(folder: Path) -> GeneratedClient:
    """Generate the client of this version in a folder."""
    (folder / "docs").mkdir()
    (folder / "docs" / _CONFIG).write_bytes((_DOCS / _CONFIG).read_bytes())
    (folder / "openapi.json").write_text(document_json(create_app(Settings(database_url="sqlite://"))), encoding="utf-8")
    output = run(COMMAND, folder)
    sys.path.insert(0, str(folder))
    return GeneratedClient(folder, output)


def run(command: str, folder: Path) -> str:
    """Run a command of this environment in a folder, and return what it printed."""
    scripts = str(Path(sys.executable).parent)
    env = {**os.environ, "PATH": os.pathsep.join([scripts, os.environ["PATH"]])}
    words = [str(Path(scripts) / word) if index == 0 else word for index, word in enumerate(shlex.split(command))]
    done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
