"""The check of what the jobs of a worker on this machine are kept to."""

from collections.abc import Iterator

from modelbook.cli.findings import Finding, note, ok

from models.core.isolation.network import Reach
from service.job_reach import possible_reach
from service.place import Place
from service.settings import MIB

#: What jobs reach, in words.
_REACHED = {Reach.NOTHING: "no network", Reach.DATABASE: "nothing of the network but the database"}


def findings(place: Place) -> Iterator[Finding]:
    """Say what jobs may reach, and what they may use."""
    possible = possible_reach(place.settings)
    if possible.reach is Reach.ALL:
        yield note("network of jobs", f"jobs can use the network: {possible.reason}", "see docs/security.md, What a job process can do")
    else:
        yield ok("network of jobs", f"jobs reach {_REACHED[possible.reach]}, unless their data is downloaded on its first use")
    yield ok("limits of jobs", _limits(place))


def _limits(place: Place) -> str:
    settings = place.settings
    processes = f"{settings.job_processes:,}" if settings.job_processes else "any number of"
    return f"files of {settings.job_file_bytes / MIB:,.0f} MiB, {settings.job_open_files:,} open files, {processes} processes and threads"
