"""What tests of deletions share: how things are deleted, and what is left."""

from pathlib import Path

from service.store.database import Database
from service.store.datasets import Datasets
from service.store.deletion_rows import Order
from service.store.files import Files
from service.store.purging import Purging
from service.store.rows import Dataset, NewDataset

#: How things are deleted: by an undo restorable, and at once.
ORDER, PURGE = Order("nobody"), Order("nobody", purge=True)


class Clock:
    """A clock that a test moves."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def data_set(database: Database, files: Files, number: str = "1", content: str = "c") -> Dataset:
    folder = files.spool_folder() / f".draft-{number}"
    folder.mkdir()
    (folder / "values").write_bytes(b"x" * 30)
    return Datasets(database, files).create(NewDataset(number * 20, content * 20, "fruit", "csv", "s" * 64, 30, {"n_samples": 1}), folder)[0]


def below(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def gone(purging: Purging) -> None:
    """Remove all that is due."""
    for deletion_id in purging.due():
        assert purging.run(deletion_id, 10.0)
