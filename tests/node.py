"""Node.js and its packages: those of the TypeScript client, and the tools of tests/tools."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.programs import with_installed

ROOT = Path(__file__).parents[1]
#: Folders with packages, which `make tools` installs.
CLIENT, TOOLS = ROOT / "client" / "typescript", ROOT / "tests" / "tools"
#: Options of the TypeScript compiler for code that generators have made: as strict as an application may be, and run by Node.js as it is written.
STRICT = ("--strict", "--target", "es2022", "--module", "preserve", "--lib", "es2022,dom,dom.iterable", "--typeRoots", "node_modules/@types")


def node(*command: str, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run Node.js, or a program of the packages in a folder, and return what it printed.

    Args:
        command: "node" or the name of a program of a package, and the arguments.
        cwd: Folder that it runs in; it has the packages.
        env: Variables beside those of the tests.

    Raises:
        AssertionError: The packages are missing, or the program failed; the message has what it printed.
    """
    assert (cwd / "node_modules").is_dir(), f"expected the packages of Node.js in {cwd}; `make tools` installs them"
    environment = {**with_installed(), **(env or {})}
    search = os.pathsep.join([str(cwd / "node_modules" / ".bin"), environment["PATH"]])
    program = shutil.which(command[0], path=search)
    assert program is not None, f"expected the program {command[0]} in {search}; `make install tools` installs it"
    done = subprocess.run(
        [program, *command[1:]], cwd=cwd, env={**environment, "PATH": search}, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}:\n{done.stdout[-6000:]}{done.stderr[-6000:]}"
    return done.stdout + done.stderr


def folder_with_packages(folder: Path, packages: Path) -> Path:
    """Let a new folder have the packages of another, and return it."""
    folder.mkdir()
    (folder / "node_modules").symlink_to(packages / "node_modules")
    return folder
