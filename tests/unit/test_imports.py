"""Neither the API nor the worker loads TensorFlow: a process of theirs starts in a moment and stays small."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["service.app", "workers.app", "workers.supervise"])
def test_importing_a_service_module_loads_neither_tensorflow_nor_keras(module: str) -> None:
    program = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60).stdout.split()
    assert module.partition(".")[0] in loaded
    assert {"tensorflow", "keras", "torch", "jax"}.isdisjoint(loaded)
