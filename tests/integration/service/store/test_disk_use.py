"""What is on the disk is what the database refers to: through deletions, retention, and for each kind of file."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from service.store.aliases import Aliases
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.deletion_rows import Order
from service.store.deletions import Deletions
from service.store.disk_use import Referred, stored_files, use_of
from service.store.files import Files
from service.store.owner_use import Stored, stored_by
from service.store.purging import Purging
from service.store.quota import Quota
from service.store.registry import Registry
from service.store.rows import CheckpointFile, Job
from service.store.thing_files import of_version, remove
from service.store.transitions import State
from tests.integration.given import new_version, rows_of, running

#: Bytes of an artifact, and of its compiled form.
N_BYTES = (100, 50)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def register(database: Database, files: Files) -> Callable[[str], Job]:
    """Register a model with its files, in the folder of the process of its job."""

    def make(name: str) -> Job:
        job = running(database, name=name)
        artifact = files.attempt_folder(job.id, job.process or "") / "model.h5"
        for path, size in zip((artifact, artifact.with_name("model.onnx")), N_BYTES, strict=True):
            path.write_bytes(b"x" * size)
        version = new_version(artifact=files.key(artifact), stored_bytes=sum(N_BYTES))
        assert Registry(database).register(job.id, job.attempt, version)
        return job

    return make


def on_disk(root: Path) -> int:
    return sum(path.stat().st_size for path in root.rglob("*") if path.is_file())


def unreferred(database: Database, files: Files) -> list[str]:
    return sorted(files.key(file.path) for file in stored_files(files, Referred.of(database)) if not file.is_referred)


def test_deleting_40_of_50_models_frees_their_bytes_and_the_aliases_stay_sound(
    database: Database, files: Files, register: Callable[[str], Job], tmp_path: Path
) -> None:
    names = [f"model-{number}" for number in range(50)]
    for name in names:
        register(name)
        Aliases(database).move(name, "champion", 1, None, "ann")
    before, deletions = on_disk(tmp_path), Deletions(database, files, 7.0)
    for name in names[:40]:
        Aliases(database).delete(name, "champion", 1, "ann")
        deletions.model(name, Order("ann"))
    assert on_disk(tmp_path) == before == 50 * sum(N_BYTES)
    for deletion in deletions.page(None, 50):
        deletions.purge(deletion.id)
    purging = Purging(database, files)
    assert all(purging.run(deletion_id, 60.0) for deletion_id in purging.due())
    assert on_disk(tmp_path) == 10 * sum(N_BYTES)
    use, left = use_of(files, Referred.of(database))
    assert (dict(use), left) == ({"models": 10 * sum(N_BYTES)}, 0)
    assert [Registry(database).resolve(f"{name}:champion").ref for name in names[40:]] == [f"{name}@1" for name in names[40:]]
    assert len(list((tmp_path / "jobs").iterdir())) == len(rows_of(database)["versions"]) == 10


def test_each_kind_of_file_has_its_referrer(database: Database, files: Files, register: Callable[[str], Job]) -> None:
    made, going = register("digits"), running(database)
    failed = running(database)
    kept = files.attempt_folder(failed.id, "0" * 26) / "snapshots" / "1.h5"
    kept.parent.mkdir()
    kept.write_bytes(b"x")
    Attempts(database).checkpoint(failed.id, failed.attempt, CheckpointFile(1, files.key(kept), 1, {}, 0.0), [])
    Attempts(database).end(failed.id, failed.attempt, State.FAILED, "done")
    referred = [
        f"jobs/{made.id}/plots/x.svg",
        f"jobs/{made.id}/{made.process}/plots/x.svg",
        f"jobs/{going.id}/{'0' * 26}/x",
        f"jobs/{failed.id}/{failed.process}/outputs/x",
        f"jobs/{failed.id}/plots/x.svg",
        f"resume/{going.id}/x",
    ]
    left = [f"jobs/{failed.id}/{'0' * 26}/x", f"jobs/{'1' * 26}/x", f"resume/{made.id}/x", "datasets/0a/x", "incoming/x", "imports/x.h5"]
    left += [f"jobs/{going.id}/.part-00-x", "datasets/.draft-00/x", f"jobs/{failed.id}/{failed.process}/plots/x.svg"]
    left += [f"jobs/{failed.id}/{failed.process}/tmp/unpacked/x"]
    for key in (*referred, *left, "others/x"):
        files.path(key).parent.mkdir(parents=True, exist_ok=True)
        files.path(key).write_bytes(b"x")
    assert [Quota(database, owner).figure_bytes(files) for owner in ("default", "other")] == [2, 0]
    assert unreferred(database, files) == sorted(left)
    use, n_left = use_of(files, Referred.of(database))
    assert (dict(use), n_left) == ({"models": 150, "jobs": 4, "figures": 3, "other": 1}, len(left))


def test_figures_are_counted_once_a_minute(database: Database, files: Files, register: Callable[[str], Job]) -> None:
    job, now = register("model"), [1000.0]
    quota = Quota(database, clock=lambda: now[0])
    found = []
    for seconds in (0.0, 59.0, 1.0):
        now[0] += seconds
        plot = files.path(f"jobs/{job.id}/{job.process}/plots/{len(found)}.svg")
        plot.parent.mkdir(parents=True, exist_ok=True)
        plot.write_bytes(b"x")
        found.append(quota.figure_bytes(files))
    assert found == [1, 1, 3]


def test_figures_go_with_their_version(database: Database, files: Files, register: Callable[[str], Job]) -> None:
    made = register("digits")
    folder = files.job_folder(made.id) / (made.process or "")
    for name in ("plots", "outputs"):
        (folder / name).mkdir()
        (folder / name / "x").write_bytes(b"x")
    remove(of_version(files, Registry(database).resolve("digits").artifact))
    assert [path.name for path in folder.iterdir()] == ["outputs"]


def test_a_folder_is_removed_with_what_is_written_into_it_meanwhile(tmp_path: Path) -> None:
    folder, written = tmp_path / "plots", list[str]()
    folder.mkdir()

    def write(_frame: object, event: str, called: object) -> None:
        if (event, called) == ("c_call", os.rmdir) and not written:
            written.append("1.svg")
            (folder / "1.svg").write_bytes(b"x")

    sys.setprofile(write)
    try:
        remove([folder])
    finally:
        sys.setprofile(None)
    assert written
    assert not folder.exists()


def test_what_can_be_restored_is_referred_to(database: Database, files: Files, register: Callable[[str], Job]) -> None:
    register("digits")
    Deletions(database, files, 7.0).model("digits", Order("ann"))
    assert unreferred(database, files) == []


def test_a_deletion_moves_stored_bytes_and_changes_no_sum(database: Database, files: Files, register: Callable[[str], Job]) -> None:
    """Figures are on the disk and do not count: neither before nor after."""
    made = register("digits")
    running(database, stored_bytes=7)
    figure = files.path(f"jobs/{made.id}/plots/0.svg")
    figure.parent.mkdir(parents=True)
    figure.write_bytes(b"x" * 1000)
    with database.reading() as connection:
        before = stored_by(connection, "default")
    assert (before.models > 0, before.jobs, before.deleted) == (True, 7, 0)
    Deletions(database, files, 7.0).model("digits", Order("ann"))
    with database.reading() as connection:
        assert stored_by(connection, "default") == Stored(models=0, jobs=7, datasets=0, deleted=before.models)
    assert Quota(database).used().stored_bytes == before.models + 7
