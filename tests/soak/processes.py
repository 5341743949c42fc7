"""Memory, open files and threads of the processes of a stack, by kind."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from service.process_memory import status_bytes
from tests.acceptance.service import command_of, descendants, parent_of

#: Kinds that run as long as the service, whose figures must not grow.
LASTING = ("api", "worker", "forkserver", "reader server", "up", "broker")
#: Kinds that end with what they do.
PASSING = ("job", "reader", "keras")
#: Kind of a process by a part of its command line; forkservers and their forks have the same one.
_BY_COMMAND = {
    **{"service.cli up": "up", "service.cli api": "api", "-m workers": "worker", "models.serving.keras_child": "keras"},
    **{"valkey-server": "broker", "redis-server": "broker"},
}
_FORKSERVER = "multiprocessing.forkserver"
#: Kind of a process with the command line of a forkserver, by the kind of its parent.
_BY_PARENT = {"worker": "forkserver", "api": "reader server", "forkserver": "job", "reader server": "reader"}


@dataclass(frozen=True)
class Process:
    """A process at one moment.

    Args:
        pid: Its id.
        kind: What it does.
        rss_bytes: Memory in use, shared parts included.
        pss_bytes: Memory in use, of shared parts its share.
        n_handles: Open files, sockets and pipes.
        n_database_handles: Those of them that are files of an SQLite database.
        n_threads: Threads.
    """

    pid: int
    kind: str
    rss_bytes: int
    pss_bytes: int
    n_handles: int
    n_database_handles: int
    n_threads: int


def processes_of(roots: Iterable[int]) -> list[Process]:
    """Return some processes and those below them; those that have just ended are not among them."""
    commands = {pid: command for root in roots for pid, command in {root: command_of(root), **descendants(root)}.items()}
    kinds = kinds_of({pid: (command, parent_of(pid)) for pid, command in commands.items()})
    found = [_process(pid, kind) for pid, kind in kinds.items()]
    return [process for process in found if process is not None]


def kinds_of(commands: dict[int, tuple[str, int]]) -> dict[int, str]:
    """Return the kinds of processes, given by command line and parent; what belongs to no stack is left out."""

    def kind_of(pid: int) -> str | None:
        command, parent = commands.get(pid, ("", 0))
        if _FORKSERVER in command:
            return _BY_PARENT.get(kind_of(parent) or "")
        return next((kind for part, kind in _BY_COMMAND.items() if part in command), None)

    return {pid: kind for pid in sorted(commands) if (kind := kind_of(pid)) is not None}


def by_kind(processes: list[Process]) -> dict[str, float]:
    """Return the figures of the lasting kinds, each the sum over its processes, and the numbers of the processes of the others."""
    found: Counter[str] = Counter()
    for one in processes:
        if one.kind in LASTING:
            found[f"{one.kind}: RSS"] += one.rss_bytes
            found[f"{one.kind}: PSS"] += one.pss_bytes
            found[f"{one.kind}: handles"] += one.n_handles
            found[f"{one.kind}: threads"] += one.n_threads
    for kind in PASSING:
        found[f"processes: {kind}"] = sum(one.kind == kind for one in processes)
    return dict(found)


def _process(pid: int, kind: str) -> Process | None:
    folder = Path(f"/proc/{pid}")
    try:
        handles = [_target(entry) for entry in (folder / "fd").iterdir()]
        n_threads = sum(1 for _ in (folder / "task").iterdir())
        rollup = (folder / "smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    pss_kib = sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    n_database = sum("modelbook.db" in target for target in handles)
    return Process(pid, kind, status_bytes("VmRSS", pid=pid), pss_kib * 1024, len(handles), n_database, n_threads)


def _target(entry: Path) -> str:
    try:
        return os.readlink(entry)
    except OSError:
        return ""
