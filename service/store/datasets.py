"""Uploaded data sets: a database row and a folder of values each."""

import shutil
import time
from pathlib import Path

from sqlalchemy import ColumnElement, insert, literal, select, tuple_
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from models.core.files import files_bytes, flush
from models.uploads.stored_upload import StoredUpload
from service.errors import NotFound
from service.problem_types.of_missing import NO_SUCH_DATASET
from service.store.annotations import Annotations, annotate
from service.store.database import Database
from service.store.dataset_filter import DatasetFilter
from service.store.files import Files
from service.store.hidden import there
from service.store.owner_limits import NO_LIMITS, OwnerLimits
from service.store.owners import DEFAULT_OWNER, Kind, Right, shared_with
from service.store.quota import Quota
from service.store.rows import Dataset, NewDataset
from service.store.upload_tables import datasets

#: The filter that every data set passes.
EVERY_DATASET = DatasetFilter()


class Datasets:
    """The uploaded data sets of an owner, and those that others share with it.

    Args:
        database: Database of their rows.
        files: Store of their values.
        owner: The owner.
        limits: What it may have.
    """

    def __init__(self, database: Database, files: Files, owner: str = DEFAULT_OWNER, limits: OwnerLimits = NO_LIMITS) -> None:
        self._database, self._files, self._owner = database, files, owner
        self._quota = Quota(database, owner, limits)

    def create(self, new: NewDataset, values: Path) -> tuple[Dataset, bool]:
        """Create a data set, or return the owner's existing one of the same content.

        The folder is moved in the transaction that inserts the row, so that neither is visible without the other.

        Args:
            new: The row.
            values: Folder of the values, on the file system of the files; it is moved.

        Returns:
            The data set, and whether it is new.

        Raises:
            TooMany: The owner would store more bytes than it may.
        """
        folder, is_moved = self.folder(new.id), False
        more = {"owner": self._owner, "stored_bytes": files_bytes(values), "created_at": time.time()}
        try:
            with self._database.writing() as connection:
                row = connection.execute(insert(datasets).values(**vars(new), **more).returning(datasets)).one()
                self._quota.require_stored(connection, row.stored_bytes)
                values.rename(folder)
                is_moved = True
                flush(folder.parent)
                return Dataset.of(row), True
        except IntegrityError:
            known = self.of_content(new.content)
            if known is None:
                raise
            return known, False
        except (SQLAlchemyError, OSError):
            made = self._committed(new.id) if is_moved else None
            if made is None:
                raise
            return made, True

    def _committed(self, dataset_id: str) -> Dataset | None:
        """Find out whether a data set was created whose commit failed; if not, remove its folder.

        The connection may have been cut after it was committed. While the database does not say, the folder stays: a row without values
        would be worse than values without a row.
        """
        try:
            found = self.find(dataset_id)
        except SQLAlchemyError:
            return None
        if found is None:
            shutil.rmtree(self.folder(dataset_id), ignore_errors=True)
        return found

    def of_content(self, content: str) -> Dataset | None:
        """Return the owner's data set of a content; None if there is none, whatever others have."""
        with self._database.reading() as connection:
            row = connection.execute(select(datasets).where(datasets.c.content == content, self._mine, there(datasets))).one_or_none()
        return None if row is None else Dataset.of(row)

    def find(self, dataset_id: str, right: Right = Right.READ) -> Dataset | None:
        """Return a data set; None if the id does not exist, or is another's who does not share it for that."""
        seen = self._mine | self._is_shared(right)
        with self._database.reading() as connection:
            row = connection.execute(select(datasets).where(datasets.c.id == dataset_id, seen, there(datasets))).one_or_none()
        return None if row is None else Dataset.of(row)

    def get(self, dataset_id: str, right: Right = Right.READ) -> Dataset:
        """Return a data set.

        Raises:
            NotFound: The id does not exist, or is another's who does not share it for that.
        """
        found = self.find(dataset_id, right)
        if found is None:
            raise NotFound(f"there is no uploaded data set {dataset_id!r}", kind=NO_SUCH_DATASET)
        return found

    def versions_after(self, dataset_id: str) -> list[Dataset]:
        """Return the versions that a data set has grown to and that the owner may use, the newest first; also of a data set that is gone."""
        first = select(datasets.c.id, datasets.c.version).where(datasets.c.previous == dataset_id)
        grown = first.cte(recursive=True)
        grown = grown.union(select(datasets.c.id, datasets.c.version).where(datasets.c.previous == grown.c.id))
        query = select(datasets).where(datasets.c.id.in_(select(grown.c.id)), self._mine | self._is_shared(Right.USE), there(datasets))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(datasets.c.version.desc(), datasets.c.created_at.desc(), datasets.c.id)).all()
        return [Dataset.of(row) for row in rows]

    def own(self, dataset_id: str) -> Dataset:
        """Return a data set of the owner: copies of what others share would stay when they withdraw it.

        Raises:
            NotFound: The id does not exist, or is another's.
        """
        found = self.find(dataset_id)
        if found is None or found.owner != self._owner:
            raise NotFound(f"there is no uploaded data set {dataset_id!r}", kind=NO_SUCH_DATASET)
        return found

    def page(self, after: tuple[float, str] | None, limit: int, *, shared: bool = False, wanted: DatasetFilter = EVERY_DATASET) -> list[Dataset]:
        """Return data sets, newest first.

        Args:
            after: Time of creation and id of the last one of the page before, which may have been deleted; None for the first page.
            limit: Most data sets.
            shared: Whether to return those that others share with the owner instead of its own.
            wanted: Which data sets.
        """
        listed = ~self._mine & self._is_shared(Right.READ) if shared else self._mine
        key = (datasets.c.created_at, datasets.c.id)
        query = select(datasets).where(listed, there(datasets), *wanted.conditions).order_by(*(column.desc() for column in key)).limit(limit)
        if after is not None:
            query = query.where(tuple_(*key) < tuple_(*map(literal, after)))
        with self._database.reading() as connection:
            return [Dataset.of(row) for row in connection.execute(query)]

    def annotate(self, dataset_id: str, annotations: Annotations) -> Dataset:
        """Write annotations on a data set of the owner, and return it.

        Raises:
            NotFound: The id does not exist, or is another's.
        """
        with self._database.writing() as connection:
            if not annotate(connection, datasets, self._mine & there(datasets) & (datasets.c.id == dataset_id), annotations):
                raise NotFound(f"there is no uploaded data set {dataset_id!r}", kind=NO_SUCH_DATASET)
        return self.get(dataset_id)

    def upload(self, dataset: Dataset) -> StoredUpload:
        """Return a data set as an upload that specs can use."""
        return StoredUpload.of(dataset.format, self.folder(dataset.id), dataset.description)

    @property
    def _mine(self) -> ColumnElement[bool]:
        return datasets.c.owner == self._owner

    def _is_shared(self, right: Right) -> ColumnElement[bool]:
        return shared_with(Kind.DATASET, datasets.c.owner, datasets.c.id, self._owner, right)

    def folder(self, dataset_id: str) -> Path:
        """Return the folder with the values of a data set."""
        return self._files.dataset_folder(dataset_id)
