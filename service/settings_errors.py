"""Errors of settings, and of the database that they name, for people who start a process."""

from typing import TYPE_CHECKING

import click
from pydantic import ValidationError

from models.core.redaction import redacted

if TYPE_CHECKING:
    from alembic.util import CommandError
    from sqlalchemy.exc import SQLAlchemyError


def of_settings(error: ValidationError) -> click.ClickException:
    """Return the error for settings of the environment; a value may be a password, and is not repeated."""
    faults = [f"MODELBOOK_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors()]
    return click.ClickException("; ".join(faults))


def of_database(error: "SQLAlchemyError | CommandError | OSError", way_out: str) -> click.ClickException:
    """Return the error for a database that cannot be used."""
    return click.ClickException(f"cannot use the database ({reason_of_database(error)}); {way_out}")


def reason_of_database(error: Exception) -> str:
    """Return what an error of a database says, on one line, without a password of its URL."""
    return redacted(" ".join(str(getattr(error, "orig", None) or error).split()))
