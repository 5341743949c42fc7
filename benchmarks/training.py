"""Jobs of 3 and of 20 epochs in the worker, compared with the same network and data in plain Keras on the same machine."""

import json
import os
import statistics
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.table import Line
from tests.acceptance.service import Service

#: Pairs of runs, alternating so that changes of the machine's speed affect both.
PAIRS = 3
#: Epochs of the short job, and of the one with callbacks.
SHORT, LONG = 3, 20
#: Epochs of the small recurrent fit.
SINES = 100
#: Callbacks of the long job: everything that a spec can configure at the end of an epoch.
CALLBACKS: dict[str, Any] = {
    "checkpoint": {"every": 1, "keep": None, "name": "epoch-{epoch:03d}-{val_loss:.3f}.h5"},
    "early_stopping": {"monitor": "val_loss", "patience": 100},
    "learning_rate_schedule": {"kind": "step", "every": 10, "factor": 0.5},
}


def measure(service: Service, data: Path) -> list[Line]:
    """Run job and script alternately, and compare them pair by pair."""
    pairs = [(_job(service, SHORT, {}), _script(data / "cache" / "mnist", SHORT)) for _ in range(PAIRS)]
    return [
        _line(pairs, "fit_s", "3-epoch MNIST job, `fit` alone: first step to last epoch", "plain Keras `fit`", "<= 1.05"),
        _line(pairs, "whole_s", "the same, whole: load to artifact, proof and registry", "plain script: load to evaluated and saved", "(no target)"),
    ]


def measure_callbacks(service: Service, data: Path) -> list[Line]:
    """Compare the fit of a long job with all callbacks, once, with a plain one without callbacks."""
    pair = (_job(service, LONG, CALLBACKS), _script(data / "cache" / "mnist", LONG))
    what = "20-epoch MNIST job, `fit` alone, with checkpoints of every epoch, early stopping, schedule, history and events (one pair)"
    return [_line([pair], "fit_s", what, "plain Keras `fit` without any", "<= 1.02")]


def measure_single_samples(service: Service) -> list[Line]:
    """Compare the fit of a small recurrent network over single samples, compiling included, with a plain one, both as in the book."""
    pairs = [(_fitted(service, "sines0-lstm3-w3", {"epochs": SINES}), _run("benchmarks.plain_lstm", str(SINES))) for _ in range(PAIRS)]
    what = f"sines0-lstm3-w3, {SINES} epochs in batches of 1, `fit` alone, compiling included"
    return [_line(pairs, "fit_s", what, "plain Keras `fit`", "<= 0.35")]


def _line(pairs: list[tuple[dict[str, float], dict[str, float]]], key: str, what: str, rival: str, target: str) -> Line:
    ours, theirs = (statistics.median(run[key] for run in side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(job[key] / script[key] for job, script in pairs)
    return Line(what, f"{ours:.2f} s", f"{rival}, {theirs:.2f} s", ratio, target)


def _job(service: Service, epochs: int, callbacks: dict[str, Any]) -> dict[str, float]:
    """Run the job of the base network."""
    return _fitted(service, "mnist-dense-784", {"epochs": epochs, **callbacks})


def _fitted(service: Service, recipe: str, training: dict[str, Any]) -> dict[str, float]:
    """Run a job; its fit lasts from the data being ready until the evaluation starts."""
    job = service.submit(recipe, patch={"training": training}, name="digits")
    job = service.wait_for(job["id"], "succeeded", seconds=900)
    history = service.http.get(f"/v1/jobs/{job['id']}/history").json()["epochs"]
    return {"fit_s": sum(line["seconds"] for line in history), "whole_s": _seconds(job["started_at"], job["finished_at"])}


def _script(folder: Path, epochs: int) -> dict[str, Any]:
    return _run("benchmarks.plain_keras", str(folder), str(epochs))


def _run(module: str, *arguments: str) -> dict[str, Any]:
    env = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    output = subprocess.run([sys.executable, "-m", module, *arguments], env=env, capture_output=True, check=True)
    result: dict[str, Any] = json.loads(output.stdout)
    return result


def _seconds(start: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()
