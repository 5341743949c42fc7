"""Errors of settings, for people who start a process."""

import click
from pydantic import ValidationError


def of_settings(error: ValidationError) -> click.ClickException:
    """Return the error for settings of the environment; a value may be a password, and is not repeated."""
    faults = [f"MODELBOOK_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors()]
    return click.ClickException("; ".join(faults))
