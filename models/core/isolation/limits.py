"""Limits that the system keeps on this process and its children, for good."""

import resource


def lower_limit(kind: int, limit: int) -> None:
    """Lower a limit of this process, for good; one that is lower already stays."""
    _, hard = resource.getrlimit(kind)
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(kind, (limit, limit))
