"""What the documents show of the Python client, run as a user runs it, and the client over a stack that is stopped and started."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from modelbook import Client

from tests.acceptance.service import JOB_S, Service, environment

ROOT = Path(__file__).parents[2]


def blocks(name: str, heading: str) -> str:
    """Return the Python of one part of a page, all blocks after one another."""
    text = (ROOT / name).read_text(encoding="utf-8")
    (part,) = re.findall(rf"^## {heading}$(.*?)^## ", text, re.M | re.S)
    return "\n".join(re.findall(r"```python\n(.*?)```", part, re.S))


def run(program: str, service: Service, folder: Path) -> list[str]:
    """Run a program in a folder, with the variables that name the service, and return the lines that it prints."""
    key = {} if service.key is None else {"MODELBOOK_API_KEY": service.key}
    env = environment(MODELBOOK_URL=str(service.http.base_url), PYTHONPATH=str(ROOT), **key)
    done = subprocess.run([sys.executable, "-"], input=program, cwd=folder, env=env, capture_output=True, text=True, timeout=JOB_S, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_python_session_of_the_readme_runs_as_it_stands(service: Service, tmp_path: Path) -> None:
    ref, first, several, kind, fault = run(blocks("README.md", "A session in Python"), service, tmp_path)
    assert re.fullmatch(r"digits@\d+ 0\.9\d+", ref)
    assert first.startswith("LabelPrediction(label=7, probability=0.")
    assert (several, kind, fault) == ("[7 2 1]", "melon", "/patch/training/bach_size: bach_size: unknown; did you mean batch_size?")


def test_what_the_page_on_clients_shows_runs_as_it_stands(service: Service, tmp_path: Path) -> None:
    program = blocks("docs/clients.md", "Python").replace('"http://127.0.0.1:8000"', "")
    line, parameters, *log, state, values, appended, retrained, verdict, mine, scored, fault, version = run(program, service, tmp_path)
    assert re.fullmatch(r"line@\d+ 0\.63\d+", line)
    assert (parameters, state, version) == ("131", "succeeded", "0.1.0")
    assert "compiling to ONNX" in log
    assert [float(value) for value in values.strip("[]").split()] == pytest.approx([-1.904, -0.0012, 1.901], abs=1e-3)
    assert appended == "2 3"
    assert re.match(r"line@\d+ Comparison\(.*'the spec has no test part", retrained)
    assert verdict == "bit-equal"
    assert (mine, scored) == ("{'mine': 'melon'}", "True")
    assert fault == "/inputs/0/0 expected a number, got str 'a'"


@pytest.fixture
def mb(service: Service) -> Iterator[Client]:
    with Client(str(service.http.base_url), service.key) as mb:
        yield mb


def test_a_job_that_ctrl_c_stopped_to_watch_goes_on(mb: Client, service: Service) -> None:
    job = mb.train("mnist-dense-784", epochs=50, name="long")
    interrupt = "threading.Timer(2, _thread.interrupt_main).start()"
    # The timer starts when the imports and the first answer are there: on a busy machine these take seconds.
    program = f"import _thread, threading; from modelbook import Client; job = Client().jobs.get({job.id!r}); {interrupt}; job.watch()"
    env = environment(MODELBOOK_URL=mb.base_url, **({} if service.key is None else {"MODELBOOK_API_KEY": service.key}))
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, timeout=60, check=False)
    assert f"The job {job.id} goes on." in done.stderr
    assert "KeyboardInterrupt" in done.stderr
    assert job.refresh().state in ("queued", "running")
    assert job.cancel().cancel_requested or job.refresh().state == "cancelled"
