"""Checks of what data is stored in: the database, the folders, the room on their disk."""

import os
from collections.abc import Iterator
from pathlib import Path

from alembic.util import CommandError
from modelbook.cli.findings import Finding, Level, note, ok, wrong
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from models.core.room import free_bytes, nearest_present
from service.place import Place
from service.settings import Settings
from service.settings_errors import reason_of_database
from service.store.database import Database
from service.store.disk_use import Referred, use_of
from service.store.files import Files
from service.store.schema import revisions

#: Room on the disk below which jobs may soon fail, in bytes.
LITTLE_BYTES = 1024**3


def findings(place: Place) -> Iterator[Finding]:
    """Check the database and the folders."""
    database = _database(place)
    yield database
    yield from (_folder(name, path) for name, path in (("files", place.settings.files), ("cache", place.settings.cache)))
    yield _room(place.settings.files)
    if database.level is Level.OK:
        yield from _use(place)
    yield _retention(place.settings)


def _database(place: Place) -> Finding:
    url = place.settings.database_url
    made = "`modelbook up` makes it" if place.data is not None else "modelbook migrate"
    try:
        path = make_url(url).database
        if url.startswith("sqlite") and not Path(path or "").exists():
            return (note if place.data is not None else wrong)("database", f"there is no {path} yet", made)
        current, newest = revisions(url)
    except (SQLAlchemyError, ArgumentError, CommandError, OSError, ImportError) as error:
        return wrong("database", f"cannot be used: {reason_of_database(error)}", "start it, or correct MODELBOOK_DATABASE_URL")
    if current != newest:
        has = f"has the schema {current}" if current else "has no schema"
        return (note if place.data is not None else wrong)("database", f"{has}, the newest is {newest}", made)
    return ok("database", f"can be reached and has the newest schema, {newest}")


def _folder(name: str, path: Path) -> Finding:
    present = nearest_present(path)
    if not os.access(present, os.W_OK | os.X_OK) or not present.is_dir():
        who = f"user {os.geteuid()}"
        return wrong(name, f"{who} cannot write to {present}", f"run as its owner, or set MODELBOOK_{name.upper()} to a folder of this user")
    return ok(name, f"{path} can be written" if present == path else f"{path} can be created")


def _use(place: Place) -> Iterator[Finding]:
    """Say what the files are for; nothing where the database has stopped to answer since."""
    database = Database(place.settings.database_url)
    try:
        use, left = use_of(Files(place.settings.files), Referred.of(database))
    except (SQLAlchemyError, OSError):
        return
    finally:
        database.close()
    text = ", ".join(f"{kind} {size_bytes / 1e6:.1f} MB" for kind, size_bytes in sorted(use.items())) or "no files yet"
    if left:
        yield note(
            "storage",
            f"{text}; {left / 1e6:.1f} MB to which nothing refers",
            "once they are a day old, a worker removes those of jobs, and `modelbook clean` all",
        )
    else:
        yield ok("storage", text)


def _retention(settings: Settings) -> Finding:
    """Say what workers delete by rule."""
    days, n_checkpoints, n_versions = settings.retention_failed_days, settings.retention_checkpoints, settings.retention_versions
    rules = [
        *([f"failed and cancelled jobs after {days:g} days"] if days else []),
        *([f"checkpoints but the newest {n_checkpoints} and the best of each job"] if n_checkpoints else []),
        *([f"versions but the newest {n_versions} of each model"] if n_versions else []),
    ]
    return ok("retention", f"deletes {'; '.join(rules)}" if rules else "deletes nothing by rule")


def _room(path: Path) -> Finding:
    free = free_bytes(path)
    text = f"{free / 1024**3:.1f} GB are free below {nearest_present(path)}"
    return ok("disk", text) if free >= LITTLE_BYTES else wrong("disk", text, "make room; `modelbook clean` removes leftovers")
