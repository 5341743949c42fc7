"""Letters per second of the book's network of 254,681 parameters, over HTTP, compared with a loop of Keras' `predict`."""

import statistics
import string
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.table import Line
from tests.acceptance.service import Service

#: Letters of one text, and number of texts of each side, alternating.
LETTERS, PAIRS = 4_000, 3
#: Target rate in letters per second on two cores.
WANTED = 2_000
#: 89 letters, as many as the book's text has; those of the sonnets are among them.
VOCABULARY = [*string.digits, *string.ascii_letters, *string.punctuation[:26], " "]
NETWORK: dict[str, Any] = {
    "data": {"source": "sonnets", "subset": 0.02},
    "preprocessing": {"inputs": [{"step": "letters", "clean": True, "vocabulary": VOCABULARY}, {"step": "window", "size": 40, "stride": 3}]},
    "model": {
        "kind": "sequential",
        "layers": [
            {"layer": "CategoryEncoding", "num_tokens": 89},
            {"layer": "LSTM", "units": 128, "return_sequences": True},
            {"layer": "LSTM", "units": 128},
            {"layer": "Dense", "units": 89, "activation": "softmax"},
        ],
    },
    "training": {"loss": "sparse_categorical_crossentropy", "epochs": 1, "batch_size": 128},
}


def measure(service: Service, data: Path) -> list[Line]:
    """Train the network for one short epoch, then generate with both alternately."""
    job = service.http.post("/v1/jobs", json={"spec": NETWORK, "name": "letters"}).raise_for_status().json()
    service.wait_for(job["id"], "succeeded")
    artifact = next((data / "files" / "jobs" / job["id"]).glob("*/model.h5"))
    _rate(service)  # The first request loads the model.
    pairs = [(_rate(service), _plain_rate(artifact)) for _ in range(PAIRS)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    what = f"a text of {LETTERS:,} letters by two LSTM layers of 128 units over HTTP, drawing included"
    return [
        Line(what, f"{ours:,.0f} letters/s", f"bound of {WANTED:,} letters/s", ours / WANTED, ">= 1.00"),
        Line("the same", f"{ours:,.0f} letters/s", f"Keras `predict` of a window for each letter, {theirs:,.0f} letters/s", ratio, "(no target)"),
    ]


def _rate(service: Service) -> float:
    start = time.perf_counter()
    answer = service.http.post("/v1/models/letters/generate", json={"seed": "Shall I compare thee", "length": LETTERS, "seed_number": 1})
    assert answer.raise_for_status().json()["by"] == "steps"
    return LETTERS / (time.perf_counter() - start)


def _plain_rate(artifact: Path) -> float:
    command = [sys.executable, "-m", "benchmarks.plain_generation", str(artifact)]
    return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
