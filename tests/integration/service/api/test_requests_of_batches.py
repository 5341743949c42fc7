"""Requests of batches of predictions: what is refused before a job is made, and requests that are repeated."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from service.settings import Settings
from tests.integration.batches import HEADER, NAMED, TABLE, table, upload
from tests.integration.toy_models import register_toys
from tests.integration.trained import Trained, register
from tests.responses import accepted, problem
from tests.toys import toy_set
from tests.uploaded import csv_file


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    return register_toys(settings, trained, *NAMED)


@pytest.fixture(autouse=True)
def _toys() -> Iterator[None]:
    """Let the checks of the API find the toy table."""
    with toy_set():
        yield


def test_values_that_the_model_does_not_take_are_named_before_a_job_is_made(client: httpx.Client) -> None:
    rows = [*TABLE[:70], ["k070", None, "left", "", 1.0, "2024-01-01"], *TABLE[71:], ["k120", 1.0, "right", "", 1.0, ""]]
    source = upload(client, csv_file([HEADER, *rows]))
    refused = problem(client.post("/v1/models/table/batch", json={"source": source}), 422)
    assert {error["pointer"] for error in refused["errors"]} == {"/source"}
    details = [error["detail"] for error in refused["errors"]]
    assert [detail.partition(":")[0] for detail in details] == [
        'column "side" has the value "left"',
        'column "side" has the value "right"',
        'column "y" has missing values',
    ]


REFUSED: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "no such data set": ("table", {"source": "dataset:none"}, "/source", "expected the id of an uploaded data set"),
    "an unknown column to keep": ("table", {"keep": ["idd"]}, "/keep/0", 'there is no column "idd"; did you mean "id"?'),
    "no such form": ("table", {"format": "xlsx"}, "/format", "should be 'csv', 'parquet', 'npy' or 'jsonl', got \"xlsx\""),
    "a part that is not there": ("table", {"part": "test"}, "/part", "expected train"),
    "another shape": ("digits", {}, "/source", "sample 0 (from 0): expected numbers of shape"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_predicted_on_is_refused_before_a_job_is_made(client: httpx.Client, case: str) -> None:
    model, body, pointer, detail = REFUSED[case]
    n_before = len(client.get("/v1/jobs").json()["jobs"])
    source = upload(client, csv_file([["id", "x", "side", "y"], ["1", 1.0, "up", 2.0], ["2", 3.0, "down", 2.0]]))
    refused = problem(client.post(f"/v1/models/{model}/batch", json={"source": source, **body}), 422)
    assert [error["pointer"] for error in refused["errors"]][:1] == [pointer]
    assert refused["errors"][0]["detail"].startswith(detail)
    assert len(client.get("/v1/jobs").json()["jobs"]) == n_before


def test_columns_that_the_model_takes_and_the_data_set_lacks_are_all_named(client: httpx.Client) -> None:
    source = upload(client, csv_file([["id", "sides", "y"], ["1", "up", 2.0], ["2", "down", 3.0]]))
    refused = problem(client.post("/v1/models/table/batch", json={"source": source}), 422)
    assert [error["detail"].split(";")[0] for error in refused["errors"]] == [
        'there is no column "x"',
        'there is no column "side"',
    ] or [error["pointer"] for error in refused["errors"]] == ["/source", "/source"]


def test_a_repeated_request_makes_one_job(client: httpx.Client) -> None:
    body, headers = {"source": table(client)}, {"Idempotency-Key": "batch-1"}
    first, second = (accepted(client.post("/v1/models/table/batch", json=body, headers=headers))["id"] for _ in range(2))
    assert first == second


def test_a_repeated_request_finds_its_job_when_the_name_means_a_later_version(client: httpx.Client, settings: Settings, trained: Trained) -> None:
    body, headers = {"source": "noisy_sine"}, {"Idempotency-Key": "batch-2"}
    first = accepted(client.post("/v1/models/line/batch", json=body, headers=headers))
    register(settings, "line", trained.versions["line"])
    time.sleep(1.1)  # A reference is looked up again after a second.
    second = accepted(client.post("/v1/models/line/batch", json=body, headers=headers))
    assert (second["id"], second["spec"]["model"]) == (first["id"], "line@1")
    assert accepted(client.post("/v1/models/line/batch", json=body))["spec"]["model"] == "line@2"
