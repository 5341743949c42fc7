"""Uploaded data sets on both databases: stored once, and atomically."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from models.specs.data import DataSpec
from models.uploads.reading.reading import Reading
from service.contained import Containment, Limits
from service.errors import Conflict, Invalid, NotFound
from service.intake import Incoming, take_in
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.datasets import Datasets
from service.store.deletion_rows import Order
from service.store.deletions import Deletions
from service.store.files import Files
from service.store.lookup import Lookup
from service.store.purging import Purging
from service.store.registry import Registry
from service.store.rows import Dataset, NewDataset
from service.store.transitions import State
from tests.faults import told
from tests.integration.given import at_once, queued, running

TABLE = b"x,y\n1,a\n2,b\n"
CONTAINMENT = Containment(Limits(60, 1024**3))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def datasets(database: Database, files: Files) -> Datasets:
    return Datasets(database, files)


def taken(datasets: Datasets, files: Files, content: bytes = TABLE, file_name: str = "table.csv", **fields: Any) -> tuple[Dataset, bool]:
    with NamedTemporaryFile() as sent:
        sent.write(content)
        sent.flush()
        return take_in(Incoming(Path(sent.name), file_name, **fields), datasets, files, CONTAINMENT)


def below(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def test_a_file_becomes_a_row_and_a_folder(datasets: Datasets, files: Files, tmp_path: Path) -> None:
    dataset, created = taken(datasets, files)
    assert (created, dataset.name, dataset.format, dataset.size_bytes) == (True, "table", "csv", len(TABLE))
    assert datasets.get(dataset.id) == dataset
    names = {
        f"datasets/{dataset.id}/{name}"
        for name in ("source", "lines.npy", "column-0.npy", "labels-0.json", "labels-1.json", "text-1.bytes", "text-1.sizes")
    }
    assert below(tmp_path) == {"datasets", f"datasets/{dataset.id}", *names}


def test_a_row_that_cannot_be_committed_leaves_no_folder(database: Database, datasets: Datasets, files: Files, tmp_path: Path) -> None:
    def refuse(_connection: Connection) -> None:
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    event.listen(database._engine, "commit", refuse)
    try:
        with pytest.raises(OperationalError):
            taken(datasets, files)
    finally:
        event.remove(database._engine, "commit", refuse)
    assert below(tmp_path) == {"datasets"}
    assert taken(datasets, files)[1]


def test_the_same_file_is_the_same_data_set(datasets: Datasets, files: Files, tmp_path: Path) -> None:
    first, before = taken(datasets, files), below(tmp_path)
    assert taken(datasets, files, name="another", file_name="copy.csv") == (first[0], False)
    assert below(tmp_path) == before


def test_another_format_or_delimiter_makes_another_data_set(datasets: Datasets, files: Files) -> None:
    ids = {
        taken(datasets, files, **fields)[0].id
        for fields in ({}, {"format": "text"}, {"reading": Reading(delimiter=";", types={"x,y": "text"})}, {"reading": Reading(delimiter=",")})
    }
    assert len(ids) == 4


def test_the_same_file_sent_at_once_is_taken_once(datasets: Datasets, files: Files, tmp_path: Path) -> None:
    results = at_once(6, lambda _: taken(datasets, files))
    assert sorted(created for _, created in results) == [False] * 5 + [True]
    assert len({dataset.id for dataset, _ in results}) == 1
    assert [path.name for path in (tmp_path / "datasets").iterdir()] == [results[0][0].id]


@pytest.mark.parametrize(
    ("content", "file_name", "detail"),
    [
        (b"x,y\n1,2\n3\n", "t.csv", "line 3: expected 2 fields, got 1; correct the rows, or leave them out by reading.skip_lines=[3]"),
        (b"junk", "t.npz", "expected a ZIP archive, got a file that cannot be opened: File is not a zip file"),
    ],
)
def test_a_file_that_is_refused_leaves_nothing_behind(
    datasets: Datasets, files: Files, tmp_path: Path, content: bytes, file_name: str, detail: str
) -> None:
    with pytest.raises(Invalid) as raised:
        taken(datasets, files, content, file_name)
    assert told(raised.value.errors) == [("/file", detail)]
    assert below(tmp_path) == {"datasets"}
    assert datasets.page(None, 10) == []


def test_no_row_is_created_if_the_folder_cannot_be_moved(datasets: Datasets, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        datasets.create(NewDataset("a" * 20, "c" * 20, "x", "csv", "b" * 64, 1, {"n_samples": 1}), tmp_path / "nowhere")
    assert datasets.find("a" * 20) is None


def test_data_sets_are_listed_newest_first_page_by_page(datasets: Datasets, files: Files) -> None:
    made = [taken(datasets, files, b"x\n%d\n" % number)[0] for number in range(5)]
    first = datasets.page(None, 2)
    rest = datasets.page((first[-1].created_at, first[-1].id), 10)
    assert [*first, *rest] == made[::-1]


def deletions_of(database: Database, files: Files) -> Deletions:
    return Deletions(database, files, 7.0)


def test_a_deleted_data_set_is_gone_with_its_folder(database: Database, datasets: Datasets, files: Files, tmp_path: Path) -> None:
    dataset, _ = taken(datasets, files)
    deletion = deletions_of(database, files).dataset(dataset.id, Order("nobody", purge=True))
    assert Purging(database, files).run(deletion.id, 10.0)
    assert below(tmp_path) == {"datasets"}
    for call in (datasets.get, lambda dataset_id: deletions_of(database, files).dataset(dataset_id, Order("nobody"))):
        with pytest.raises(NotFound, match=f"there is no uploaded data set '{dataset.id}'"):
            call(dataset.id)


@pytest.mark.parametrize("make", [queued, running])
def test_a_data_set_in_use_is_kept(database: Database, datasets: Datasets, files: Files, make: object) -> None:
    dataset, _ = taken(datasets, files)
    job = make(database, spec={"data": {"source": dataset.source}})  # type: ignore[operator]
    with pytest.raises(Conflict, match=f"is needed by job {job.id} .*, which reads it"):
        deletions_of(database, files).dataset(dataset.id, Order("nobody"))
    assert datasets.get(dataset.id) == dataset
    assert datasets.folder(dataset.id).is_dir()


def test_a_data_set_of_finished_jobs_may_be_deleted(database: Database, datasets: Datasets, files: Files) -> None:
    dataset, _ = taken(datasets, files)
    job = running(database, spec={"data": {"source": dataset.source}})
    assert Attempts(database).end(job.id, job.attempt, State.FAILED, "done")
    queued(database, spec={"data": {"source": "mnist"}})
    queued(database, spec={"seed": 1})
    deletions_of(database, files).dataset(dataset.id, Order("nobody"))
    assert datasets.find(dataset.id) is None


def test_a_lookup_finds_uploads(database: Database, datasets: Datasets, files: Files) -> None:
    lookup = Lookup(Registry(database), files)
    dataset, _ = taken(datasets, files)
    upload = lookup.upload(dataset.id)
    assert upload is not None
    assert upload.data_set(DataSpec(source=dataset.source, target="y")).load(None).inputs.tolist() == [[1], [2]]
    assert lookup.upload("0" * 20) is None
