"""No process of ours lets ONNX Runtime report to its makers: on import, its wheel writes `.ses` into the temporary folder unless told otherwise."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import bare_environment

ROOT = Path(__file__).parents[2]
#: Programs that load ONNX Runtime, by what imports it: before it they import what a notebook, the API, a worker or a benchmark imports first.
PROGRAMS = {
    "notebook": "import models; import onnxruntime",
    "api": "import service.app; import onnxruntime",
    "worker": "import workers.job_process; import onnxruntime",
    "benchmark": "import benchmarks.bare_asgi; import onnxruntime",
    "tests": "import tests.conftest; import onnxruntime",
}


def written_by(program: str, folder: Path, **environment: str) -> list[str]:
    """Return the names of the files that a program leaves in its temporary folder."""
    env = bare_environment(TMPDIR=str(folder), **environment)
    subprocess.run([sys.executable, "-c", program], env=env, cwd=ROOT, check=True)
    return [path.name for path in folder.iterdir()]


def test_onnx_runtime_by_itself_leaves_the_file_that_the_other_tests_look_for(tmp_path: Path) -> None:
    assert written_by("import onnxruntime", tmp_path) == [".ses"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_onnx_runtime_is_told_not_to_report(program: str, tmp_path: Path) -> None:
    assert written_by(PROGRAMS[program], tmp_path) == []


def test_the_environment_cannot_turn_reports_on(tmp_path: Path) -> None:
    assert written_by(PROGRAMS["notebook"], tmp_path, ORT_DISABLE_TELEMETRY="0") == []


def test_the_images_set_the_variable_for_whatever_is_run_in_them() -> None:
    assert "ORT_DISABLE_TELEMETRY=1" in (ROOT / "Dockerfile").read_text(encoding="utf-8").split("# ---- Builders")[0]
