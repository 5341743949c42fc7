"""Models to predict with, and the code as it was before predictions had a way of their own."""

import io
import sqlite3
import subprocess
import tarfile
from pathlib import Path

from benchmarks.ensembles import ensemble_spec
from benchmarks.serving.servers import ROOT
from tests.acceptance.service import embedded

#: The commit before predictions had a way of their own: what "today" means in the targets.
TODAY = "bec9b79"
#: Models that are called in turn.
N_TURNS = 200


def todays_code(folder: Path) -> Path | None:
    """Return a folder with the code of that commit; None where the repository does not have it."""
    code = folder / f"code-{TODAY}"
    if not code.exists():
        archive = subprocess.run(["git", "archive", TODAY], cwd=ROOT, capture_output=True, check=False)
        if archive.returncode:
            return None
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
            tar.extractall(code, filter="data")
    return code


def trained(code: Path, data: Path) -> Path:
    """Train the models of all cases by some code, unless the folder has them, and return the folder.

    They are `digits` (784-784-10), `waves` (LSTM 9-6-3, window 13) and `trees` (AdaBoost of 50 trees), of one epoch: it does for speed.
    """
    done = data / "trained"
    if done.exists():
        return data
    with embedded(data, ROOT, PYTHONPATH=str(code)) as (service, _):
        service.trained("mnist-dense-784", patch={"training": {"epochs": 1}}, name="digits")
        service.trained("sines2-lstm963-w13-2k", patch={"training": {"epochs": 1, "batch_size": 32}}, name="waves")
        service.trained(ensemble_spec(), name="trees")
    _copy_model(data, "digits")
    done.touch()
    return data


def onnx_of(data: Path, model: str) -> Path:
    """Return the ONNX file of a model."""
    with sqlite3.connect(data / "modelbook.db") as connection:
        (onnx,) = connection.execute("SELECT onnx FROM versions WHERE model = ? ORDER BY version DESC LIMIT 1", (model,)).fetchone()
    return data / "files" / str(onnx)


def turn(number: int) -> str:
    """Return the name of one of the models that are called in turn."""
    return f"turn-{number:03}"


def _copy_model(data: Path, model: str) -> None:
    """Register a model under the names of those that are called in turn. They share its files: loading each is the same work."""
    with sqlite3.connect(data / "modelbook.db") as connection:
        connection.row_factory = sqlite3.Row
        for table, name in (("models", "name"), ("versions", "model")):
            row = dict(connection.execute(f"SELECT * FROM {table} WHERE {name} = ?", (model,)).fetchone())
            if "moved_by" in row:
                row["moved_by"] = row["job_id"]  # A job has one version of its own.
            columns, marks = ", ".join(row), ", ".join("?" * len(row))
            rows = [tuple({**row, name: turn(number)}.values()) for number in range(N_TURNS)]
            connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
