"""The check of when the last backup was taken."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from modelbook.cli.findings import Finding, note, ok

from service.backups.last_backup import LastBackup
from service.place import Place
from service.store.database import files_of

#: Age of the last backup from which it is told as old: one of every night was missed twice.
OLD_DAYS = 2
_DAY_S = 86_400
_CURE = "take one every night: modelbook backup DIR --keep 14"
_FIND = "see that the disk of MODELBOOK_FILES is mounted, or copy what `modelbook backup` names from an earlier backup"


def findings(place: Place) -> Iterator[Finding]:
    """Say when the last backup was taken; nothing of an installation that is not there yet."""
    own = files_of(place.settings.database_url)
    if place.settings.files.is_dir() and (not own or own[0].exists()):
        yield _backup(LastBackup.of(place.settings.files))


def _backup(last: LastBackup | None) -> Finding:
    if last is None:
        return note("backup", "none was taken here", _CURE)
    n_days = (time.time() - last.taken_at) / _DAY_S
    text = f"the last one is of {datetime.fromtimestamp(last.taken_at, UTC):%Y-%m-%d %H:%M} UTC, in {last.folder}"
    if last.n_missing:
        return note("backup", f"{text}, without {last.n_missing:,} files that rows name, which were not there", _FIND)
    return note("backup", f"{text}, {n_days:.0f} days old", _CURE) if n_days > OLD_DAYS else ok("backup", text)
