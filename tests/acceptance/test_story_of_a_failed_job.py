"""A job that fails, as an operator finds it: in the metrics that one has failed; in log and trace from the request that made it to the reason."""

import json
import os
from typing import Any

from tests.acceptance.service import Service, until
from tests.collector import Collector, Taken

TRACE, CALLER = os.urandom(16).hex(), os.urandom(8).hex()
#: What a caller sends whose own part of the trace is recorded.
HEADERS = {"traceparent": f"00-{TRACE}-{CALLER}-01", "X-Request-ID": "story-1"}
#: A network whose weights grow beyond all numbers in its first epochs.
DIVERGING: dict[str, Any] = {
    "data": {"source": "noisy_sine"},
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 1}]},
    "training": {"loss": "mean_squared_error", "epochs": 50, "batch_size": 2, "optimizer": {"name": "sgd", "learning_rate": 100}},
}
#: Phases of its process, in their order.
PHASES = ["loading", "preparing", "tracing", "fitting"]


def n_failed(service: Service) -> float:
    """Return how many jobs have failed, by the metrics."""
    lines = service.http.get("/metrics").raise_for_status().text.splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith('modelbook_jobs{queue="cpu",state="failed"}'))


def logged(service: Service, job_id: str) -> list[dict[str, Any]]:
    """Return the records of a job in the logs of the API and of the worker."""
    assert service.data is not None
    lines = [line for name in ("api.log", "worker.log") for line in (service.data / "logs" / name).read_text().splitlines()]
    records = [json.loads(line) for line in lines if job_id in line and line.startswith("{")]
    return [record for record in records if record.get("job_id") == job_id]


def arrived(collector: Collector, trace_id: str, *names: str) -> dict[str, Taken]:
    """Return the spans of a trace by their names, when all of these have arrived."""
    until(lambda: {*names} <= {span.name for span in collector.of_trace(trace_id)}, f"the spans {names}")
    return {span.name: span for span in collector.of_trace(trace_id)}


def test_a_failed_job_is_found_from_the_metrics_to_its_reason(service: Service, collector: Collector) -> None:
    before = n_failed(service)
    response = service.http.post("/v1/jobs", json={"spec": DIVERGING}, headers=HEADERS)
    job_id = response.raise_for_status().json()["id"]
    error = service.wait_for(job_id, "failed")["error"]
    assert error.startswith("loss became")
    assert n_failed(service) >= before + 1

    records = {record["message"]: record for record in logged(service, job_id)}
    submitted, started, failed = (records[f"{words}."] for words in ("A job was submitted", "A job process was started", "The job has failed"))
    assert (submitted["request_id"], started["attempt"], failed["reason"]) == ("story-1", 1, error)
    assert {submitted["trace_id"], started["trace_id"], failed["trace_id"]} == {TRACE}

    spans = arrived(collector, TRACE, "POST /v1/jobs", "job train", *PHASES)
    request, attempt = spans["POST /v1/jobs"], spans["job train"]
    assert (request.service, request.parent_id, request.attributes["http.response.status_code"]) == ("modelbook-api", CALLER, 202)
    assert (attempt.service, attempt.parent_id, attempt.attributes["modelbook.job.id"]) == ("modelbook-worker", request.span_id, job_id)
    assert [span.name for span in collector.of_trace(TRACE) if span.parent_id == attempt.span_id] == PHASES
    assert (attempt.error, spans["fitting"].error, spans["loading"].error, request.error) == (error, error, None, None)


def test_a_prediction_on_the_hot_path_has_a_span_with_its_times(service: Service, collector: Collector) -> None:
    model = service.trained("ridge-sine-line")["model"]
    headers = {"traceparent": f"00-{os.urandom(16).hex()}-{CALLER}-01"}

    def is_traced() -> bool:
        service.predict(model, json={"inputs": [[0.5]]}, headers=headers)
        return any("modelbook.model_ms" in span.attributes for span in collector.of_trace(headers["traceparent"].split("-")[1]))

    until(is_traced, "a prediction on the hot path")
