"""Child processes of Python do not import modules of the folder that they are started in."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.core.child_python import module_command

ROOT = Path(__file__).parents[4]


def test_a_child_does_not_import_a_module_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('imported')")
    done = subprocess.run(module_command("json.tool", "--help"), cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, b"imported" in done.stderr) == (0, False)


@pytest.mark.parametrize("package", ["models", "service", "workers"])
def test_every_child_is_started_by_this_command(package: str) -> None:
    naming = [path.name for path in (ROOT / package).rglob("*.py") if "sys.executable" in path.read_text(encoding="utf-8")]
    assert naming == (["child_python.py"] if package == "models" else [])


PROGRAM = """
import multiprocessing, os
from models.core.child_python import keep_to_installed_modules

if __name__ == "__main__":
    keep_to_installed_modules()
    child = multiprocessing.get_context("forkserver").Process(target=os.getpid)
    child.start()
    child.join()
    print(child.exitcode)
"""


def test_nor_do_the_processes_that_multiprocessing_starts(tmp_path: Path) -> None:
    """A console script has no -P; its folder is searched instead of the current one, but not so by what it starts with `python -c`."""
    for name in ("signal", "selectors", "threading", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')")
    script = tmp_path / "bin" / "program"
    script.parent.mkdir()
    script.write_text(PROGRAM)
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.stderr) == ("0\n", "")
