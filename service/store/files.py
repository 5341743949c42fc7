"""Files that API and workers share: artifacts, compiled forms, snapshots."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Files:
    """A folder, local or shared, addressed by keys such as "jobs/01J…/1/model.h5".

    Args:
        root: The folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()

    def path(self, key: str) -> Path:
        """Return the path of the file of a key."""
        return self._root / key

    def key(self, path: Path) -> str:
        """Return the key of a file in the folder."""
        return path.absolute().relative_to(self._root).as_posix()

    @contextmanager
    def draft_folder(self) -> Iterator[Path]:
        """Give an empty folder beside those of the data sets, and remove what is left of it afterwards."""
        parent = self._root / "datasets"
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".draft-", dir=parent))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def attempt_folder(self, job_id: str, owner: str) -> Path:
        """Return an empty folder for one process that works on a job; no other writes there."""
        folder = self._root / "jobs" / job_id / owner
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder
