"""The notebook of examples/ runs in Jupyter, with a running service."""

import json
import subprocess
import sys
from pathlib import Path

from tests.acceptance.service import JOB_S, Service, environment

NOTEBOOK = Path(__file__).parents[2] / "examples" / "first-lesson.ipynb"
#: Runs a notebook, and writes it with its outputs.
RUN = """
import sys, nbformat
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], 4)
NotebookClient(book, timeout=120, kernel_name="python3").execute()
nbformat.write(book, sys.argv[2])
"""


def test_the_lesson_runs_and_shows_the_progress_and_the_model(service: Service, tmp_path: Path) -> None:
    key = {} if service.key is None else {"MODELBOOK_API_KEY": service.key}
    env = environment(MODELBOOK_URL=str(service.http.base_url), IPYTHONDIR=str(tmp_path), **key)
    command = [sys.executable, "-c", RUN, str(NOTEBOOK), str(tmp_path / "run.ipynb")]
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=JOB_S, check=False)
    assert done.returncode == 0, done.stderr
    outputs = {"".join(cell["source"]): cell["outputs"] for cell in json.loads((tmp_path / "run.ipynb").read_text())["cells"] if "outputs" in cell}
    watched = next(found for source, found in outputs.items() if "job.watch()" in source)
    shown = ["".join(each["data"]["text/html"]) for each in watched if "text/html" in each.get("data", {})]
    assert [("<progress" in each, "<svg" in each, "model lesson@" in each) for each in shown] == [(True, True, False), (False, False, True)]
