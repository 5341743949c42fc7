"""Files shared by API and workers: artifacts, compiled forms, snapshots, data sets."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.core.files import flush_folder, require_stored


class Files:
    """A folder, local or shared, addressed by keys such as "jobs/01J…/1/model.h5".

    Args:
        root: The folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()

    def path(self, key: str) -> Path:
        """Return the path of a key."""
        return self._root / key

    def key(self, path: Path) -> str:
        """Return the key of a file in the folder."""
        return path.absolute().relative_to(self._root).as_posix()

    def require_stored(self, key: str, sha256: str) -> None:
        """Flush a file, what stands beside it and the folders above to disk, and read the file back from there.

        Raises:
            OSError: It is not stored as it was written.
        """
        path = self.path(key)
        flush_folder(path.parent)
        require_stored(path, sha256, self._root)

    def spool_folder(self) -> Path:
        """Return the folder of files that arrive and of data sets: they are moved, or linked, from one to the other without a copy."""
        folder = self._root / "datasets"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @contextmanager
    def draft_folder(self) -> Iterator[Path]:
        """Provide an empty folder beside those of the data sets, removed afterwards unless it was moved."""
        folder = Path(tempfile.mkdtemp(prefix=".draft-", dir=self.spool_folder()))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def resume_folder(self, job_id: str) -> Path:
        """Return the folder of a job's resume points, which all its attempts share. They are one folder's, so that those of ended jobs are found."""
        return self._root / "resume" / job_id

    def with_resume_points(self) -> list[str]:
        """Return the ids of jobs that have resume points."""
        folder = self._root / "resume"
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    def forget_resume_points(self, job_id: str) -> None:
        """Delete the resume points of a job."""
        shutil.rmtree(self.resume_folder(job_id), ignore_errors=True)

    def job_folder(self, job_id: str) -> Path:
        """Return the folder of a job: one folder in it for each of its processes, and what is made of the job later."""
        return self._root / "jobs" / job_id

    def dataset_folder(self, dataset_id: str) -> Path:
        """Return the folder with the values of a data set."""
        return self._root / "datasets" / dataset_id

    def attempt_folder(self, job_id: str, owner: str) -> Path:
        """Return an empty folder for the files of one process of a job."""
        folder = self.job_folder(job_id) / owner
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder
