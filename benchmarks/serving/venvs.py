"""Environments of the rivals, apart from that of the project."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Rival:
    """A server of others.

    Args:
        name: Its name.
        packages: What its environment needs.
        script: Its script in `rival_apps`.
        path: Where its script answers.
        arguments: What the script gets after the model.
    """

    name: str
    packages: tuple[str, ...]
    script: str
    path: str
    arguments: tuple[str, ...] = ()


#: What all of them run, as Modelbook does.
_RUNTIME = ("numpy>=2", "onnxruntime>=1.22")
RIVALS = (
    Rival("LitServe", ("litserve>=0.2.19,<0.3", *_RUNTIME), "litserve_app.py", "/predict", ("1",)),
    Rival("LitServe in batches of 32", ("litserve>=0.2.19,<0.3", *_RUNTIME), "litserve_app.py", "/predict", ("32",)),
    Rival("BentoML", ("bentoml>=1.4,<2", *_RUNTIME), "bentoml_app.py", "/predict"),
    Rival("MLflow", ("mlflow>=3.10,<4", *_RUNTIME), "mlflow_app.py", "/invocations"),
)


def python_of(rival: Rival, folder: Path) -> Path:
    """Return the Python of a rival's environment, made if necessary.

    Raises:
        CalledProcessError: Its packages cannot be installed.
    """
    venv = folder / "venvs" / rival.script.removesuffix("_app.py")
    python, done = venv / "bin" / "python", venv / "installed"
    if not done.exists():
        print(f"making the environment of {rival.name} ...", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *rival.packages], check=True)
        done.touch()
    return python
