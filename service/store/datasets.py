"""Uploaded data sets: a database row and a folder of values each."""

import shutil
import time
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, tuple_
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from models.core.files import files_bytes, flush
from models.uploads.stored_upload import PREFIX, StoredUpload
from service.errors import Conflict, NotFound
from service.problem_types.of_conflicts import DATASET_IN_USE
from service.problem_types.of_missing import NO_SUCH_DATASET
from service.store.audit import record
from service.store.database import Database
from service.store.files import Files
from service.store.owner_limits import NO_LIMITS, OwnerLimits
from service.store.owners import DEFAULT_OWNER, EVERYONE, Kind, Right, shared_with
from service.store.quota import Quota
from service.store.rows import Dataset, NewDataset
from service.store.tables import grants, jobs
from service.store.transitions import FINAL, State
from service.store.upload_tables import datasets

#: Most jobs named in a refusal.
NAMED_JOBS = 3


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
            row = connection.execute(select(datasets).where(datasets.c.content == content, self._mine)).one_or_none()
        return None if row is None else Dataset.of(row)

    def find(self, dataset_id: str, right: Right = Right.READ) -> Dataset | None:
        """Return a data set; None if the id does not exist, or is another's who does not share it for that."""
        seen = self._mine | self._is_shared(right)
        with self._database.reading() as connection:
            row = connection.execute(select(datasets).where(datasets.c.id == dataset_id, seen)).one_or_none()
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

    def own(self, dataset_id: str) -> Dataset:
        """Return a data set of the owner: copies of what others share would stay when they withdraw it.

        Raises:
            NotFound: The id does not exist, or is another's.
        """
        found = self.find(dataset_id)
        if found is None or found.owner != self._owner:
            raise NotFound(f"there is no uploaded data set {dataset_id!r}", kind=NO_SUCH_DATASET)
        return found

    def page(self, after: str | None, limit: int, *, shared: bool = False) -> list[Dataset]:
        """Return data sets, newest first.

        Args:
            after: Id of the last one of the page before; None for the first page.
            limit: Most data sets.
            shared: Whether to return those that others share with the owner instead of its own.

        Raises:
            NotFound: The data set `after` does not exist.
        """
        listed = ~self._mine & self._is_shared(Right.READ) if shared else self._mine
        query = select(datasets).where(listed).order_by(datasets.c.created_at.desc(), datasets.c.id.desc()).limit(limit)
        if after is not None:
            last = self.get(after)
            query = query.where(tuple_(datasets.c.created_at, datasets.c.id) < tuple_(last.created_at, last.id))
        with self._database.reading() as connection:
            return [Dataset.of(row) for row in connection.execute(query)]

    def delete(self, dataset_id: str, actor: str) -> None:
        """Delete a data set of the owner, and the grants on it.

        Args:
            dataset_id: Its id.
            actor: Who deletes it, for the audit of the grants.

        Raises:
            NotFound: The id does not exist, or is another's.
            Conflict: A job that has not ended uses it, of the owner or of one that it is shared with.
        """
        with self._database.writing() as connection:
            if not connection.execute(delete(datasets).where(datasets.c.id == dataset_id, self._mine)).rowcount:
                raise NotFound(f"there is no uploaded data set {dataset_id!r}", kind=NO_SUCH_DATASET)
            _require_unused(connection, dataset_id, self._owner)
            self._withdraw_all(connection, dataset_id, actor)
        # Only now: until the commit is known, the values must be there. Nobody finds them without the row.
        shutil.rmtree(self.folder(dataset_id), ignore_errors=True)

    def _withdraw_all(self, connection: Connection, dataset_id: str, actor: str) -> None:
        """Delete the grants on a data set, each with its entry in the audit."""
        given = delete(grants).where(_given(dataset_id, self._owner)).returning(grants.c.grantee)
        for grantee in connection.execute(given).scalars().all():
            data = {"grantee": grantee, "reason": "the data set was deleted"}
            record(connection, actor, "withdraw grant", self._owner, f"{Kind.DATASET.value} {dataset_id}", data)

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
        return self._files.path(f"datasets/{dataset_id}")


def _require_unused(connection: Connection, dataset_id: str, owner: str) -> None:
    """Require that no job uses a data set. Jobs of owners that it is no longer shared with do not count: they fail in any case."""
    source = jobs.c.spec["data"]["source"].as_string()
    waiting = jobs.c.state.in_([state.value for state in State if state not in FINAL])
    shared = exists().where(_given(dataset_id, owner), grants.c.right == Right.USE.value, grants.c.grantee.in_([jobs.c.owner, EVERYONE]))
    using = select(jobs.c.id, jobs.c.owner).where(waiting, source == PREFIX + dataset_id, (jobs.c.owner == owner) | shared)
    found = connection.execute(using.order_by(jobs.c.owner != owner, jobs.c.id).limit(NAMED_JOBS)).all()
    if not found:
        return
    own = ", ".join(row.id for row in found if row.owner == owner)
    if own:
        raise Conflict(
            f"data set {dataset_id} is used by jobs that have not ended ({own}); cancel them or wait until they have ended", kind=DATASET_IN_USE
        )
    ways = "withdraw the grants (DELETE /v1/datasets/{dataset_id}/grants/{owner}), or wait until they have ended"
    raise Conflict(f"data set {dataset_id} is used by jobs that have not ended of owners that it is shared with; {ways}", kind=DATASET_IN_USE)


def _given(dataset_id: str, owner: str) -> ColumnElement[bool]:
    return (grants.c.owner == owner) & (grants.c.kind == Kind.DATASET.value) & (grants.c.thing == dataset_id)
