"""The commands `modelbook keys`: make keys and take them back, while the API runs and before. Only a key itself goes to standard output."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click
from alembic.util import CommandError
from pydantic import ValidationError
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from models.core.errors import MissingExtraError
from models.core.names import seen
from service.durations import seconds_of, time_of, written
from service.errors import ServiceError
from service.key_parameters import checked, owner_of, scopes_of
from service.settings import Settings
from service.settings_errors import of_database, of_settings
from service.store.audit import Audit
from service.store.database import Database, migrate
from service.store.key_rows import Key, NewKey
from service.store.key_text import key_name
from service.store.keys import Keys

#: Who makes the changes, in the audit.
ACTOR = "command line"
_SHOWN_ONCE = "It is shown this once; only a digest of it is stored. Send it in the header: Authorization: Bearer KEY"


def _in_database(*, may_be_new: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the option --data, and the database of that or of the settings."""
    option = click.option(
        "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of `modelbook up`; instead of MODELBOOK_DATABASE_URL."
    )

    def given(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(data: Path | None, **options: Any) -> None:
            with _opened(data, may_be_new=may_be_new) as database:
                command(database, **options)

        return option(run)

    return given


@contextmanager
def _opened(data: Path | None, *, may_be_new: bool) -> Iterator[Database]:
    """Open the database, at the newest schema; errors in the `with` block become messages."""
    try:
        url = Settings().database_url if data is None else f"sqlite:///{data.absolute() / 'modelbook.db'}"
        if not may_be_new:
            _require_present(url)
        elif data is not None:
            _require_own(data)
            _tell_of_new(data)
        migrate(url)
        database = Database(url)
        try:
            yield database
        finally:
            database.close()
    except ValidationError as error:
        raise of_settings(error) from error
    except ServiceError as error:
        raise click.ClickException(error.detail) from error
    except MissingExtraError as error:
        raise click.ClickException(str(error)) from error
    except (SQLAlchemyError, CommandError, OSError) as error:
        raise of_database(error, "--data names the folder of `modelbook up`") from error


def _require_present(url: str) -> None:
    """Require that the database of a command that only looks at it, or changes it, is there."""
    path = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and path and not Path(path).exists():
        raise click.ClickException(f"there is no database {path}; --data names the folder of `modelbook up`, MODELBOOK_DATABASE_URL another database")


def _require_own(data: Path) -> None:
    """Require that a new database would belong to the user of its folder: the service of that user could not open another's."""
    if (data / "modelbook.db").exists() or not data.exists():
        return
    uid = data.stat().st_uid
    if uid != os.geteuid():
        raise click.ClickException(f"the folder {data} belongs to user {uid}: run this as that user, for example by sudo -u '#{uid}'")


def _tell_of_new(data: Path) -> None:
    """Say that a key is the first thing in a folder: the name of the folder may be a mistake, and then the key is of no use."""
    if not (data / "modelbook.db").exists():
        click.echo(f"There is no database in {data.absolute()} yet; making one, for `modelbook up` with the same --data.", err=True)


@click.group()
def keys() -> None:
    """Group the commands; its help is in service.cli, which loads this when one of them is asked for."""


@keys.command()
@_in_database(may_be_new=True)
@click.option("--owner", required=True, metavar="NAME", callback=checked(owner_of), help="Owner of what its calls make and see, for example app1.")
@click.option(
    "--scopes", default="read,predict,train", show_default=True, metavar="LIST", callback=checked(scopes_of), help="What it allows; admin allows all."
)
@click.option("--name", default="", metavar="TEXT", callback=checked(key_name), help="What you call it, to know it again in the list.")
@click.option(
    "--expires-in", metavar="DURATION", callback=checked(seconds_of), help="How long it can be used, for example 90d; forever when left out."
)
def create(database: Database, owner: str, scopes: tuple[str, ...], name: str, expires_in: float | None) -> None:
    """Create a key and print it."""
    if expires_in is not None and expires_in <= 0:
        raise click.UsageError("--expires-in: expected more than 0")
    expires_at = None if expires_in is None else time.time() + expires_in
    key, text = Keys(database).create(NewKey(owner, scopes, name, expires_at), ACTOR)
    click.echo(f"Created {_described(key)}. {_SHOWN_ONCE}", err=True)
    click.echo(text)


@keys.command("list")
@_in_database()
@click.option("--owner", metavar="NAME", callback=checked(owner_of), help="Only the keys of this owner.")
def list_keys(database: Database, owner: str | None) -> None:
    """List keys, newest first. The keys themselves are not stored."""
    now = time.time()
    lines: list[tuple[str, ...]] = [("id", "owner", "scopes", "state", "created", "expires", "last used", "name")]
    for key in Keys(database).page(None, None, owner):
        times = [written(at) for at in (key.created_at, key.expires_at, key.last_used_at)]
        lines.append((key.id, key.owner, ",".join(key.scopes), key.state(now), *times, seen(key.name)))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


@keys.command()
@_in_database()
@click.argument("key_id", metavar="ID")
def revoke(database: Database, key_id: str) -> None:
    """Revoke a key: within a second it is refused."""
    key = Keys(database).revoke(key_id, ACTOR)
    click.echo(f"Revoked {_described(key)}.", err=True)


@keys.command()
@_in_database()
@click.argument("key_id", metavar="ID")
@click.option(
    "--grace", default="0s", show_default=True, metavar="DURATION", callback=checked(seconds_of), help="How long the old key can still be used."
)
def rotate(database: Database, key_id: str, grace: float) -> None:
    """Create a key in the place of another one, and print it."""
    key, text = Keys(database).rotate(key_id, ACTOR, grace)
    old = Keys(database).get(key_id)
    click.echo(f"Created {_described(key)}; the old key {key_id} expires {written(old.expires_at)}. {_SHOWN_ONCE}", err=True)
    click.echo(text)


@keys.command()
@_in_database()
@click.argument("key_id", metavar="ID")
@click.option("--in", "in_s", metavar="DURATION", callback=checked(seconds_of), help="After this time, for example 24h.")
@click.option("--at", metavar="TIME", callback=checked(time_of), help="At this time, in UTC, for example 2030-01-31 or 2030-01-31T12:00.")
def expire(database: Database, key_id: str, in_s: float | None, at: float | None) -> None:
    """Set when a key expires."""
    if (in_s is None) == (at is None):
        raise click.UsageError("expected either --in or --at")
    key = Keys(database).expire(key_id, time.time() + in_s if in_s is not None else at or 0.0, ACTOR)
    click.echo(f"{_described(key)} expires {written(key.expires_at)}.", err=True)


@keys.command()
@_in_database()
@click.option("--owner", metavar="NAME", callback=checked(owner_of), help="Only changes of what is this owner's.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 10_000), help="Most changes.")
def audit(database: Database, owner: str | None, limit: int) -> None:
    """Print who changed what about keys, newest first."""
    for entry in Audit(database).page(None, limit, owner):
        details = seen(json.dumps(entry.data))
        click.echo(f"{written(entry.at)}  {seen(entry.actor)}  {entry.action}  {entry.owner}  {entry.subject}  {details}")


def _described(key: Key) -> str:
    named = f" ({seen(key.name)})" if key.name else ""
    return f"key {key.id}{named} of {key.owner} with {', '.join(key.scopes)}, expires {written(key.expires_at)}"
