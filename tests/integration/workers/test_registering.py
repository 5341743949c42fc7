"""A job succeeds only with an artifact that is stored as it was written, and proved as it will be served."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.artifact.file import read_artifact
from models.core.errors import ArtifactError
from models.serving.compiling import compile_model
from models.training.finish import Outcome
from service.settings import Settings
from service.store.database import Database
from service.store.trials import JobProcess
from tests.integration.given import running
from tests.untied import untied
from workers.attempt import Assignment, Attempt
from workers.devices import Share
from workers.stores import Stores

#: What the disk returns is the matter here, so one database will do.
pytestmark = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True, scope="module")

SPEC: dict[str, Any] = {
    "task": "transform",
    "data": {"source": "iris"},
    "model": {"kind": "sklearn", "steps": [{"estimator": "MinMaxScaler"}]},
    "resources": {"time_limit_s": 3600, "device": "auto"},
}


@pytest.fixture
def attempt(database: Database, tmp_path: Path) -> Iterator[Attempt]:
    settings = Settings(database_url=database.url, files=tmp_path / "files", cache=tmp_path / "cache")
    stores, job = Stores.of(settings), running(database, spec=SPEC)
    process = JobProcess(job.id, job.process or "", "worker-1")
    folder = stores.files.attempt_folder(job.id, process.id)
    assignment = Assignment(process, job.owner, job.attempt, "cpu", job.spec, folder, settings, Share("", 0))
    yield Attempt(assignment, stores, untied())
    stores.database.close()


def fitted(attempt: Attempt) -> Outcome:
    with attempt.listener() as listener:
        return attempt.fit(attempt.sound_spec(), listener)


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("damage", [flip_a_bit, cut, Path.unlink])
def test_an_artifact_that_is_not_stored_as_it_was_written_is_not_registered(attempt: Attempt, damage: Callable[[Path], None]) -> None:
    outcome = fitted(attempt)
    damage(outcome.artifact)
    with pytest.raises(OSError, match=r"read back from the disk|No such file"):
        attempt.register(outcome)
    assert attempt.stores.jobs.get(attempt.job_id).state == "running"


def test_a_sound_one_is_registered(attempt: Attempt) -> None:
    version = attempt.register(fitted(attempt))
    assert version is not None
    assert attempt.stores.jobs.get(attempt.job_id).state == "succeeded"


@contextmanager
def refused(is_refused: bool) -> Iterator[None]:
    if is_refused:
        with pytest.raises(ArtifactError, match="golden"):
            yield
    else:
        yield


@pytest.mark.parametrize("off", [0.0, 0.5])
def test_a_model_without_an_onnx_form_is_proved_in_its_own_framework(attempt: Attempt, off: float) -> None:
    artifact = read_artifact(fitted(attempt).artifact)
    golden = artifact.golden
    moved = replace(golden, outputs={name: np.asarray(array + off) for name, array in golden.outputs.items()})
    tampered = replace(artifact, content=replace(artifact.content, golden=moved))
    with refused(off != 0):
        proofs = compile_model(tampered, attempt.folder, tolerance=-1.0)  # No form is as close as that.
        assert not any(proof.is_sound for proof in proofs.values())
