"""The document describes each event of a stream by the class that writes it."""

from typing import Any

import pytest
from pydantic import ValidationError

from service.api.streams import JobEvent, table_of
from service.api.text_events import TEXT_EVENTS, TextEvent
from service.store.job_events import JOB_EVENTS, EpochData, TrialData
from service.store.transitions import StateData
from tests.unit.service.api.test_readable_document import DOCUMENT, SCHEMAS, faults_of

STREAMS = {"/v1/jobs/{job_id}/events": ("get", "JobEvent"), "/v1/models/{ref}/generate": ("post", "TextEvent")}
EVENTS: list[dict[str, Any]] = [
    {"id": "1", "event": "state", "data": {"state": "queued"}},
    {"id": "2", "event": "state", "data": {"state": "running", "worker": "host:1"}},
    {"id": "3", "event": "log", "data": {"message": "compiling to ONNX"}},
    {"event": "progress", "data": {"progress": 0.5, "metrics": {"loss": 0.3}}},
    {"id": "4", "event": "epoch", "data": {"epoch": 1, "seconds": 2.5, "learning_rate": 0.001, "samples_per_second": 900.0, "loss": 0.3}},
    {"id": "5", "event": "trial", "data": {"candidate": 0, "fold": 0, "score": 0.9, "train_score": None, "fit_seconds": 0.1}},
    {"id": "6", "event": "trial", "data": {"candidate": 0, "fold": 1, "error": "no such column", "fit_seconds": 0.1}},
    {"id": "7", "event": "model", "data": {"model": "digits@1"}},
]


@pytest.mark.parametrize("path", STREAMS)
def test_a_stream_names_the_schema_of_its_events_and_lists_them(path: str) -> None:
    method, union = STREAMS[path]
    response = DOCUMENT["paths"][path][method]["responses"]["200"]
    assert response["content"]["text/event-stream"]["x-item-schema"] == {"$ref": f"#/components/schemas/{union}"}
    events = SCHEMAS[union]["discriminator"]["mapping"]
    assert SCHEMAS[union]["discriminator"]["propertyName"] == "event"
    assert all(f"| `{event}` |" in response["description"] for event in events)


@pytest.mark.parametrize(("union", "kinds"), [("JobEvent", JOB_EVENTS), ("TextEvent", TEXT_EVENTS)])
def test_a_union_has_every_event_with_the_data_that_its_class_writes(union: str, kinds: Any) -> None:
    mapping = SCHEMAS[union]["discriminator"]["mapping"]
    assert set(mapping) == {data.event for data in kinds}
    for data in kinds:
        event = SCHEMAS[mapping[data.event].split("/")[-1]]
        assert event["properties"]["data"]["$ref"] == f"#/components/schemas/{data.__name__}"
        assert set(SCHEMAS[data.__name__]["properties"]) == set(data.model_fields)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["event"])
def test_an_event_is_valid_by_the_schema_and_by_the_class(event: dict[str, Any]) -> None:
    assert faults_of(event, {"$ref": "#/components/schemas/JobEvent"}) == []
    read = JobEvent.model_validate(event).root
    assert read.data.as_dict() == event["data"]


def test_an_event_of_another_name_is_not_valid() -> None:
    assert faults_of({"id": "1", "event": "stat", "data": {"state": "queued"}}, {"$ref": "#/components/schemas/JobEvent"})
    assert faults_of({"event": "symbol", "data": {"message": "a"}}, {"$ref": "#/components/schemas/TextEvent"})
    with pytest.raises(ValidationError):
        TextEvent.model_validate({"event": "log", "data": {"message": "a"}})


def test_a_writer_cannot_write_a_field_that_is_not_described() -> None:
    with pytest.raises(ValidationError, match="workr"):
        StateData.model_validate({"state": "running", "workr": "host:1"})


def test_a_metric_of_an_epoch_is_a_number() -> None:
    assert EpochData.model_validate({"epoch": 1, "seconds": 1.0, "val_loss": 2.0}).as_dict() == {"epoch": 1, "seconds": 1.0, "val_loss": 2.0}
    with pytest.raises(ValidationError):
        EpochData.model_validate({"epoch": 1, "seconds": 1.0, "val_loss": "low"})


def test_the_table_of_events_has_a_line_for_each() -> None:
    assert table_of([TrialData]).splitlines()[2].startswith("| `trial` | `candidate`, `fold`, `score`, `train_score`, `error`, `fit_seconds` | ")
