"""Environments that have every installed package but some."""

import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def python_without(folder: Path, *missing: str, has_checkout: bool = True) -> Path:
    """Make an environment and return its Python.

    Args:
        folder: Where it is made.
        missing: Names of the modules and distributions that it has not.
        has_checkout: Whether it has the modules of this checkout.
    """
    venv.EnvBuilder(symlinks=True).create(folder)
    site = site_of(folder)
    for package in _packages():
        if package.name.split("-")[0] not in missing and not (site / package.name).exists():
            (site / package.name).symlink_to(package)
    if has_checkout:
        (site / "checkout.pth").write_text(f"{ROOT}\n{ROOT}/client/python/src\n")
    return folder / "bin" / "python"


def site_of(folder: Path) -> Path:
    """Return the folder with the packages of an environment."""
    (site,) = folder.glob("lib/python*/site-packages")
    return site


def _packages() -> Iterator[Path]:
    """Yield everything in the folders of installed packages."""
    for folder in sys.path:
        if folder.endswith("site-packages"):
            yield from (package for package in Path(folder).iterdir() if package.suffix != ".pth" and not package.name.startswith("__editable__"))
