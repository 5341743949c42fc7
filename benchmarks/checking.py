"""Checking a network of 60 layers over HTTP, compared with building it in Keras."""

import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any

from benchmarks.table import Line
from tests.acceptance.service import Service

RUNS = 200


def measure(service: Service) -> list[Line]:
    """Check the network many times, and build it in a process that has imported Keras."""
    body = {"spec": network_spec()}
    times = [_seconds(service, body) for _ in range(RUNS)]
    ours = statistics.median(times)
    keras = _keras_seconds()
    what = "`POST /v1/specs/check` of a 60-layer network, over HTTP (median)"
    return [
        Line(what, f"{1000 * ours:.1f} ms", "bound 10 ms", ours / 0.010, "<= 1"),
        Line("the same", f"{1000 * ours:.1f} ms", f"building it in Keras, {1000 * keras:.0f} ms", ours / keras, "(no target)"),
    ]


def network_spec() -> dict[str, Any]:
    """Return the spec of a network of 60 layers over MNIST."""
    block = [
        {"layer": "Conv2D", "filters": 16, "kernel_size": 3, "padding": "same"},
        {"layer": "BatchNormalization"},
        {"layer": "Activation", "activation": "relu"},
    ]
    steps = [{"step": "cast"}, {"step": "scale", "from": [0, 255], "to": [0, 1]}, {"step": "reshape", "shape": [28, 28, 1]}]
    layers = [*block * 19, {"layer": "Flatten"}, {"layer": "Dense", "units": 64}, {"layer": "Dense", "units": 10, "activation": "softmax"}]
    return {
        "data": {"source": "mnist"},
        "preprocessing": {"inputs": steps, "targets": [{"step": "one_hot"}]},
        "model": {"kind": "sequential", "layers": layers},
        "training": {"loss": "categorical_crossentropy", "epochs": 1},
    }


def _seconds(service: Service, body: dict[str, Any]) -> float:
    start = time.perf_counter()
    answer = service.http.post("/v1/specs/check", json=body)
    seconds = time.perf_counter() - start
    assert len(answer.json()["layers"]) == 60, answer.text
    return seconds


def _keras_seconds() -> float:
    """Build the network in a fresh process, twice, and return the second time."""
    code = """
import json, sys, time
from models.building.network import build_network
from models.specs.job import JobSpec
model = JobSpec.model_validate(json.load(sys.stdin)).model
build_network(model, (28, 28, 1))
start = time.perf_counter()
build_network(model, (28, 28, 1))
print(time.perf_counter() - start)
"""
    env = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    spec = json.dumps(network_spec()).encode()
    return float(subprocess.run([sys.executable, "-c", code], input=spec, env=env, capture_output=True, check=True).stdout)
