"""No process of ours looks up the name of another server."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.long.scene import LATER_S
from tests.programs import bare_environment, require_program

ROOT = Path(__file__).parents[2]
ALONE = ("--map-root-user", "--net", "--mount")


def looked_up(*command: str) -> list[str]:
    """Return the names that a Python command looks up where there is no network."""
    unshare = require_program("unshare")
    require_program("ip")
    if subprocess.run([unshare, *ALONE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let a process have a network of its own")
    lookups = [unshare, *ALONE, sys.executable, "-m", "tests.long.lookups"]
    done = subprocess.run([*lookups, sys.executable, *command], cwd=ROOT, env=bare_environment(), stdout=subprocess.PIPE, check=True, timeout=280)
    return list(json.loads(done.stdout))


def test_onnx_runtime_by_itself_looks_up_its_makers_server() -> None:
    assert looked_up("-c", f"import onnxruntime, time; time.sleep({LATER_S})") == ["mobile.events.data.microsoft.com"]


def test_training_and_serving_look_up_nothing(tmp_path: Path) -> None:
    assert looked_up("-m", "tests.long.scene", str(tmp_path)) == []


def test_the_backend_of_keras_does_not_come_from_the_home_folder(tmp_path: Path) -> None:
    (tmp_path / ".keras").mkdir()
    (tmp_path / ".keras/keras.json").write_text('{"backend": "jax", "floatx": "float32", "epsilon": 1e-7, "image_data_format": "channels_last"}')
    program = "import models, sys, keras; sys.exit(keras.backend.backend() != 'tensorflow')"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=bare_environment(HOME=str(tmp_path)), check=True)
