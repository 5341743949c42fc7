"""What went wrong, as a few lines for the user of a terminal."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

import click

from modelbook.errors import (
    APIConnectionError,
    APIError,
    AuthenticationError,
    IncompatibleServerError,
    JobError,
    ModelbookError,
    PermissionDeniedError,
    ServerError,
)

#: Exit code of a program that Ctrl-C has ended; click has 1, which means that the job failed.
INTERRUPTED = 130
#: Faults that are shown.
MOST_FAULTS = 20
#: How the service sums up faults, of which the first is listed again.
_SUMMARY = re.compile(r"[\d,]+ faults?; first: ")
_START = "Start it with `modelbook up`, or set MODELBOOK_URL to the address of a service that runs; `modelbook doctor` says more"
_KEY = "Set MODELBOOK_API_KEY to a key of yours; on the machine of the service one is made by `modelbook keys create --owner NAME`"


@contextmanager
def explained() -> Iterator[None]:
    """Turn errors of the client, and files that cannot be read or written, into messages with an exit code."""
    try:
        yield
    except ModelbookError as error:
        raise click.ClickException(message_of(error)) from error
    except BrokenPipeError:
        raise  # Click ends without a word: what reads the output has ended.
    except OSError as error:
        where = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        raise click.ClickException(f"{where}{error.strerror or error}") from error


def message_of(error: ModelbookError) -> str:
    """Return what to tell about an error: what was expected and what came, where, and what settles it."""
    if isinstance(error, APIConnectionError):
        return f"{error}\n{_START}"
    if isinstance(error, IncompatibleServerError):
        return f"{error}; `modelbook doctor` says more"
    if isinstance(error, JobError):
        return f"the job {error.job.id} ended: {error}"
    if isinstance(error, APIError):
        return "\n".join([with_faults(error, str), *_cure(error)])
    return str(error)


def with_faults(error: APIError, place_of: Callable[[str], str]) -> str:
    """Return the text of an error with a line for each fault.

    Args:
        error: The error.
        place_of: Returns what a pointer means to a user.
    """
    if not _SUMMARY.match(error.detail):
        further = [fault for fault in error.errors if fault.detail not in error.detail]
        return "\n".join([error.detail, *(f"  {line}" for line in fault_lines(further, place_of))])
    lines = fault_lines(error.errors, place_of)
    return lines[0] if len(lines) == 1 else "\n".join([f"{len(error.errors)} faults:", *(f"  {line}" for line in lines)])


class FaultLike(Protocol):
    """A fault: of an error, or of a check."""

    @property
    def pointer(self) -> str:
        """Return where it is."""

    @property
    def detail(self) -> str:
        """Return what was expected and what came."""


def fault_lines(faults: Sequence[FaultLike], place_of: Callable[[str], str]) -> list[str]:
    """Return a line for each fault, as many as are read."""
    shown = [f"{place_of(fault.pointer) or 'the body'}: {fault.detail}" for fault in faults[:MOST_FAULTS]]
    rest = len(faults) - MOST_FAULTS
    return [*shown, *([f"and {rest} more"] if rest > 0 else [])]


def _cure(error: APIError) -> list[str]:
    if isinstance(error, AuthenticationError):
        return [_KEY]
    if isinstance(error, PermissionDeniedError):
        return ["`modelbook doctor` shows what your key allows"]
    if isinstance(error, ServerError) and error.request_id:
        return [f"request {error.request_id} in the log of the service"]
    return []
