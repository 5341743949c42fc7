"""A batch of predictions whose process is killed: its successor makes the pieces that are missing, and no others."""

import io
import os
import signal
from typing import Any

import numpy as np
import polars as pl

from tests.acceptance.service import Service, find_process, job_processes_of, until
from tests.uploaded import npy

#: A forest that takes a second for each piece, and rows of several pieces.
FOREST: dict[str, Any] = {
    "data": {"source": "noisy_sine", "params": {"n_samples": 2_000}},
    "model": {"kind": "sklearn", "steps": [{"estimator": "RandomForestRegressor", "params": {"n_estimators": 100, "max_depth": 10}}]},
}
ROWS = np.linspace(0, 6, 300_000).reshape(-1, 1)


def test_a_batch_whose_process_is_killed_goes_on_after_its_last_finished_piece(service: Service) -> None:
    service.trained(FOREST, name="forest")
    upload = service.http.post("/v1/datasets", files={"file": ("rows.npy", npy(ROWS))}).raise_for_status().json()
    job = service.http.post("/v1/models/forest/batch", json={"source": f"dataset:{upload['id']}", "format": "parquet"}).raise_for_status().json()
    until(lambda: service.job(job["id"])["progress"] > 0, "the first piece")
    assert service.root is not None
    (pid,) = job_processes_of(find_process(service.root, "-m workers"))
    os.kill(pid, signal.SIGKILL)
    ended = service.wait_for(job["id"], "succeeded", "failed")
    assert (ended["state"], ended["attempt"], ended["error"]) == ("succeeded", 2, None)
    assert "continuing: " in str(service.events(job["id"]))
    content = service.http.get(f"/v1/jobs/{job['id']}/files/predictions.parquet").raise_for_status().content
    values = pl.read_parquet(io.BytesIO(content))["value"].to_numpy()
    few = [0, 65_535, 65_536, 200_000, 299_999]
    assert values.shape == (300_000,)
    answers = service.predict("forest", json={"inputs": ROWS[few].tolist()})
    assert [prediction["value"] for prediction in answers] == values[few].tolist()
