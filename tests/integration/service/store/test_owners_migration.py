"""The migration to owners: what an earlier release stored belongs to `default`, and nothing is lost; on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import MetaData, create_engine, insert, select

from service.errors import NotFound
from service.store.database import Database, alembic_config, migrate
from service.store.datasets import Datasets
from service.store.files import Files
from service.store.job_filter import JobFilter
from service.store.jobs import Jobs
from service.store.registry import Registry
from service.store.table_metadata import metadata
from tests.integration.given import LONG_S, claim, new_job, new_version

Rows = dict[str, list[dict[str, Any]]]

JOB, RUNNING, DATASET = "01J00000000000000000000001", "01J00000000000000000000002", "0f3c9a7be21d4c58a6e1"
_JOB = {
    **{"recipe": None, "spec": {"seed": 42, "data": {"source": f"dataset:{DATASET}"}}, "queue": "cpu", "cancel_requested": 0, "stop_requested": 0},
    **{"attempt": 1, "losses": 0, "worker": "host:1", "progress": 1.0, "metrics": {"test_r2": 0.5}, "best": None, "error": None, "last_event": 1},
    **{"published_at": 1.5, "sweep": None, "sweep_member": None, "body_sha256": "b" * 64, "created_at": 1.0, "started_at": 2.0},
}
_VERSION = {
    **{"model": "digits", "job_id": JOB, "artifact": "jobs/x/1/model.h5", "sha256": "a" * 64, "size_bytes": 10, "onnx": None, "created_at": 3.0},
    **{"serving": {}, "signature": {}, "preprocessing": {}, "metrics": {}, "provenance": {}},
}
#: A row or more of every table of revision 0006.
OLD: Rows = {
    "jobs": [
        {
            **_JOB,
            "id": JOB,
            "name": "digits",
            "state": "succeeded",
            "owner": "p1",
            "idempotency_key": "k",
            "lease_expires_at": None,
            "finished_at": 3.0,
        },
        {
            **_JOB,
            "id": RUNNING,
            "name": "x",
            "state": "running",
            "owner": "p2",
            "idempotency_key": None,
            "lease_expires_at": 9e9,
            "finished_at": None,
        },
    ],
    "events": [{"job_id": JOB, "id": 1, "kind": "state", "data": {"state": "queued"}, "created_at": 1.0}],
    "epochs": [{"job_id": JOB, "epoch": 1, "metrics": {"loss": 0.1}, "seconds": 1.0, "learning_rate": 0.1, "samples_per_second": 5.0, "batches": []}],
    "checkpoints": [{"job_id": JOB, "epoch": 1, "file": "jobs/x/1/c.h5", "size_bytes": 4, "metrics": {}, "created_at": 2.0}],
    "trials": [
        {
            **{"job_id": JOB, "number": 0, "round": 0, "candidate": 0, "fold": 0, "params": {"alpha": 1}, "state": "done"},
            **{"member": "p1", "worker": "host:1", "lease_expires_at": None, "losses": 0, "score": 0.5, "train_score": 0.6},
            **{"figures": {}, "fit_seconds": 0.1, "score_seconds": 0.1, "error": None},
        }
    ],
    "models": [{"name": "digits", "last_version": 2, "created_at": 3.0}],
    "versions": [{**_VERSION, "version": 1, "moved_by": None}, {**_VERSION, "version": 2, "moved_by": RUNNING}],
    "datasets": [
        {
            **{"id": DATASET, "name": "fruit", "format": "csv", "sha256": "c" * 64, "size_bytes": 8, "created_at": 1.0},
            "description": {"n_samples": 2, "columns": []},
        }
    ],
}
#: The same after the way there and back: when messages were sent is not kept.
BACK: Rows = {**OLD, "jobs": [{**job, "published_at": None} for job in OLD["jobs"]]}


@pytest.fixture
def old_url(database_url: str) -> str:
    """A database of the release before owners, with a row of every table."""
    command.upgrade(alembic_config(database_url), "0006")
    engine, tables = create_engine(database_url), MetaData()
    tables.reflect(engine)
    assert {*OLD, "alembic_version"} == set(tables.tables)
    with engine.begin() as connection:
        for name, rows in OLD.items():
            assert set(rows[0]) == set(tables.tables[name].columns.keys()), f"every column of {name}"
            connection.execute(insert(tables.tables[name]), rows)
    engine.dispose()
    return database_url


@pytest.fixture
def migrated_store(old_url: str) -> Iterator[Database]:
    migrate(old_url)
    database = Database(old_url)
    yield database
    database.close()


def rows_of(url: str) -> Rows:
    """Return all rows of a database as it is, in the order in which they were written."""
    engine, tables = create_engine(url), MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        found = {
            name: [dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for name, table in tables.tables.items()
        }
    engine.dispose()
    found.pop("alembic_version")
    return found


def test_what_was_there_belongs_to_default_and_nothing_is_lost(old_url: str) -> None:
    migrate(old_url)
    found = rows_of(old_url)
    added = ("grants", "keys", "audit", "shares", "queue_clocks", "usage", "costs", "webhook_secrets", "deliveries", "incoming_files")
    added = (*added, "aliases", "alias_moves", "deletions")
    assert {name: rows for name, rows in found.items() if name not in OLD} == {name: [] for name in added}
    for name, rows in OLD.items():
        new = [{**row, "owner": "default"} for row in rows] if "owner" in metadata.tables[name].columns else rows
        if name == "jobs":
            more = {"priority": 0, "trial_calls": 0, "called_at": None, "limited_from": None, "stored_bytes": 0}
            more |= {"pause_requested": 0, "crashes": 0, "lost_at": -1.0, "ran_s": 0.0, "delays": 0}
            more |= dict.fromkeys(("phase", "ends_at", "peak_memory", "estimate", "notify", "not_before", "retrains", "findings", "traceparent"))
            new = [{**row, "process": old["owner"], **more} for row, old in zip(new, rows, strict=True)]
            new = [{key: value for key, value in row.items() if key != "published_at"} for row in new]
        if name == "datasets":
            new = [{**row, "content": row["id"], "version": 1, "previous": None} for row in new]
        if name == "models":
            new = [{**row, "default_ref": None} for row in new]
        if name in ("jobs", "models", "datasets", "versions"):
            new = [{**row, "tags": [], "note": ""} for row in new]
        if name in ("jobs", "datasets", "versions"):
            new = [{**row, "deletion": None} for row in new]
        if name in ("jobs", "versions"):
            new = [{**row, "kept": 0} for row in new]
        if name in ("datasets", "versions"):
            new = [{**row, "stored_bytes": row["size_bytes"]} for row in new]
        assert found[name] == new


def test_what_was_there_is_used_as_before(migrated_store: Database, tmp_path: Path) -> None:
    jobs, registry, datasets = Jobs(migrated_store), Registry(migrated_store), Datasets(migrated_store, Files(tmp_path))
    assert [(job.id, job.process) for job in jobs.page(JobFilter(), None, 10)] == [(RUNNING, "p2"), (JOB, "p1")]
    assert [version.ref for version in registry.versions("digits")] == ["digits@2", "digits@1"]
    assert [dataset.id for dataset in datasets.page(None, 10)] == [DATASET]
    known = datasets.of_content(DATASET)  # Its id was the digest of its content.
    assert known is not None
    assert known.id == DATASET
    assert jobs.create(new_job(idempotency_key="k", body_sha256="b" * 64))[0].id == JOB
    assert (len(jobs.history(JOB)), len(jobs.checkpoints(JOB))) == (1, 1)


def test_versions_are_counted_on_and_another_owner_starts_at_one(migrated_store: Database) -> None:
    made = []
    for owner in ("default", "ann"):
        job = claim(migrated_store, Jobs(migrated_store, owner).create(new_job())[0].id, "worker-1", LONG_S)
        assert job is not None
        made.append(Registry(migrated_store, owner).register(job.id, job.attempt, new_version()))
    assert [version and version.key for version in made] == ["default/digits@3", "ann/digits@1"]


def test_another_owner_sees_nothing_of_it(migrated_store: Database, tmp_path: Path) -> None:
    jobs, datasets = Jobs(migrated_store, "ann"), Datasets(migrated_store, Files(tmp_path), "ann")
    assert (jobs.page(JobFilter(), None, 10), datasets.page(None, 10), datasets.find(DATASET), datasets.of_content(DATASET)) == ([], [], None, None)
    with pytest.raises(NotFound):
        Registry(migrated_store, "ann").resolve("default/digits")


def test_the_way_back_leaves_what_was_there(old_url: str) -> None:
    migrate(old_url)
    command.downgrade(alembic_config(old_url), "0006")
    assert rows_of(old_url) == BACK
    migrate(old_url)
    assert len(rows_of(old_url)["jobs"]) == len(OLD["jobs"])


def test_the_way_back_removes_what_is_other_owners(old_url: str) -> None:
    """Their names need not be unique among those that stay."""
    migrate(old_url)
    database = Database(old_url)
    job = claim(database, Jobs(database, "ann").create(new_job(idempotency_key="k"))[0].id, "worker-1", LONG_S)
    assert job is not None
    assert Registry(database, "ann").register(job.id, job.attempt, new_version()) is not None
    database.close()
    command.downgrade(alembic_config(old_url), "0006")
    assert rows_of(old_url) == BACK
