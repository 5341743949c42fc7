"""Tables with a column of stamps, and what the checker says of them as series."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from models.checking.check import CheckResult, check_spec
from models.datasets import Data
from tests.faults import refused
from tests.uploaded import OneUpload, csv_file, data_set, read

START = datetime(2024, 1, 1)
HOURS = [START + timedelta(hours=k) for k in range(30)]
DAYS = [date(2024, 1, 1) + timedelta(days=k) for k in range(30)]
DENSE = [{"layer": "LSTM", "units": 2}, {"layer": "Dense", "units": 1}]


def table(stamps: Any, values: Any = None, name: str = "when") -> bytes:
    """Return a file of stamps and values, which are 0, 1, 2 ... when left out."""
    return csv_file([[name, "value"], *zip(map(str, stamps), range(len(stamps)) if values is None else values, strict=True)])


def checked(tmp_path: Path, content: bytes, inputs: list[dict[str, Any]], **data: Any) -> CheckResult:
    spec = {
        "data": {"source": "dataset:x", "series": True, **data},
        "preprocessing": {"inputs": inputs},
        "model": {"kind": "sequential", "layers": DENSE},
        "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": 4},
    }
    return check_spec(spec, OneUpload(read(tmp_path, "csv", content)))


def values_of(data: Data) -> list[float]:
    return data.inputs[:, 0].tolist()


def faults_of(tmp_path: Path, content: bytes, **chosen: Any) -> list[tuple[str, str]]:
    return refused(lambda: data_set(read(tmp_path, "csv", content), series=True, **chosen))
