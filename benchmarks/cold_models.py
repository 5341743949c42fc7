"""Models that are not loaded yet: the first answer of one of 10 MB, and many in turn with room for a few."""

import shutil
import statistics
import time
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from benchmarks.table import Line
from service.settings import Settings
from service.store.database import Database, migrate
from service.store.registry import Registry
from service.store.rows import NewVersion
from tests.acceptance.service import Service, environment, free_port, is_ready, process, until
from tests.integration.trained import register

#: Models in turn, how many of them are in memory at a time, and rounds.
N_MODELS, N_LOADED, N_ROUNDS = 200, 20, 2
#: Copies of the files, which the models share: an unchanged file is not checked again.
N_COPIES = 10
#: A network of 9 MB in ONNX, as wide as that takes; with its optimizer's variables, the artifact has 27 MB.
SPEC: dict[str, Any] = {
    "data": {"source": "moons", "params": {"n_samples": 64}, "split": {"test": 0.25}},
    "preprocessing": {"inputs": [{"step": "cast"}], "targets": [{"step": "one_hot"}]},
    "model": {
        "kind": "sequential",
        "layers": [
            *({"layer": "Dense", "units": 1500, "activation": "relu"} for _ in range(2)),
            {"layer": "Dense", "units": 2, "activation": "softmax"},
        ],
    },
    "training": {"loss": "categorical_crossentropy", "epochs": 1},
}


def measure(service: Service, data: Path, folder: Path) -> list[Line]:
    """Train one model, register it under many names, and ask an API process of its own for all of them in turn."""
    service.trained(SPEC, name="cold")
    database = Database(f"sqlite:///{data / 'modelbook.db'}")
    found = Registry(database).resolve("cold")
    database.close()
    return measure_copies(NewVersion(**{field.name: getattr(found, field.name) for field in fields(NewVersion)}), data / "files", folder)


def measure_copies(version: NewVersion, files: Path, folder: Path) -> list[Line]:
    """Measure with a model whose files are there already."""
    settings = Settings(database_url=f"sqlite:///{folder / 'cold.db'}", files=folder / "cold-files", cache=folder / "cold-cache")
    migrate(settings.database_url)
    copies = [_copied(version, files, settings.files, str(number)) for number in range(N_COPIES)]
    for number in range(N_MODELS):
        register(settings, f"m{number}", copies[number % N_COPIES])
    onnx = (files / str(version.onnx)).stat().st_size
    room = N_LOADED * (2 * onnx + version.size_bytes // 4)
    own = {"DATABASE_URL": settings.database_url, "FILES": str(settings.files), "CACHE": str(settings.cache), "PREDICTOR_CACHE_BYTES": str(room)}
    env, port = environment(**{f"MODELBOOK_{name}": value for name, value in own.items()}), free_port()
    with process("service.cli", "api", "--port", str(port), log=folder / "cold.log", env=env):
        api = Service(f"http://127.0.0.1:{port}")
        with api.http:
            until(lambda: is_ready(api, "/healthz"), "the API")
            api.http.get("/v1/models/m0").raise_for_status()  # What the first request of all has to import is not what is measured.
            return _lines(api.http, onnx)


def _copied(version: NewVersion, files: Path, to: Path, name: str) -> NewVersion:
    (to / name).mkdir(parents=True)
    keys = {field: f"{name}/{Path(key).name}" for field, key in (("artifact", version.artifact), ("onnx", str(version.onnx)))}
    for field, key in keys.items():
        shutil.copyfile(files / str(getattr(version, field)), to / key)
    return replace(version, **keys)


def _lines(http: httpx.Client, onnx: int) -> list[Line]:
    first = [_asked_s(http, number) for number in range(N_COPIES)]
    turns = [_asked_s(http, number) for _ in range(N_ROUNDS) for number in range(N_MODELS)]
    cold, p99 = statistics.median(first), float(np.percentile(turns, 99))
    what = f"{N_MODELS} models of {onnx / 1e6:.0f} MB in turn, {N_LOADED} in memory: p99 (longest {1000 * max(turns):.0f} ms)"
    return [
        Line(f"cold model of {onnx / 1e6:.0f} MB ONNX: first answer (median)", f"{1000 * cold:.0f} ms", "bound 100 ms", cold / 0.1, "<= 1"),
        Line(what, f"{1000 * p99:.0f} ms", "bound 150 ms", p99 / 0.15, "<= 1"),
    ]


def _asked_s(http: httpx.Client, number: int) -> float:
    start = time.perf_counter()
    http.post(f"/v1/models/m{number}/predict", json={"inputs": [[0.1, 0.2]]}).raise_for_status()
    return time.perf_counter() - start
