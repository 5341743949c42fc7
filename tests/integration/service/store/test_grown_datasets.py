"""What data sets have grown to, as each owner sees it."""

from pathlib import Path

import pytest
from sqlalchemy import update

from service.store.database import Database
from service.store.datasets import Datasets
from service.store.files import Files
from service.store.ids import new_id
from service.store.rows import Dataset, NewDataset
from service.store.upload_tables import datasets as table


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


def made(datasets: Datasets, files: Files, name: str, previous: Dataset | None = None) -> Dataset:
    """Make a data set, or its next version."""
    with files.draft_folder() as draft:
        values = draft / "values"
        values.mkdir()
        before = {} if previous is None else {"version": previous.version + 1, "previous": previous.id}
        new = NewDataset(name.ljust(20, "0"), name, name, "csv", "0" * 64, 1, {}, **before)
        files.path(f"datasets/{new.id}").parent.mkdir(parents=True, exist_ok=True)
        return datasets.create(new, values)[0]


def test_the_versions_after_a_data_set_are_those_of_all_generations_the_newest_first(database: Database, files: Files) -> None:
    datasets = Datasets(database, files)
    first = made(datasets, files, "a")
    second, other = made(datasets, files, "b", first), made(datasets, files, "c", first)
    third = made(datasets, files, "d", second)
    made(datasets, files, "e")
    assert [found.id for found in datasets.versions_after(first.id)] == [third.id, *(sorted([second.id, other.id], reverse=True))]
    assert datasets.versions_after(third.id) == []


def test_versions_of_another_owner_are_not_found(database: Database, files: Files) -> None:
    first = made(Datasets(database, files, "ann"), files, "a")
    made(Datasets(database, files, "ann"), files, "b", first)
    assert Datasets(database, files, "bob").versions_after(first.id) == []


def test_versions_are_found_of_a_data_set_that_was_deleted(database: Database, files: Files) -> None:
    datasets = Datasets(database, files)
    first = made(datasets, files, "a")
    second = made(datasets, files, "b", first)
    third = made(datasets, files, "c", second)
    with database.writing() as connection:
        connection.execute(update(table).where(table.c.id.in_([first.id, second.id])).values(deletion=new_id()))
    assert datasets.versions_after(first.id) == [third]
