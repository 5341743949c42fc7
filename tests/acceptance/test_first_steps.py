"""What a newcomer runs first, without keys and with them: the demo, and the session with curl of README.md."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.acceptance.service import JOB_S, WITH_KEYS, embedded, environment
from tests.programs import require_program, with_installed

ROOT = Path(__file__).parents[2]
#: Value of MODELBOOK_KEYS; the long rings run this with keys on.
KEYS = pytest.mark.parametrize("keys", ["required" if WITH_KEYS else "auto"])


def session(url: str, *, has_key: bool) -> str:
    """Return the commands of the session for a service elsewhere; the environment is that of this Python, so none is activated."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (part,) = re.findall(r"^## A session with curl$(.*?)^## ", text, re.M | re.S)
    start, *commands = re.findall(r"```bash\n(.*?)```", part, re.S)
    assert start == "make up\n"
    commands[0] = commands[0].replace(". .venv/bin/activate\n", "").replace("http://127.0.0.1:8000", url)
    assert commands[1].startswith("KEY=")
    return "\n".join(command for command in commands if has_key or not command.startswith("KEY="))


@KEYS
def test_the_session_of_the_readme_runs_as_it_stands(tmp_path: Path, keys: str) -> None:
    bash, _ = require_program("bash"), require_program("curl")
    with embedded(tmp_path / "data", cwd=tmp_path, MODELBOOK_KEYS=keys) as (service, _):
        script = session(str(service.http.base_url), has_key=keys == "required")
        env = {**environment(), "PATH": with_installed()["PATH"], "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
        done = subprocess.run([bash, "-eu"], input=script, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=JOB_S, check=False)
    assert done.returncode == 0, done.stderr
    assert [answer for answer in re.findall(r'"status":(\d+)', done.stdout) if answer >= "400"] == []
    assert done.stdout.count('{"model":"digits@1","kind":"classification","predictions":[{"label":7,') == 2
    assert re.search(r'\{"model":"ridge-sine-line@1","kind":"regression","predictions":\[\{"value":-1\.9\d+\}', done.stdout)
    assert '{"model":"fruit@1","kind":"classification","predictions":[{"label":"melon",' in done.stdout
    assert re.search(r"7\nModel: ", done.stdout)


@KEYS
def test_the_demo_trains_predicts_and_draws(tmp_path: Path, keys: str) -> None:
    command = [sys.executable, str(ROOT / "examples/demo.py")]
    env = environment(MODELBOOK_KEYS=keys, PYTHONPATH=str(ROOT))
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=JOB_S, check=False)
    assert done.returncode == 0, done.stderr
    assert int(re.search(r"^  (\d+) of 25 right$", done.stdout, re.M)[1]) >= 20
    with Image.open(tmp_path / "demo.png") as image:
        assert image.size == (1430, 792)
    assert ("mb_" in done.stderr, "Created key" in done.stderr) == (False, keys == "required")
