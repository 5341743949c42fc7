"""Child processes of Python do not import modules of the folder that they are started in."""

import subprocess
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
