"""Limits that the system keeps on a job process and its children, and what to say of a job that has reached one."""

import errno
import os
import resource
import sys
from pathlib import Path

from models.core.isolation.limits import lower_limit
from models.core.room import error_of_system
from service.settings import Settings

#: Index of the number of threads in /proc/<pid>/stat, behind the name of the process.
_THREADS = 17
#: What an operator can do about each limit, after what the user can.
_OR_HIGHER = ", or ask the operator for a higher limit"
#: Beginning of Python's error for a thread that the system refuses, which has no number.
_NO_THREAD = "can't start new thread"


def limit_job(settings: Settings) -> None:
    """Limit the files that this process writes, those that it has open, and the processes and threads of its user.

    The system counts processes by user and not by job. So the limit is what the user has now and as many more as a job may start: it ends a job that
    starts them without end, and not one that runs beside others.
    """
    lower_limit(resource.RLIMIT_CORE, 0)
    lower_limit(resource.RLIMIT_FSIZE, settings.job_file_bytes)
    lower_limit(resource.RLIMIT_NOFILE, settings.job_open_files)
    if settings.job_processes and sys.platform == "linux":  # Elsewhere it is not known what the user has.
        lower_limit(resource.RLIMIT_NPROC, n_threads_of(os.getuid()) + settings.job_processes)


def n_threads_of(user: int) -> int:
    """Return how many processes and threads of a user this process sees; 0 where the system does not tell."""
    return sum(_n_threads(folder, user) for folder in Path("/proc").glob("[0-9]*"))


def _n_threads(folder: Path, user: int) -> int:
    try:
        if folder.stat().st_uid != user:
            return 0
        return int((folder / "stat").read_text().rpartition(")")[2].split()[_THREADS])
    except OSError:  # It has ended.
        return 0


def limit_reached(error: BaseException, settings: Settings) -> str | None:
    """Return what to say of an error by which a job has reached a limit of `limit_job`; None of another one."""
    found = error_of_system(error, {errno.EFBIG, errno.EMFILE})
    number = found.errno if found else None
    if number == errno.EFBIG and resource.getrlimit(resource.RLIMIT_FSIZE) == 2 * (settings.job_file_bytes,):
        return (
            f"expected files of at most {settings.job_file_bytes:,} bytes (MODELBOOK_JOB_FILE_BYTES), got a job that writes a larger one; "
            f"use a smaller model or less data{_OR_HIGHER}"
        )
    if number == errno.EMFILE:
        return (
            f"expected a job with at most {settings.job_open_files:,} open files (MODELBOOK_JOB_OPEN_FILES), got one that opens more; "
            f"use data in fewer files{_OR_HIGHER}"
        )
    if _is_without_process(error):
        return (
            f"expected a job with at most {settings.job_processes:,} processes and threads (MODELBOOK_JOB_PROCESSES), got one that starts more, "
            f"or other processes of the user that have started them meanwhile; submit it again when less runs, with a smaller n_jobs{_OR_HIGHER}"
        )
    return None


def _is_without_process(error: BaseException) -> bool:
    """Tell whether an error says that no process or thread could be started. Locks of files have errors of the same number, with other texts."""
    is_refused = isinstance(error, BlockingIOError) and error.strerror == os.strerror(errno.EAGAIN)
    return is_refused or _NO_THREAD in str(error)
