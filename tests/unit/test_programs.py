"""What a test needs beside Python packages: found, or missing with a named reason."""

import os
import sys

import pytest

from tests.programs import require_other_python, require_program


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
