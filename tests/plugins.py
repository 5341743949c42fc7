"""Plug-in distributions for tests, installed into a folder on Python's path."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from models.core.discovery import GROUP, VARIABLE

#: The distribution with one member of each hook.
TOYS = Path(__file__).parent / "data" / "plugin"
ROOT = Path(__file__).parents[1]


def install(folder: Path, name: str, entry_points: dict[str, str]) -> None:
    """Write the metadata of an installed distribution into a folder."""
    noted = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    noted.mkdir(parents=True)
    (noted / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    points = "\n".join(f"{point} = {value}" for point, value in entry_points.items())
    (noted / "entry_points.txt").write_text(f"[{GROUP}]\n{points}\n")


def install_toys(folder: Path) -> str:
    """Install the toys into a folder; return the name of their distribution."""
    project = tomllib.loads((TOYS / "pyproject.toml").read_text())["project"]
    install(folder, project["name"], project["entry-points"][GROUP])
    (folder / "modelbook_toys").symlink_to(TOYS / "modelbook_toys")
    return str(project["name"])


def run_python(*arguments: str, folder: Path, plugins: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the repository's folder, with a folder of installed distributions and the plug-ins enabled."""
    environment = {**os.environ, "PYTHONPATH": str(folder), VARIABLE: plugins}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
