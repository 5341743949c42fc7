"""Origins of web pages: those of the API itself, and those that the settings let call it."""

from functools import lru_cache
from urllib.parse import urlsplit

from service.http.hosts import HostNameError, split_host

#: Port of a URL without one.
DEFAULT_PORTS = {"http": 80, "https": 443}
#: Origins whose verdict is kept.
_KEPT = 64

#: Scheme, host name and port.
Origin = tuple[str, str, int | None]


def parsed_origin(text: str) -> Origin | None:
    """Return an Origin header in normal form; None if it names no origin of a server, like `null`."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    is_origin = parts.scheme in DEFAULT_PORTS and not (parts.path or parts.query or parts.fragment)
    return origin_of(parts.scheme, parts.netloc) if is_origin else None


def origin_of(scheme: str, netloc: str) -> Origin | None:
    """Return the origin of a scheme and a Host header; None if the latter is malformed."""
    found = split_host(netloc)
    return (scheme, found[0], found[1] or DEFAULT_PORTS.get(scheme)) if found else None


def is_own(origin: bytes, scheme: str, host: bytes) -> bool:
    """Tell whether an Origin header names the origin of a scheme and a Host header."""
    ours = origin_of(scheme.lower(), host.decode("latin-1"))
    return ours is not None and parsed_origin(origin.decode("latin-1")) == ours


class AllowedOrigins:
    """Origins whose pages may call the API (MODELBOOK_CORS_ORIGINS): none without a setting.

    Args:
        setting: Origins such as "https://app.example.org", by commas; "*" for all.
        keys_required: Whether every request needs a key. Without one, "*" would give each page on the web what its visitor's machine may do.

    Raises:
        HostNameError: One is malformed, or "*" stands where requests need no key.
    """

    def __init__(self, setting: str, *, keys_required: bool = False) -> None:
        texts = [text.strip() for text in setting.split(",") if text.strip()]
        self.all = texts == ["*"]
        if self.all and not keys_required:
            raise HostNameError("MODELBOOK_CORS_ORIGINS: expected MODELBOOK_KEYS=required beside *: any page could call the API without a key")
        self._origins = frozenset(() if self.all else map(_required, texts))
        self.allows = lru_cache(_KEPT)(self._allows)

    def __bool__(self) -> bool:
        return self.all or bool(self._origins)

    def _allows(self, header: bytes | None) -> bool:
        """Tell whether a page of an Origin header may call the API."""
        if header is None:
            return False
        found = parsed_origin(header.decode("latin-1"))
        return found is not None and (self.all or found in self._origins)


def _required(text: str) -> Origin:
    found = parsed_origin(text)
    if found is None:
        expected = (
            "expected origins by commas, each with a scheme, a host name, perhaps a port and nothing behind, for example https://app.example.org"
        )
        raise HostNameError(f"MODELBOOK_CORS_ORIGINS: {expected}; or * alone; got {text!r}")
    return found
