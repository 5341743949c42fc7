"""Upload a CSV file of 1,000,000 rows and 20 columns over HTTP, and take small images from their ZIP archive into training.

Compared are the transfer with a handler that only writes, and the time from the last byte to the description with polars.

`python -m benchmarks.uploads --rows 1000000 --images 60000`
"""

import argparse
import http.client
import io
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl
from PIL import Image

from benchmarks.reading import write_table
from benchmarks.table import HEADER, Line
from models.preparing.prepared import load_prepared
from models.specs.data import DataSpec
from models.specs.job import JobSpec
from models.specs.ports import port_sets
from models.uploads.read_file import read_file
from models.uploads.reading.reading import Reading
from models.uploads.stored_upload import StoredUpload
from tests.acceptance.service import embedded, environment, free_port, process, until
from tests.uploaded import OneUpload

#: Rows and images of `make bench`.
BENCH_ROWS, BENCH_IMAGES = 200_000, 10_000
#: Runs of each, of which the median counts.
RUNS = 3
#: Bytes sent at a time.
PIECE = 1024 * 1024
#: Edge of the images, in pixels.
_EDGE = 28


def sent(port: int, path: Path, run: int) -> tuple[float, float]:
    """Send a file as a form; return the seconds until all was sent, and those from then to the answer."""
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="t%d.csv"\r\n\r\n' % run
    # Another last row each time: the same bytes are found without being read.
    tail = b",".join([b"%d" % run] * 18 + [b"red", b"2024-01-01"]) + b"\n\r\n--b--\r\n"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    began = time.perf_counter()
    connection.putrequest("POST", "/v1/datasets")
    connection.putheader("Content-Type", "multipart/form-data; boundary=b")
    connection.putheader("Content-Length", str(len(head) + path.stat().st_size + len(tail)))
    connection.endheaders(head)
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            connection.send(piece)
    connection.send(tail)
    all_sent = time.perf_counter()
    response = connection.getresponse()
    answer = response.read()
    assert response.status == 201, answer[:500]
    connection.close()
    return all_sent - began, time.perf_counter() - all_sent


def peak_mib(pid: int) -> float:
    """Return the most memory that a process has taken, in MiB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


@contextmanager
def bare(folder: Path) -> Iterator[int]:
    """Run the handler that only writes; yield its port."""
    port = free_port()
    with process("uvicorn", "benchmarks.bare_uploads:app", "--port", str(port), log=folder / "bare.log", env=environment(FOLDER=str(folder))):
        until(lambda: _answers(port), "the bare handler")
        yield port


def measure_tables(folder: Path, n_rows: int) -> list[Line]:
    """Measure uploads of a table."""
    path = folder / "table.csv"
    write_table(path, n_rows)
    with bare(folder) as port:
        transfer = statistics.median(sum(sent(port, path, run)) for run in range(RUNS))
    text = statistics.median(_seconds(partial(pl.read_csv, path, infer_schema=False)) for _ in range(RUNS))
    with embedded(folder / "data", MODELBOOK_WORKER_SLOTS="1") as (service, stack):
        api = _api_of(stack.pid)
        sent(service.http.base_url.port or 0, folder / _small(folder), 99)
        before = peak_mib(api)
        ours = [sent(service.http.base_url.port or 0, path, run) for run in range(RUNS)]
        grown = peak_mib(api) - before
    own, described = (statistics.median(part) for part in zip(*ours, strict=True))
    what, size = f"upload of a CSV of {n_rows:,} x 20", path.stat().st_size / 2**20
    return [
        Line(f"{what}: transfer", f"{size / own:,.0f} MiB/s", f"bare handler, {size / transfer:,.0f} MiB/s", transfer / own, "at least 0.5"),
        Line(
            f"{what}: last byte to description",
            f"{described:.2f} s",
            f"polars, all as text, {text:.2f} s",
            described / text,
            "at most 2",
        ),
        Line(f"{what}: growth of the API's memory", f"{grown:.0f} MiB", f"the file, {size:.0f} MiB", grown / size, "flat"),
    ]


def measure_images(folder: Path, n_images: int) -> list[Line]:
    """Measure small PNG files of a ZIP archive on their way to the arrays of training."""
    path, values = folder / "images.zip", folder / "values"
    values.mkdir()
    draw = np.random.default_rng(0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for index in range(n_images):
            file = io.BytesIO()
            Image.fromarray(draw.integers(0, 256, (_EDGE, _EDGE), np.uint8)).save(file, "PNG")
            archive.writestr(f"{index % 10}/{index}.png", file.getvalue())
    began = time.perf_counter()
    upload = StoredUpload(values, read_file("images", path, values, Reading()))
    spec = JobSpec.model_validate(
        {
            "data": DataSpec(source="dataset:x").model_dump(),
            "preprocessing": {"inputs": [{"step": "image", "size": [_EDGE, _EDGE], "mode": "grey"}, {"step": "cast"}, {"step": "divide", "by": 255}]},
            "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 10, "activation": "softmax"}]},
            "training": {"loss": "sparse_categorical_crossentropy", "epochs": 1},
        }
    )
    load_prepared(spec, port_sets(spec, OneUpload(upload)), None, takes_targets=True)
    rate = n_images / (time.perf_counter() - began)
    return [Line(f"ZIP of {n_images:,} small PNG files into training", f"{rate:,.0f} images/s", "bound, 3,000 images/s", rate / 3000, ">= 1")]


def measure(folder: Path) -> list[Line]:
    """Measure small uploads."""
    return measure_tables(folder, BENCH_ROWS) + measure_images(folder, BENCH_IMAGES)


def _small(folder: Path) -> str:
    """Write a small table, after which everything that an upload needs is imported; return its name."""
    write_table(folder / "small.csv", 1000)
    return "small.csv"


def _api_of(root: int) -> int:
    """Return the API process of a stack."""
    found = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [line.split(None, 2) for line in found[1:]]
    below = {root} | {int(pid) for pid, parent, _ in rows if int(parent) == root}
    return next(int(pid) for pid, _, command in rows if int(pid) in below and " api" in command)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("POST", "/", body=b"x")
        return connection.getresponse().status == 201
    except OSError:
        return False
    finally:
        connection.close()


def _seconds(call: "partial[pl.DataFrame]") -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--images", type=int, default=60_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = measure_tables(Path(folder), options.rows) + measure_images(Path(folder), options.images)
    sys.stdout.write("\n".join([HEADER, *(line.as_row() for line in lines), f"{os.cpu_count()} cores", ""]))


if __name__ == "__main__":
    main()
