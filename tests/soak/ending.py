"""After the last client: what must be gone is gone, and what is on the disk is what the database refers to."""

import json
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from service.store.database import Database
from service.store.disk_use import Referred, use_of
from service.store.files import Files
from tests.soak.processes import PASSING
from tests.soak.reading import Reader, bytes_below
from tests.soak.stacks import Stack

#: Seconds in which what was deleted must be removed, and processes of jobs must have ended: figures are made after the end of a job.
QUIET_S = 90.0
#: Letters of a message of a log that are shown.
N_SHOWN = 150
#: Seconds from one look to the next.
_AGAIN_S = 0.5


@dataclass(frozen=True)
class End:
    """What is there when nobody uses the stack any more.

    Args:
        on_disk_bytes: Bytes in the folder of the files.
        referred_bytes: Bytes of them that the database refers to.
        leftover_bytes: Bytes of them that it does not.
        temporary_bytes: Bytes in the folder of temporary files.
        passing: Processes that should have ended, by kind.
        n_deletions: Deletions that are not done.
        warnings: Records of the logs at WARNING and above, by level and message, with their number.
    """

    on_disk_bytes: int
    referred_bytes: int
    leftover_bytes: int
    temporary_bytes: int
    passing: dict[str, int]
    n_deletions: int
    warnings: dict[str, int]

    def faults(self) -> list[str]:
        """Return what is there and must not be."""
        left = {
            f"{self.leftover_bytes:,} bytes of files that nothing refers to": self.leftover_bytes,
            f"{self.on_disk_bytes:,} bytes on the disk, {self.referred_bytes:,} of them referred to": self.on_disk_bytes != self.referred_bytes,
            f"{self.temporary_bytes:,} bytes of temporary files": self.temporary_bytes,
            f"{self.n_deletions} deletions that are not done": self.n_deletions,
            **{f"processes that should have ended: {number} of the kind {kind}": number for kind, number in self.passing.items()},
        }
        errors = [f"{number} times in the logs: {text}" for text, number in self.warnings.items() if not text.startswith("WARNING")]
        return [f"left at the end: {what}" for what, is_there in left.items() if is_there] + errors


def end_of(stack: Stack, reader: Reader) -> End:
    """Wait until a stack is quiet, and return what is there then, or what is still there after a time."""
    deadline = time.monotonic() + QUIET_S
    while True:
        end = _now(stack, reader)
        if not end.faults() or time.monotonic() > deadline:
            return end
        time.sleep(_AGAIN_S)


def _now(stack: Stack, reader: Reader) -> End:
    figures = reader.figures()
    database = Database(stack.database_url)
    try:
        referred, left = use_of(Files(stack.files), Referred.of(database))
    finally:
        database.close()
    return End(
        on_disk_bytes=bytes_below(stack.files),
        referred_bytes=referred.total(),
        leftover_bytes=left,
        temporary_bytes=bytes_below(stack.temporary),
        passing={kind: int(number) for kind in PASSING if (number := figures[f"processes: {kind}"])},
        n_deletions=int(figures["rows: deletions"]),
        warnings=warnings_in(stack.folder),
    )


def warnings_in(folder: Path) -> dict[str, int]:
    """Return the records of all logs in a folder at WARNING and above, each as level and message, with their number."""
    found: Counter[str] = Counter()
    for log in sorted(folder.rglob("*.log")):
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith('{"') and (record := _record(line)) is not None:
                found[record] += 1
    return dict(found)


def _record(line: str) -> str | None:
    try:
        record = json.loads(line)
    except json.JSONDecodeError:
        return None
    if not isinstance(record, dict) or record.get("level") not in ("WARNING", "ERROR", "CRITICAL"):
        return None
    message = re.sub("0x[0-9a-f]+", "0x...", str(record.get("message", "")).partition("\n")[0])
    return f"{record['level']}: {message[:N_SHOWN]}"
