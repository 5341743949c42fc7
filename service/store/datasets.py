"""Uploaded data sets: a row each, and a folder of values."""

import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select, tuple_
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from models.uploads.formats import READERS
from models.uploads.stored.upload_record import Record
from models.uploads.stored_upload import StoredUpload
from models.uploads.upload import PREFIX
from service.errors import Conflict, NotFound
from service.store.database import Database
from service.store.files import Files
from service.store.rows import Dataset
from service.store.states import FINAL, State
from service.store.tables import datasets, jobs

#: Most jobs that a refusal names.
NAMED_JOBS = 3


@dataclass(frozen=True)
class NewDataset:
    """An upload that has been read; the fields are those of a data set."""

    id: str
    name: str
    format: str
    sha256: str
    size_bytes: int
    description: dict[str, Any]


class Datasets:
    """The uploaded data sets of a database.

    Args:
        database: Where their rows are.
        files: Where their values are stored.
    """

    def __init__(self, database: Database, files: Files) -> None:
        self._database, self._files = database, files

    def create(self, new: NewDataset, values: Path) -> tuple[Dataset, bool]:
        """Make a data set, or return the one of the same id that is there.

        The folder is moved into position in the transaction that makes the row, so that no one sees one without the other.
        A folder that is there already is what a crash between the two has left, and makes way.

        Args:
            new: The row.
            values: Folder of what has been read, on the file system of the files; it is moved.

        Returns:
            The data set, and whether it is new.
        """
        try:
            with self._database.writing() as connection:
                columns = {field: getattr(new, field) for field in new.__dataclass_fields__}
                row = connection.execute(insert(datasets).values(**columns, created_at=time.time()).returning(datasets)).one()
                folder = self.folder(new.id)
                shutil.rmtree(folder, ignore_errors=True)
                values.rename(folder)
                return Dataset.of(row), True
        except IntegrityError:
            return self.get(new.id), False

    def find(self, dataset_id: str) -> Dataset | None:
        """Return a data set; None if there is none of that id."""
        with self._database.reading() as connection:
            row = connection.execute(select(datasets).where(datasets.c.id == dataset_id)).one_or_none()
        return None if row is None else Dataset.of(row)

    def get(self, dataset_id: str) -> Dataset:
        """Return a data set.

        Raises:
            NotFound: There is none of that id.
        """
        found = self.find(dataset_id)
        if found is None:
            raise NotFound(f"there is no uploaded data set {dataset_id!r}")
        return found

    def page(self, after: str | None, limit: int) -> list[Dataset]:
        """Return data sets, newest first, from behind the one with the id `after`.

        Raises:
            NotFound: There is no data set of that id any more.
        """
        query = select(datasets).order_by(datasets.c.created_at.desc(), datasets.c.id.desc()).limit(limit)
        if after is not None:
            last = self.get(after)
            query = query.where(tuple_(datasets.c.created_at, datasets.c.id) < tuple_(last.created_at, last.id))
        with self._database.reading() as connection:
            return [Dataset.of(row) for row in connection.execute(query)]

    def delete(self, dataset_id: str) -> None:
        """Delete a data set.

        Raises:
            NotFound: There is none of that id.
            Conflict: A job that is queued or running uses it.
        """
        folder = self.folder(dataset_id)
        aside = folder.with_name(f".deleted-{secrets.token_hex(4)}")
        try:
            with self._database.writing() as connection:
                if not connection.execute(delete(datasets).where(datasets.c.id == dataset_id)).rowcount:
                    raise NotFound(f"there is no uploaded data set {dataset_id!r}")
                _require_unused(connection, dataset_id)
                if folder.is_dir():
                    folder.rename(aside)
        except SQLAlchemyError:
            if aside.is_dir():
                aside.rename(folder)
            raise
        shutil.rmtree(aside, ignore_errors=True)

    def upload(self, dataset: Dataset) -> StoredUpload:
        """Return a data set as specs see it."""
        return StoredUpload(READERS[dataset.format], self.folder(dataset.id), Record.model_validate(dataset.description))

    def folder(self, dataset_id: str) -> Path:
        """Return the folder with the values of a data set."""
        return self._files.path(f"datasets/{dataset_id}")


def _require_unused(connection: Connection, dataset_id: str) -> None:
    source = jobs.c.spec["data"]["source"].as_string()
    waiting = jobs.c.state.in_([state.value for state in State if state not in FINAL])
    found = connection.execute(select(jobs.c.id).where(waiting, source == PREFIX + dataset_id).order_by(jobs.c.id).limit(NAMED_JOBS)).scalars().all()
    if found:
        raise Conflict(f"data set {dataset_id} is used by a job that is queued or running ({', '.join(found)}); cancel it or wait for its end")
