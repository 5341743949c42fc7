"""Programs that tests need besides Python packages: if one is missing, the test is skipped with the reason, and fails on CI."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest

#: Supported Python versions; a test that builds its own environment uses another one than the running version.
PYTHONS = ("3.11", "3.12", "3.13")


def require_program(*names: str, env: Mapping[str, str] = os.environ) -> str:
    """Return the path of the first of several programs that is on the PATH.

    Args:
        names: Names of programs that do the same, for example "chromium" and "chromium-browser".
        env: Where PATH and CI are looked up.
    """
    found = [path for name in names if (path := shutil.which(name, path=env.get("PATH")))]
    if not found:
        _missing(f"{' or '.join(names)} is not on the PATH", env)
    return found[0]


def with_installed() -> dict[str, str]:
    """Return the environment with the programs that packages have installed beside this Python before those of the PATH."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def require_other_python(env: Mapping[str, str] = os.environ) -> str:
    """Return the path of a Python interpreter of another supported minor version than the running one."""
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    return require_program(*(f"python{version}" for version in PYTHONS if version != running), env=env)


def bare_environment(**changes: str) -> dict[str, str]:
    """Return an environment with hardly a variable, as of a user: on CI, which they know by its variables, some libraries do other things."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ} | changes


def _missing(what: str, env: Mapping[str, str]) -> NoReturn:
    if env.get("CI"):
        pytest.fail(f"{what}, and nothing may be missing on CI")
    pytest.skip(what)
