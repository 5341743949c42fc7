"""Figures measured by a finished job of a recipe, read over HTTP."""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np

from models.core.arrays import Array
from tests.acceptance.service import Service
from tests.reported import row_figures


def measured(service: Service, job: Mapping[str, Any], reported: Mapping[str, Any]) -> dict[str, Any]:
    """Return every figure of a job that a recipe may report.

    Args:
        service: Where the job ran.
        job: The finished job.
        reported: What is reported of it; the points of a reported line are asked of the model.
    """
    found = {**job["metrics"], "best_score": job["best_score"], "best_params": job["best_params"]}
    if job["spec"]["task"] == "search":
        page = service.http.get(f"/v1/jobs/{job['id']}/trials", params={"limit": 1000}).raise_for_status().json()
        found |= {"n_candidates": page["n_candidates"], "candidates": page["candidates"]}
    if job["spec"]["task"] == "transform":
        found |= row_figures(rows_of(service, job))
    if "line" in reported:
        inputs = [[x] for x, _ in reported["line"]]
        predictions = service.predict(job["model"], json={"inputs": inputs})
        found["line"] = [[x, prediction["value"]] for [x], prediction in zip(inputs, predictions, strict=True)]
    return {name: value for name, value in found.items() if value is not None}


def rows_of(service: Service, job: Mapping[str, Any]) -> dict[str, Array]:
    """Download the rows of a transform."""
    content = service.http.get(f"/v1/jobs/{job['id']}/files/rows.npz").raise_for_status().content
    with np.load(io.BytesIO(content)) as rows:
        return dict(rows)
