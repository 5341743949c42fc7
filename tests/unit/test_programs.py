"""What a test needs beside Python packages: found, or missing with a named reason."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import require_other_python, require_program

#: The script that installs programs for tests.
PACKAGES = Path(__file__).parents[1] / "tools" / "system-packages.sh"


def test_the_first_program_that_is_there_is_returned() -> None:
    assert os.access(require_program("no-such-program", "sh"), os.X_OK)


def test_a_missing_program_skips_with_its_name() -> None:
    with pytest.raises(pytest.skip.Exception, match="chromium or chromium-browser is not on the PATH"):
        require_program("chromium", "chromium-browser", env={"PATH": ""})


def test_a_missing_program_fails_on_ci() -> None:
    with pytest.raises(pytest.fail.Exception, match="node is not on the PATH, and nothing may be missing on CI"):
        require_program("node", env={"PATH": "", "CI": "true"})


def test_another_python_is_never_the_running_version() -> None:
    with pytest.raises(pytest.skip.Exception) as skipped:
        require_other_python(env={"PATH": ""})
    assert "python3." in str(skipped.value)
    assert f"python{sys.version_info.major}.{sys.version_info.minor} " not in str(skipped.value)


def test_who_may_not_install_packages_is_told_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "id").symlink_to(require_program("id"))
    run = subprocess.run([require_program("sh"), PACKAGES], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=True)
    assert run.stderr.strip().endswith(": chromium curl iproute2 openssl util-linux")
