"""The files of jobs, versions and data sets: how many bytes they are, and how they are removed."""

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from models.core.files import PLOTS
from models.specs.tasks import task_of
from service.store.files import Files

#: Things whose files are removed at a time.
N_THREADS = 8


def of_version(files: Files, artifact: str) -> list[Path]:
    """Return the files of a version: its artifact, what is compiled from it, and its figures. Other folders beside them are the job's.

    A version that another job made by sharing layers has a folder of its own in that job's, with all that is made of it.
    """
    folder = files.path(artifact).parent
    if folder.parent.parent.parent == files.path("jobs"):
        return [folder]
    return [Path(entry.path) for entry in entries(folder) if entry.name == PLOTS or entry.is_file(follow_symlinks=False)]


def of_job(files: Files, job_id: str, spec: dict[str, Any]) -> list[Path]:
    """Return the folders of a job, and the file that was sent with it."""
    sent = task_of(spec).sent_file(spec)
    return [files.job_folder(job_id), files.resume_folder(job_id), *([files.path(sent)] if sent else [])]


def of_dataset(files: Files, dataset_id: str) -> list[Path]:
    """Return the folder of a data set."""
    return [files.dataset_folder(dataset_id)]


def bytes_of(paths: Iterable[Path]) -> int:
    """Return the bytes of some files and folders; those that are not there have none."""
    return sum(status.st_size for path in paths for status in statuses(path))


def statuses(path: Path) -> Iterator[os.stat_result]:
    """Yield the status of a file, or of each file below a folder; what is removed meanwhile is passed over."""
    try:
        status = path.lstat()
    except OSError:
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _below(path)
    else:
        yield status


def _below(folder: str | Path) -> Iterator[os.stat_result]:
    for entry in entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)
        else:
            with suppress(FileNotFoundError):
                yield entry.stat(follow_symlinks=False)


def entries(folder: str | Path) -> list[os.DirEntry[str]]:
    """Return what is in a folder, by name; nothing if it is not there."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []


def remove_all(things: Sequence[Iterable[Path]]) -> None:
    """Remove the files and folders of several things, some at a time: a disk takes as long for one folder as for several at once.

    Raises:
        OSError: Something cannot be removed.
    """
    with ThreadPoolExecutor(N_THREADS, "purge") as threads:
        list(threads.map(remove, things))


def remove(paths: Iterable[Path]) -> None:
    """Remove files and folders; another process may be removing them, too, or write into a folder: what it has written is removed with the rest.

    Raises:
        OSError: Something cannot be removed.
    """
    for path in paths:
        while os.path.lexists(path):
            try:
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
            except FileNotFoundError:
                continue
            except OSError as error:
                if error.errno != errno.ENOTEMPTY:
                    raise
