"""A batch of predictions for 1,000,000 rows, compared with `predict` in process on the same rows: rates, and memory that does not grow with the rows.

`python -m benchmarks.batch_predictions --rows 1000000`
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.table import HEADER, Line
from models.artifact.predictions import Probabilities
from models.batch.forms import FORMS
from models.batch.loading import load_model
from models.batch.matching import matched
from models.batch.run import Batch
from models.checking.check import require_sound
from models.specs.batch import BatchSpec
from models.specs.registered import NoneRegistered
from models.training.listener import SilentListener
from models.uploads.formats import READERS
from models.uploads.reading.reading import Reading
from models.uploads.stored.upload_record import Record
from models.uploads.stored_upload import StoredUpload

#: Rows that are trained on, rows that `predict` gets, and as many at a time.
N_TRAINED, N_IN_PROCESS, AT_ONCE = 5_000, 200_000, 4_096
#: Columns of numbers and of categories of the two tables.
TABLES = {"numbers": (20, 0), "mixed": (14, 6)}
LAYERS = [{"layer": "Dense", "units": 64, "activation": "relu"}, {"layer": "Dense", "units": 1, "activation": "sigmoid"}]
NETWORK: dict[str, Any] = {"model": {"kind": "sequential", "layers": LAYERS}, "training": {"loss": "binary_crossentropy", "epochs": 1}}
#: Pairs of runs of each table.
PAIRS = 3


class Uploads(NoneRegistered):
    """The tables of a folder, by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def upload(self, upload_id: str) -> StoredUpload:
        record = Record.model_validate_json((self._folder / f"{upload_id}.json").read_bytes())
        return StoredUpload(self._folder / upload_id, record)

    def write(self, name: str, columns: tuple[int, int], n_rows: int) -> None:
        """Write a table of drawn values as a CSV file, and read it."""
        draw, path = np.random.default_rng(0), self._folder / f"{name}.csv"
        table: dict[str, Any] = {"id": [f"k{index}" for index in range(n_rows)]}
        table |= {f"x{index}": draw.normal(size=n_rows).round(4) for index in range(columns[0])}
        table |= {f"c{index}": draw.choice(["red", "green", "blue", "dark"], n_rows) for index in range(columns[1])}
        pl.DataFrame({**table, "target": draw.choice(["yes", "no"], n_rows)}).write_csv(path)
        (self._folder / name).mkdir()
        record = READERS["csv"].read(path, self._folder / name, Reading())
        (self._folder / f"{name}.json").write_text(record.model_dump_json())


def train(folder: Path, table: str) -> tuple[Path, Path | None]:
    """Train a network on the first rows of a table; return its artifact and its ONNX form."""
    numbers, categories = TABLES[table]
    features = [*(f"x{index}" for index in range(numbers)), *(f"c{index}" for index in range(categories))]
    steps = [{"step": "encode_categories", "columns": list(range(numbers, numbers + categories))}] if categories else []
    data = {"source": f"dataset:{table}-few", "target": "target", "features": features}
    inputs = [*steps, {"step": "standardize"}]
    spec = {"data": data, "preprocessing": {"inputs": inputs, "targets": [{"step": "label_encode"}]}, **NETWORK}
    made = folder / f"model-{table}"
    made.mkdir()
    import models.jobs  # Loads TensorFlow: the processes that are measured have none, as a job process has it before it begins.

    uploads = Uploads(folder)
    outcome = models.jobs.run(require_sound(spec, uploads), made, SilentListener(), registered=uploads)
    return outcome.artifact, outcome.onnx


def run(folder: Path, table: str, artifact: Path, onnx: Path | None) -> dict[str, float]:
    """Predict on a table by a batch, then on its first rows in process; return both rates, and the memory that the batch took."""
    predictor = load_model(artifact, onnx)
    spec = BatchSpec.model_validate({"model": "m@1", "data": {"source": f"dataset:{table}"}, "keep": ["id"]})
    samples, pieces = matched(spec, predictor.signature, Uploads(folder), None), folder / "pieces"
    shutil.rmtree(pieces, ignore_errors=True)
    began, before = time.perf_counter(), _peak_mb()
    n_rows = Batch(predictor, samples, FORMS["csv"], Probabilities.ALL, pieces).run(folder / "out.csv", lambda _: None, lambda: False)
    rate, peak = n_rows / (time.perf_counter() - began), _peak_mb()
    rows = samples.read(0, min(N_IN_PROCESS, n_rows))
    began = time.perf_counter()
    for at in range(0, len(rows), AT_ONCE):
        predictor.predict(rows[at : at + AT_ONCE])  # type: ignore[index]
    return {"batch": rate, "in process": len(rows) / (time.perf_counter() - began), "peak_mb": peak, "grown_mb": peak - before}


def measure(n_rows: int) -> Iterator[Line]:
    """Compare each table in processes of their own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for table, columns in TABLES.items():
            Uploads(folder).write(table, columns, n_rows)
            Uploads(folder).write(f"{table}-few", columns, N_TRAINED)
            artifact, onnx = train(folder, table)
            runs = [_in_process_of_its_own(folder, table, artifact, onnx) for _ in range(PAIRS)]
            best = sorted(runs, key=lambda found: found["batch"] / found["in process"])[len(runs) // 2]
            what = (
                f"a batch of {n_rows:,} rows of {columns[0]} numbers and {columns[1]} categories, {best['grown_mb']:,.0f} MB more memory than before"
            )
            theirs = f"`predict` in process, {best['in process']:,.0f} rows/s"
            yield Line(what, f"{best['batch']:,.0f} rows/s", theirs, best["batch"] / best["in process"], ">= 0.80")


def _in_process_of_its_own(folder: Path, table: str, artifact: Path, onnx: Path | None) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.batch_predictions", "--run", str(folder), table, str(artifact), str(onnx or "")]
    found: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return found


def _peak_mb() -> float:
    """Return the most memory of this process since its start; `getrusage` counts that of the process that has started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--run", nargs=4, metavar=("FOLDER", "TABLE", "ARTIFACT", "ONNX"))
    options = parser.parse_args()
    if options.run:
        folder, table, artifact, onnx = options.run
        print(json.dumps(run(Path(folder), table, Path(artifact), Path(onnx) if onnx else None)))
        return
    print(HEADER, *(line.as_row() for line in measure(options.rows)), sep="\n")


if __name__ == "__main__":
    main()
