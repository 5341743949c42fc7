"""Scheme and host that a caller has used, as the proxies between report them: X-Forwarded-Proto and -Host, or Forwarded (RFC 7239)."""

import re
from dataclasses import dataclass

#: One parameter of an element of Forwarded.
_PARAMETER = re.compile(r'\s*(proto|host)=(?:"((?:[^"\\]|\\.)*)"|([^;,\s"]*))\s*(?:;|\Z)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What the proxies report.

    Args:
        scheme: Scheme of the caller's URL; None if it is not reported.
        host: Its host, perhaps with a port; None if it is not reported.
    """

    scheme: str | None = None
    host: str | None = None

    @classmethod
    def of(cls, scheme: bytes | None, host: bytes | None, forwarded: bytes | None) -> "Forwarded":
        """Return what X-Forwarded-Proto, X-Forwarded-Host and, where one of them misses, Forwarded say of the first proxy."""
        found = _parameters(_first(forwarded))
        return cls(_first(scheme) or found.get("proto") or None, _first(host) or found.get("host") or None)


def _first(header: bytes | None) -> str:
    """Return the part of a header that the proxy next to the caller has written; one that is empty reports nothing, as one that is not there."""
    return (header or b"").decode("latin-1").partition(",")[0].strip()


def _parameters(element: str) -> dict[str, str]:
    parts = (_PARAMETER.fullmatch(part) for part in element.split(";"))
    return {found[1].lower(): found[2] if found[2] is not None else found[3] for found in parts if found}
