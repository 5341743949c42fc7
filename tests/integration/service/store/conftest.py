"""Fixtures of tests of deletions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.store.attempts import Attempts
from service.store.database import Database
from service.store.deletions import Deletions
from service.store.files import Files
from service.store.purging import Purging
from service.store.registry import Registry
from service.store.rows import CheckpointFile, Job
from service.store.transitions import State
from tests.integration.given import new_version, running
from tests.integration.service.store.deleted_things import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def deletions(database: Database, files: Files, clock: Clock) -> Deletions:
    return Deletions(database, files, 7.0, clock=clock)


@pytest.fixture
def purging(database: Database, files: Files, clock: Clock) -> Purging:
    return Purging(database, files, clock)


@pytest.fixture
def trained(database: Database, files: Files) -> Callable[..., Job]:
    """Make a job that registers a version of `name`, with the files of both."""

    def make(name: str = "digits", **changes: Any) -> Job:
        job = running(database, name=name, **changes)
        artifact = files.attempt_folder(job.id, "1") / "model.h5"
        artifact.write_bytes(b"x" * 100)
        artifact.with_name("model.onnx").write_bytes(b"x" * 50)
        assert Registry(database).register(job.id, job.attempt, new_version(artifact=files.key(artifact)))
        return job

    return make


@pytest.fixture
def ended(database: Database, files: Files) -> Callable[..., Job]:
    """Make a job that has failed, with a file, an epoch's checkpoint and events."""

    def make(**changes: Any) -> Job:
        job = running(database, **changes)
        path = files.attempt_folder(job.id, "1") / "snapshots" / "1.h5"
        path.parent.mkdir()
        path.write_bytes(b"x" * 10)
        attempts = Attempts(database)
        attempts.checkpoint(job.id, job.attempt, CheckpointFile(1, files.key(path), 10, {}, 0.0), [])
        attempts.log(job.id, job.attempt, "a message", 1.0)
        assert attempts.end(job.id, job.attempt, State.FAILED, "done")
        return job

    return make
