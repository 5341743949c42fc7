"""Jobs, models and data sets as a notebook shows them: as the dashboard does, with a link to its page."""

from __future__ import annotations

import inspect
from typing import Any
from urllib.parse import quote

from modelbook._html import cell, curves, fields, progress_bar
from modelbook.errors import ModelbookError

#: Fields of the data of an epoch that are no metrics.
_NO_METRICS = frozenset({"epoch", "learning_rate", "samples_per_second", "seconds"})

#: Marks of states, beside the word, as the dashboard has them.
_MARKS = {"queued": "○", "running": "◐", "paused": "Ⅱ", "succeeded": "✓", "failed": "✕", "cancelled": "–"}


def metrics_of(epoch: Any) -> dict[str, Any]:
    """Return the metrics of an epoch of a history."""
    return {name: value for name, value in epoch.to_json().items() if name not in _NO_METRICS}


def job_html(job: Any) -> str:
    """Return a job: its state, progress and metrics, and the curves of its epochs. The curves are asked for, by a blocking client only."""
    known = {
        "state": f"{_MARKS.get(job.state, '•')} {job.state}",
        "model": job.model,
        "reason": job.error,
        "metrics": _listed(job.metrics),
        "best": job.best_params,
    }
    bar = progress_bar(job.progress, job.state) if job.state in ("queued", "running", "paused") else ""
    return fields(f"job {job.id} {job.name!r}", known, _page(job, "jobs", job.id)) + bar + _curves_of(job)


def model_html(model: Any) -> str:
    """Return a model: its kind, inputs, labels and metrics."""
    inputs = {name: _port(port) for name, port in model.signature.inputs.items()}
    known = {
        "kind": model.kind,
        "inputs": inputs,
        "metrics": _listed(model.metrics),
        "job": model.job_id,
        "created": f"{model.created_at:%Y-%m-%d %H:%M}",
    }
    return fields(f"model {model.ref}", known, _page(model, "models", model.ref))


def dataset_html(dataset: Any) -> str:
    """Return an uploaded data set: its format, size, columns and doubts."""
    known = {
        "format": f"{dataset.format}, read as {dataset.form}",
        "samples": dataset.n_samples,
        "columns": ", ".join(column.name for column in dataset.columns),
        "classes": ", ".join(f"{each.value} ({each.count})" for each in dataset.classes),
        "doubts": "; ".join(doubt.detail for doubt in dataset.doubts),
        "created": f"{dataset.created_at:%Y-%m-%d %H:%M}",
    }
    return fields(f"data set {dataset.name}", known, _page(dataset, "data", dataset.id))


def _page(shown: Any, *segments: str) -> str:
    """Return the URL of a page of the dashboard."""
    return "/".join([shown._http.config.base_url, *(quote(segment, safe="/@") for segment in segments)])


def _listed(metrics: Any) -> str:
    """Return all metrics in their order."""
    return ", ".join(f"{name} {cell(value)}" for name, value in metrics.items())


def _port(port: Any) -> str:
    shape = " x ".join("any" if size is None else str(size) for size in port.input_shape)
    return f"{port.input_dtype} {shape}".strip()


def _curves_of(job: Any) -> str:
    if job.state == "queued" or inspect.iscoroutinefunction(job.history):
        return ""
    try:
        return curves([metrics_of(epoch) for epoch in job.history().epochs])
    except ModelbookError:
        return ""  # What is known of the job is shown also where the server is away.
