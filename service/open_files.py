"""The limit of open files of a process, of which each connection is one."""

import logging
import resource

log = logging.getLogger(__name__)

#: Files that a process opens besides its connections: the database, models, libraries.
OTHERS = 400


def raise_limit(max_connections: int) -> None:
    """Raise the limit of open files so far that it holds the connections; systems often give 1,024 and allow more.

    Args:
        max_connections: Most connections of the process.
    """
    wanted = max_connections + OTHERS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    if allowed < wanted:
        settles = f"raise `ulimit -Hn`, or set MODELBOOK_MAX_CONNECTIONS={max_connections} lower"
        log.warning(f"The system allows {allowed} open files, and the connections need {wanted}: {settles}.")
