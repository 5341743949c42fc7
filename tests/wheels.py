"""The wheels of the server and of the client, built from copies: a build in the checkout would leave files in it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: What the server's wheel is built from.
SOURCES = ("service", "workers", "models", "migrations", "pyproject.toml", "README.md", "LICENSE", "NOTICE")
#: Time of every file in the wheels that is made by the build, in seconds since 1970: any fixed one makes builds equal.
EPOCH = {"SOURCE_DATE_EPOCH": "1767225600"}
#: Modules in the folder that the commands are started in, none of which they may import.
TRAPS = ("models", "service", "workers", "migrations", "modelbook", "celery", "json", "numpy", "click", "signal", "keras/__init__", "sitecustomize")


def build_wheels(folder: Path) -> list[Path]:
    """Build both wheels in a folder and return their paths, that of the client first."""
    server, client = folder / "server", folder / "client"
    server.mkdir(parents=True)
    for name in SOURCES:
        _copy(ROOT / name, server / name)
    _copy(ROOT / "client" / "python", client)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", folder, server, client], check=True, capture_output=True, timeout=120, env=os.environ | EPOCH)
    return [next(folder.glob("modelbook_client-*.whl")), next(folder.glob("modelbook-*.whl"))]


def install(python: Path, *packages: Path | str) -> None:
    """Install packages into an environment, which needs no pip of its own."""
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, *map(str, packages)], check=True, capture_output=True, timeout=1800)


def set_traps(folder: Path) -> None:
    """Write modules into a folder that are named like those that Modelbook imports, and end the process that imports them."""
    for name in TRAPS:
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("raise SystemExit(f'{__file__} was imported')\n")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", ".venv", ".*_cache", "build", "dist"))
    else:
        shutil.copy(source, target)
