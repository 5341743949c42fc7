"""What each file in the folder of the files is for: kinds of files in one list, each with the folder where it is and what refers to it.

A new kind of file is one entry of `KINDS`. Files that belong to a job are below the job's own folder, and need none. What is in a folder that no kind
knows is counted, and never removed.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, select

from models.core.files import PLOTS, TEMPORARY
from models.specs.tasks import task_of
from service.store.database import Database
from service.store.files import Files
from service.store.tables import checkpoints, jobs, versions
from service.store.thing_files import entries
from service.store.transitions import ENDED, FINAL
from service.store.upload_tables import datasets, incoming_files

#: Beginnings of the names under which files and folders are written before they get their own.
DRAFTS = (".part-", ".draft-")
#: Names of the folders that processes of a job have in its folder.
_PROCESS = re.compile("[0-9A-HJKMNP-TV-Z]{26}")


@dataclass(frozen=True)
class Referred:
    """What the database refers to, deleted things that can be restored included.

    Args:
        open_jobs: Ids of jobs that have not ended.
        processes: The last process of each job, by the job's id.
        artifacts: Keys of the folders of versions.
        checkpoints: Keys of checkpoints.
        datasets: Ids of data sets.
        incoming: Ids of uploads that arrive.
        sent: Keys of files that were sent with jobs that have not ended.
    """

    open_jobs: set[str] = field(default_factory=set)
    processes: dict[str, str | None] = field(default_factory=dict)
    artifacts: set[str] = field(default_factory=set)
    checkpoints: set[str] = field(default_factory=set)
    datasets: set[str] = field(default_factory=set)
    incoming: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, database: Database) -> "Referred":
        """Read all that a database refers to, in one transaction."""
        with database.reading() as connection:
            found = connection.execute(select(jobs.c.id, jobs.c.process, jobs.c.state)).all()
            going = {row.id for row in found if row.state not in FINAL}
            return cls(
                open_jobs=going,
                processes={row.id: row.process for row in found},
                artifacts={key.rpartition("/")[0] for key in connection.execute(select(versions.c.artifact)).scalars()},
                checkpoints=set(connection.execute(select(checkpoints.c.file)).scalars()),
                datasets=set(connection.execute(select(datasets.c.id)).scalars()),
                incoming=set(connection.execute(select(incoming_files.c.id)).scalars()),
                sent=set(_sent(connection)),
            )


@dataclass(frozen=True)
class StoredFile:
    """A file in the folder of the files.

    Args:
        path: Its path.
        kind: What it is for: `models`, `jobs`, `data sets`, `uploads`, `figures`; `other` in a folder that no kind knows.
        thing: Key of the folder or file of what it belongs to, such as that of a job.
        is_referred: Whether something refers to it.
        is_known: Whether it is a draft, or of a job that the database knows. Other files to which nothing refers may be those of another database.
        size_bytes: Its size.
        changed_at: When it was changed, in seconds since 1970.
    """

    path: Path
    kind: str
    thing: str
    is_referred: bool
    is_known: bool
    size_bytes: int
    changed_at: float


def stored_files(files: Files, referred: Referred) -> Iterator[StoredFile]:
    """Yield all files, each once: of several names of one file, the first."""
    root, seen = files.path(""), set()
    for path in _below(root):
        try:
            status = path.lstat()
        except FileNotFoundError:
            continue  # It was removed meanwhile.
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        parts = path.relative_to(root).parts
        yield StoredFile(path, *_facts(parts, referred), size_bytes=status.st_size, changed_at=status.st_mtime)


def _facts(parts: tuple[str, ...], referred: Referred) -> tuple[str, str, bool, bool]:
    """Return kind, thing, whether something refers to it, and whether it is known, of a file given by the parts of its key."""
    kind, thing = KINDS.get(parts[0]) if len(parts) > 1 else None, "/".join(parts[:2])
    if kind is None:
        return "other", thing, True, False
    is_draft = any(part.startswith(DRAFTS) for part in parts)
    name, is_referred = kind(parts, referred)
    name = "figures" if parts[-2] == PLOTS else name
    return name, thing, is_referred and not is_draft, is_draft or parts[1] in referred.processes


def use_of(files: Files, referred: Referred) -> tuple[Counter[str], int]:
    """Return the bytes of the files that something refers to, by kind; and those of the others."""
    use: Counter[str] = Counter()
    left = 0
    for file in stored_files(files, referred):
        if file.is_referred:
            use[file.kind] += file.size_bytes
        else:
            left += file.size_bytes
    return use, left


def _of_job(parts: tuple[str, ...], referred: Referred) -> tuple[str, bool]:
    """Files of a job that has not ended; its models, their figures, and checkpoints; what its last process left; what is made of it later."""
    job_id, key, folder = parts[1], "/".join(parts), "/".join(parts[:-1])
    if folder in referred.artifacts:
        return "models", True
    if job_id not in referred.processes:
        return "jobs", False
    if job_id in referred.open_jobs or key in referred.checkpoints:
        return "jobs", True
    last, process = referred.processes[job_id], parts[2]
    is_of_process = len(parts) > 3 and _PROCESS.fullmatch(process) is not None
    if is_of_process and parts[3] == TEMPORARY:  # A process removes its own, unless it was killed with its worker.
        return "jobs", False
    if is_of_process and parts[-2] == PLOTS:  # Of a version; those of a job without one are beside the folders of its processes.
        return "jobs", folder.removesuffix(f"/{PLOTS}") in referred.artifacts
    return "jobs", not is_of_process or last is None or process == last or f"jobs/{job_id}/{process}" in referred.artifacts


def _of_resume(parts: tuple[str, ...], referred: Referred) -> tuple[str, bool]:
    return "jobs", parts[1] in referred.open_jobs


def _of_dataset(parts: tuple[str, ...], referred: Referred) -> tuple[str, bool]:
    return "data sets", parts[1] in referred.datasets


def _of_incoming(parts: tuple[str, ...], referred: Referred) -> tuple[str, bool]:
    return "uploads", parts[1] in referred.incoming


def _of_sent(parts: tuple[str, ...], referred: Referred) -> tuple[str, bool]:
    return "uploads", "/".join(parts) in referred.sent


#: What tells of a file, given by the parts of its key, its kind and whether something refers to it; by the first part.
KINDS: dict[str, Callable[[tuple[str, ...], Referred], tuple[str, bool]]] = {
    "jobs": _of_job,
    "resume": _of_resume,
    "datasets": _of_dataset,
    "incoming": _of_incoming,
    "imports": _of_sent,
}


def _sent(connection: Connection) -> Iterator[str]:
    for spec in connection.execute(select(jobs.c.spec).where(~ENDED, jobs.c.stored_bytes > 0)).scalars():
        key = task_of(spec).sent_file(spec)
        if key is not None:
            yield key


def _below(folder: Path) -> Iterator[Path]:
    for entry in entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path))
        else:
            yield Path(entry.path)
