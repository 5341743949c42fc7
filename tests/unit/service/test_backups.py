"""`modelbook backup` and `restore`: everything comes back, what ran goes on, and nothing is taken for a backup that is not one."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from service.backups.commands import backup
from service.backups.last_backup import LAST_BACKUP, LastBackup
from service.moved_note import MovedError, require_unmoved
from service.store.database import Database
from service.store.job_filter import JobFilter
from service.store.jobs import Jobs
from service.store.keys import Keys
from service.store.tables import jobs
from service.store.trials import Trials
from tests.beside_statements import after_each_statement
from tests.unit.service.backed_up import STATES, backed_up, fill, in_database, only_backup, restored


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an installation, and a backup of it."""
    folder = tmp_path_factory.mktemp("backups")
    fill(folder / "data")
    done = backed_up(folder)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of that of this test's own."""
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy"


def contents(files: Path) -> dict[str, bytes]:
    return {path.relative_to(files).as_posix(): path.read_bytes() for path in files.rglob("*") if path.is_file()}


def losses(database: Database) -> set[int]:
    with database.reading() as connection:
        return set(connection.execute(select(jobs.c.losses)).scalars())


def test_everything_comes_back_but_drafts_and_what_ran_goes_on_without_a_loss(folder: Path) -> None:
    result = restored(folder)
    assert (result.exit_code, "4 jobs" in result.stderr, "2 jobs that ran are queued again" in result.stderr) == (0, True, True), result.output
    files = contents(folder / "data" / "files")
    left_out = {LAST_BACKUP, *(key for key in files if "/." in key)}
    assert len(left_out) == 3
    assert contents(folder / "new" / "files") == {key: content for key, content in files.items() if key not in left_out}
    found = in_database(folder / "new", lambda database: Jobs(database).page(JobFilter(), None, 10))
    assert {job.name: str(job.state) for job in found} == STATES
    assert in_database(folder / "new", losses) == {0}
    (search,) = (job for job in found if job.name == "search")
    assert {trial.state for trial in in_database(folder / "new", lambda database: Trials(database).of_job(search.id))} == {"queued"}
    assert [key.owner for key in in_database(folder / "new", lambda database: list(Keys(database).page(None, None, None)))] == ["app1"]


def test_the_next_backup_links_what_is_unchanged_and_old_ones_are_removed_on_request(folder: Path) -> None:
    first = only_backup(folder)
    file = folder / "data" / "files" / "datasets" / "new.npy"
    file.write_bytes(b"new")
    result = backed_up(folder)
    second = Path(result.stdout.strip())
    assert (second / "files/datasets/x/values.npy").samefile(first / "files/datasets/x/values.npy")
    assert (second / "files/datasets/new.npy").read_bytes() == b"new"
    third = Path(backed_up(folder, "--keep", "2").stdout.strip())
    assert sorted(path for path in (folder / "backups").iterdir() if path.is_dir()) == [second, third]
    assert restored(folder, "--check").exit_code == 0


def test_old_backups_are_removed_while_no_other_backup_is_written(folder: Path) -> None:
    """Another one would remove the same folder, as a leftover."""
    refused: list[str] = []

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "shutil.rmtree" and str(arguments[0]).startswith(str(folder / "backups" / ".part-")) and not refused:
            refused.append("")  # This is called by the other backup, too.
            refused[0] = backed_up(folder, "--keep", "1").output

    sys.addaudithook(look)
    assert backed_up(folder, "--keep", "1").exit_code == 0
    assert "another backup is being written" in refused[0]


@pytest.mark.parametrize("content", ["", "[]", '{"form": 2}'])
def test_a_backup_before_that_cannot_be_read_is_told_and_everything_is_copied(folder: Path, content: str) -> None:
    first = only_backup(folder)
    (first / "manifest.json").write_text(content)
    result = backed_up(folder)
    assert (result.exit_code, f"Warning: the backup {first.name} cannot be used" in result.stderr) == (0, True), result.output
    second = Path(result.stdout.strip())
    assert not (second / "files/datasets/x/values.npy").samefile(first / "files/datasets/x/values.npy")
    assert "0.0 MB of them new" in backed_up(folder).stderr  # That one is linked to the second.
    assert restored(folder, "--check").exit_code == 0


def test_the_last_backup_is_noted_and_the_note_is_in_no_backup(folder: Path) -> None:
    files = folder / "data" / "files"
    taken = Path(backed_up(folder).stdout.strip())
    last = LastBackup.of(files)
    assert last is not None
    assert (last.folder, last.taken_at) == (str(taken), json.loads((taken / "manifest.json").read_text())["taken_at"])
    assert restored(folder).exit_code == 0
    assert LastBackup.of(folder / "new" / "files") is None


def test_what_the_backup_before_has_lost_is_copied_again(folder: Path) -> None:
    (only_backup(folder) / "files/datasets/x/values.npy").unlink()
    found = Path(backed_up(folder).stdout.strip())
    assert (found / "files/datasets/x/values.npy").read_bytes() == (folder / "data/files/datasets/x/values.npy").read_bytes()


def test_a_folder_that_is_a_link_to_another_disk_is_copied(folder: Path) -> None:
    (folder / "data/files/datasets").rename(folder / "disk")
    (folder / "data/files/datasets").symlink_to(folder / "disk")
    assert (Path(backed_up(folder).stdout.strip()) / "files/datasets/x/values.npy").is_file()


def test_a_backup_writes_nothing_outside_of_the_folder_of_files(folder: Path) -> None:
    manifest = only_backup(folder) / "manifest.json"
    found = json.loads(manifest.read_text())
    kept = found["files"].pop("datasets/x/values.npy")
    manifest.write_text(json.dumps({**found, "files": {**found["files"], "datasets/../../../x": kept}}))
    result = restored(folder)
    assert (result.exit_code, "outside of their folder" in result.output) == (1, True), result.output


def test_a_file_of_the_same_content_is_in_a_backup_once(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / "data" / "files" / "datasets" / name).write_bytes(b"the same")
    found = Path(backed_up(folder).stdout.strip()) / "files" / "datasets"
    assert (found / "a").samefile(found / "b")


@pytest.mark.parametrize(("name", "fault"), [("files/datasets/x/values.npy", "another SHA-256"), ("rows/jobs.jsonl.gz", "is missing")])
def test_a_damaged_backup_is_named_and_not_restored(folder: Path, name: str, fault: str) -> None:
    path = only_backup(folder) / name
    if "missing" in fault:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"!")
    for options in ((), ("--check",)):
        result = restored(folder, *options)
        assert (result.exit_code, f"{name} " in result.output, fault in result.output) == (1, True, True), result.output
    assert not (folder / "new" / "modelbook.db").exists()


@pytest.mark.parametrize(("field", "value", "said"), [("form", 2, "of form 2"), ("schema", "9999", "this release or an earlier one")])
def test_a_backup_of_a_later_release_is_refused(folder: Path, field: str, value: object, said: str) -> None:
    manifest = only_backup(folder) / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), field: value}))
    result = restored(folder)
    assert (result.exit_code, said in result.output) == (1, True), result.output


def test_nothing_is_restored_over_rows_or_files(folder: Path) -> None:
    over_rows = restored(folder, data="data")
    assert (over_rows.exit_code, "expected an empty database" in over_rows.output) == (1, True), over_rows.output
    (folder / "new" / "files").mkdir(parents=True)
    (folder / "new" / "files" / "mine").write_bytes(b"")
    over_files = restored(folder)
    assert (over_files.exit_code, "which has mine" in over_files.output) == (1, True), over_files.output


def test_a_restore_that_was_cut_off_is_begun_again(folder: Path) -> None:
    half = folder / "new" / "files" / "datasets" / "x"
    half.mkdir(parents=True)
    (half / "values.npy").write_bytes(b"half")
    (half / ".part-0123abcd-values.npy").write_bytes(b"killed")
    assert restored(folder).exit_code == 0
    assert [path.name for path in half.iterdir()] == ["values.npy"]
    assert (half / "values.npy").read_bytes() == (folder / "data" / "files" / "datasets" / "x" / "values.npy").read_bytes()


def test_a_restore_that_was_cut_off_after_its_rows_goes_on_from_them_and_nothing_is_started_before(folder: Path) -> None:
    def cut_off(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE jobs"):
            raise KeyboardInterrupt

    with after_each_statement(cut_off):
        assert restored(folder).exit_code == 1
    with pytest.raises(MovedError, match="is being restored into"):
        require_unmoved(folder / "new" / "files")
    result = restored(folder)
    assert (result.exit_code, "2 jobs that ran are queued again" in result.stderr) == (0, True), result.output
    require_unmoved(folder / "new" / "files")
    assert "expected an empty database" in restored(folder).output


def test_a_folder_of_other_things_takes_no_backup(folder: Path) -> None:
    result = CliRunner().invoke(backup, [str(folder), "--data", str(folder / "data")])
    assert (result.exit_code, "expected an empty folder, or one of backups" in result.output) == (1, True), result.output


def test_the_files_take_no_backup_of_themselves(folder: Path) -> None:
    result = CliRunner().invoke(backup, [str(folder / "data" / "files" / "backups"), "--data", str(folder / "data")])
    assert (result.exit_code, "expected a folder outside of the files" in result.output) == (1, True), result.output
    assert not (folder / "data" / "files" / "backups").exists()


def test_what_an_interrupted_backup_has_left_is_removed(folder: Path) -> None:
    (folder / "backups" / ".part-20260101T000000000Z").mkdir()
    assert backed_up(folder).exit_code == 0
    assert not list((folder / "backups").glob(".part-*"))


def test_a_missing_database_is_no_backup(tmp_path: Path) -> None:
    result = backed_up(tmp_path)
    assert (result.exit_code, "which is not there" in result.output) == (1, True), result.output
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_the_installation_has_lost_is_named_and_the_rest_is_saved(folder: Path) -> None:
    (lost,) = (folder / "data" / "files" / "jobs").rglob("epoch-1.h5")
    lost.unlink()
    result = backed_up(folder)
    assert (result.exit_code, "epoch-1.h5, which the installation does not have" in result.stderr) == (0, True), result.output
