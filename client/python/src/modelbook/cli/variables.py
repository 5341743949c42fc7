"""The environment variables MODELBOOK_...: those of the client, and those of the server. A misspelt one is an error, as it would have no effect."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import click

from modelbook._config import VARIABLES

PREFIX = "MODELBOOK_"
#: Group of the entry points whose names are variables that a plug-in of the server reads.
GROUP = "modelbook.variables"
#: Names of the server's settings without the prefix, in small letters; a test compares them with its code.
_SERVER = """
access_log address_requests_per_s admin_key_file body_timeout_s broker_url cache cors_origins cpu_seconds_a_day database_patience_s database_url
default_ref files grace_s header_timeout_s hosts job_file_bytes job_network job_open_files job_processes job_threads keep_alive_s key_requests_per_s
keys lease_s log_format log_max_bytes max_body_bytes max_connections max_header_bytes max_headers max_losses max_requests max_resumable_bytes
max_sessions max_streams max_upload_bytes oidc_audience oidc_issuer oidc_jwks_url oidc_owner_claim oidc_scope_prefix plugins prediction_rows
predictor_cache_bytes queued_jobs queued_rows reading_memory_bytes reading_seconds reap_every_s retention_checkpoints retention_failed_days
retention_versions root_path running_jobs session_ttl_s sessions_per_owner snapshot_every_s stored_bytes streams_per_owner traced_requests traces_url
trusted_proxies undo_days upload_ttl_s webhook_hosts worker_gpus worker_memory_bytes worker_queues worker_slots
"""
SERVER = frozenset(f"{PREFIX}{name.upper()}" for name in _SERVER.split())


class UnknownVariableError(click.ClickException):
    """A variable MODELBOOK_... that nothing reads is set."""

    exit_code = 2


def require_known(environment: Mapping[str, str] = os.environ) -> None:
    """Require that something reads each variable MODELBOOK_... that is set.

    Raises:
        UnknownVariableError: Nothing reads one of them; the message has the nearest that is read.
    """
    faults = unknown_variables(environment)
    if faults:
        raise UnknownVariableError(
            "\n".join([*faults, "`modelbook --help` lists what the client reads, `modelbook up --help` what the server reads."])
        )


def unknown_variables(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return a message for each variable MODELBOOK_... that is set and that nothing reads."""
    suspects = [name for name in sorted(environment) if name.upper().startswith(PREFIX) and not _is_read(name)]
    if not suspects:
        return []
    known = {*VARIABLES, *SERVER, *(point.name for point in points_of(GROUP))}
    return [f"{name}: expected a variable that Modelbook reads, got an unknown name{_nearest(name, known)}" for name in suspects if name not in known]


def _is_read(name: str) -> bool:
    """Return whether the client reads a variable, or the server, for which small letters are as good as capitals."""
    return name in VARIABLES or name.upper() in SERVER


def _nearest(name: str, known: set[str]) -> str:
    found = difflib.get_close_matches(name.upper(), sorted(known), n=1, cutoff=0.75)
    return f"; did you mean {found[0]}?" if found else ""


def points_of(group: str) -> list[EntryPoint]:
    """Return the entry points of a group, by name; Python 3.9 has no choice by group."""
    found: Any = entry_points()
    return sorted(found.select(group=group) if hasattr(found, "select") else found.get(group, []), key=lambda point: str(point.name))
