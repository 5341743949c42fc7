"""Batches of predictions over HTTP: what is refused before a job is made, and the file that a worker leaves, beside the answers of predictions."""

import csv
import io
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import polars as pl
import pytest

from models.batch import run
from models.core.files import OUTPUTS
from service.settings import Settings
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.files import Files
from service.store.rows import Job
from tests.integration.batches import HEADER, NAMED, TABLE, ask, table, upload
from tests.integration.given import LONG_S, claim
from tests.integration.toy_models import register_toys
from tests.integration.trained import Trained
from tests.integration.working import Work, worker_of
from tests.responses import accepted, problem
from tests.toys import ROWS, toy_set
from tests.uploaded import csv_file, image, npy, zipped
from workers.stores import Stores

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    return register_toys(settings, trained, *NAMED, "read-table")


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pieces of 50 samples, so that each batch has several, and runs of 7."""
    monkeypatch.setattr(run, "MOST_SAMPLES", 50)
    monkeypatch.setattr(run, "MOST_RUN", 7)
    with toy_set():
        yield


@pytest.fixture
def work(settings: Settings) -> Work:
    return worker_of(settings)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url)
    yield database
    database.close()


def output(client: httpx.Client, job: Job) -> bytes:
    assert (job.state, job.error) == ("succeeded", None)
    [file] = client.get(f"/v1/jobs/{job.id}/files").json()["files"]
    content = client.get(f"/v1/jobs/{job.id}/files/{file['name']}").content
    assert len(content) == file["size_bytes"]
    return content


def answered(client: httpx.Client, model: str, accept: str, rows: list[list[Any]] | None = None) -> bytes:
    """Return the answer of a prediction on the same rows."""
    rows = [[x, side, y] for x, side, y in ROWS.tolist()] if rows is None else rows
    response = client.post(f"/v1/models/{model}/predict", json={"inputs": rows}, headers={"Accept": accept})
    assert response.status_code == 200, response.text
    return response.content


def close(left: str, right: str) -> bool:
    try:
        return math.isclose(float(left), float(right), rel_tol=1e-5, abs_tol=1e-6)
    except ValueError:
        return left == right


def test_the_file_of_a_table_has_its_keys_in_order_and_what_predictions_answer(client: httpx.Client, work: Work) -> None:
    job = work(ask(client, "table", table(client), keep=["id", 3]))
    found = list(csv.reader(io.StringIO(output(client, job).decode())))
    expected = list(csv.reader(io.StringIO(answered(client, "table", "text/csv").decode())))
    assert found[0] == ["id", "note", *expected[0]]
    assert [row[:2] for row in found[1:]] == [[row[0], row[3]] for row in TABLE]
    assert len(found) == len(expected) == len(TABLE) + 1
    assert all(close(*cells) for got, wanted in zip(found, expected, strict=True) for cells in zip(got[2:], wanted, strict=True))


@pytest.mark.parametrize("model", ["trees", "ridge", "scaler", "groups", "line"])
def test_each_kind_of_prediction_has_the_columns_of_its_answers(client: httpx.Client, work: Work, model: str) -> None:
    rows = [[y] if model == "line" else [y, 2.0] for _, _, y in ROWS.tolist()]
    job = work(ask(client, model, upload(client, npy(np.array(rows)), "rows.npy")))
    found = list(csv.reader(io.StringIO(output(client, job).decode())))
    expected = list(csv.reader(io.StringIO(answered(client, model, "text/csv", rows).decode())))
    assert found[0] == expected[0]
    assert all(close(*cells) for got, wanted in zip(found, expected, strict=True) for cells in zip(got, wanted, strict=True))


def test_lines_of_json_are_those_of_the_answer_after_what_is_kept(client: httpx.Client, work: Work) -> None:
    job = work(ask(client, "table-network", table(client), keep=["when", "id"], format="jsonl"))
    found = pl.read_ndjson(output(client, job)).to_dicts()
    expected = pl.read_ndjson(answered(client, "table-network", "application/x-ndjson")).to_dicts()
    assert [list(line) for line in found[:1]] == [["when", "id", *expected[0]]]
    assert [(line["when"], line["id"]) for line in found] == [(row[5], row[0]) for row in TABLE]
    assert [line["label"] for line in found] == [line["label"] for line in expected]
    assert [line["probabilities"] for line in found] == [pytest.approx(line["probabilities"], abs=1e-6) for line in expected]


def test_a_parquet_file_keeps_types_and_a_kept_column_of_a_taken_name_gets_another(client: httpx.Client, work: Work) -> None:
    rows = [["label", "ok", *HEADER[1:]], *([index, index % 2 == 0, *row[1:]] for index, row in enumerate(TABLE))]
    job = work(ask(client, "table", upload(client, csv_file(rows)), keep=["label", "ok", "x"], format="parquet", probabilities="none"))
    frame = pl.read_parquet(output(client, job))
    assert frame.columns == ["kept.label", "ok", "x", "label", "probability"]
    assert frame.dtypes == [pl.Int64, pl.Boolean, pl.Float64, pl.String, pl.Float64]
    assert frame["kept.label"].to_list() == list(range(len(TABLE)))
    assert frame["x"].null_count() == sum(row[4] is None for row in TABLE)


def test_an_npy_file_has_the_array_of_the_answer(client: httpx.Client, work: Work) -> None:
    job = work(ask(client, "table", table(client), format="npy"))
    found, expected = (np.load(io.BytesIO(content)) for content in (output(client, job), answered(client, "table", "application/x-npy")))
    assert found.tolist() == expected.tolist()


def test_an_array_with_keys_is_one_of_records(client: httpx.Client, work: Work) -> None:
    job = work(ask(client, "table", table(client), format="npy", keep=["id"], probabilities="none"))
    found = np.load(io.BytesIO(output(client, job)), allow_pickle=False)
    assert found.dtype.names == ("id", "label", "probability")
    assert found["id"].tolist() == [row[0] for row in TABLE]


def test_the_three_likeliest_classes_are_named_and_the_others_empty(client: httpx.Client, work: Work) -> None:
    images = np.random.default_rng(0).integers(0, 255, (60, 28, 28), np.uint8)
    job = work(ask(client, "digits", upload(client, npy(images), "digits.npy"), probabilities="top3"))
    frame = pl.read_csv(output(client, job), infer_schema_length=None)
    named = frame.select(pl.col(f"probabilities.{digit}").cast(pl.Float64) for digit in range(10))
    assert named.select(pl.sum_horizontal(pl.all().is_not_null())).to_series().to_list() == [3] * 60
    assert named.max_horizontal().to_list() == pytest.approx(frame["probability"].to_list())


def test_encoded_images_are_read_with_their_folders(client: httpx.Client, work: Work) -> None:
    content = zipped({f"{digit}/{number}.png": image(20 * digit, size=(28, 28)) for digit in range(3) for number in range(30)})
    job = work(ask(client, "digits", upload(client, content, "digits.zip"), keep=["label"], probabilities="none"))
    frame = pl.read_csv(output(client, job), schema_overrides={"kept.label": pl.String})
    assert frame["kept.label"].to_list() == [str(digit) for digit in range(3) for _ in range(30)]


def test_the_test_part_of_a_built_in_set_is_predicted_on(client: httpx.Client, work: Work) -> None:
    job = work(ask(client, "line", "noisy_sine", params={"n_samples": 30}))
    assert len(pl.read_csv(output(client, job))) == 30


def test_texts_that_a_batch_takes_without_their_blanks_are_told_in_its_log(client: httpx.Client, work: Work) -> None:
    blanks = [[*row[:2], f" {row[2]}", *row[3:]] for row in TABLE]
    labels = []
    for rows, columns in ((TABLE, []), (blanks, ["side"])):
        job = work(ask(client, "read-table", upload(client, csv_file([HEADER, *rows]), reading='{"labels": "as_is"}')))
        labels.append(pl.read_csv(output(client, job))["label"].to_list())
        log = [event["data"].get("message", "") for event in events(client, job.id)]
        assert [line.partition("without blanks around them: ")[2] for line in log if "blanks" in line] == [f'"{column}"' for column in columns]
    assert labels[0] == labels[1]


def test_a_killed_batch_continues_after_its_last_finished_piece(client: httpx.Client, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = output(client, work(ask(client, "table", table(client), keep=["id"])))
    job_id, read = ask(client, "table", table(client), keep=["id"]), []
    original = run.BatchSamples.read
    monkeypatch.setattr(run.BatchSamples, "read", lambda self, first, end: (read.append(first), original(self, first, end))[1])
    # Asked before the model is loaded, and before each piece.
    assert work(job_id, stops_after=3).state == "queued"
    assert read == [0, 50]
    progress = client.get(f"/v1/jobs/{job_id}").json()
    assert progress["progress"] == pytest.approx(0.99 * 100 / 120)
    assert output(client, work(job_id)) == whole
    assert read == [0, 50, 100]
    log = [event["data"].get("message", "") for event in events(client, job_id)]
    assert "continuing: 100 of 120 samples are done" in log


def events(client: httpx.Client, job_id: str) -> list[dict[str, Any]]:
    lines = client.get(f"/v1/jobs/{job_id}/events").text.splitlines()
    return [{"data": json.loads(line.removeprefix("data: "))} for line in lines if line.startswith("data: ")]


def test_the_pieces_are_removed_and_the_file_counts_for_its_owner(client: httpx.Client, work: Work, settings: Settings) -> None:
    source, before = table(client), stored_bytes(client)
    job = work(ask(client, "table", source))
    assert stored_bytes(client) == before + len(output(client, job))
    assert not Files(settings.files).resume_folder(job.id).exists()
    assert [path.name for path in Path(settings.files).glob(f"jobs/{job.id}/*/{OUTPUTS}/*")] == ["predictions.csv"]
    stores = Stores.of(settings)
    assert job.id not in [found.id for found in stores.job_files.sent_with_ended()]
    stores.close()


def stored_bytes(client: httpx.Client) -> int:
    return next(int(limit["used"]) for limit in client.get("/v1/me").json()["limits"] if limit["name"] == "stored_bytes")


def test_a_sample_that_the_model_does_not_take_is_named_in_the_job(client: httpx.Client, work: Work) -> None:
    rows = [*TABLE[:70], ["k070", 1e300, "up", "", 1.0, "2024-01-01"], *TABLE[71:]]
    job = work(ask(client, "table-network", upload(client, csv_file([HEADER, *rows]))))
    assert job.state == "failed"
    assert (job.error or "").startswith("sample 70 (from 0): expected numbers for which the model gives a finite prediction")


def test_a_data_set_of_a_batch_that_has_not_ended_is_not_deleted(client: httpx.Client, work: Work, database: Database) -> None:
    source = upload(client, csv_file([HEADER, *TABLE[:3]]))
    job_id = ask(client, "table", source)
    response = client.delete(f"/v1/datasets/{source.removeprefix('dataset:')}")
    assert response.status_code == 409
    assert job_id in response.json()["detail"]
    client.post(f"/v1/jobs/{job_id}/cancel")
    assert client.delete(f"/v1/datasets/{source.removeprefix('dataset:')}").status_code == 200


def test_a_running_batch_pauses_between_two_pieces_and_goes_on(client: httpx.Client, work: Work, database: Database) -> None:
    job_id = ask(client, "table", table(client))
    job = claim(database, job_id, "worker-1", LONG_S)
    assert job is not None
    assert accepted(client.post(f"/v1/jobs/{job_id}/pause"))["pause_requested"] is True
    Attempts(database).pause(job_id, job.attempt)
    assert client.get(f"/v1/jobs/{job_id}").json()["state"] == "paused"
    assert client.post(f"/v1/jobs/{job_id}/resume").json()["state"] == "queued"
    assert work(job_id).state == "succeeded"


def test_a_column_of_another_type_is_refused_with_the_reading_that_settles_it(client: httpx.Client, work: Work) -> None:
    rows = [["x", "side", "y"], [1.0, "up", "n1"], [2.0, "down", "n2"]]
    source = upload(client, csv_file(rows))
    refused = problem(client.post("/v1/models/table/batch", json={"source": source}), 422)
    assert 'column "y": expected numbers, as the model takes, got text' in refused["errors"][0]["detail"]
    assert "/reread" in refused["errors"][0]["detail"]


def test_a_column_in_doubt_is_refused_with_what_settles_it_and_taken_once_that_is_said(client: httpx.Client, work: Work) -> None:
    source = upload(client, csv_file([HEADER, *TABLE[:40], ["k", "Total", "up", "", 1.0, "2024-01-01"]]))
    [error] = problem(client.post("/v1/models/table/batch", json={"source": source}), 422)["errors"]
    assert error["pointer"] == "/source"
    assert error["detail"].startswith('column "y" has more than one meaning')
    upload_id = source.removeprefix("dataset:")
    assert f'POST /v1/datasets/{upload_id}/reread with one of {{"missing": ["Total"]}}' in error["detail"]
    read = client.post(f"/v1/datasets/{upload_id}/reread", json={"skip_lines": [42]}).json()
    assert work(ask(client, "table", f"dataset:{read['id']}")).metrics["samples"] == 40
