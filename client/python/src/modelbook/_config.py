"""Where the server is, and how to call it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from modelbook.errors import InputError

#: Variables of the environment that a client reads, with what they mean.
VARIABLES = {
    "MODELBOOK_URL": "URL of the server; http://127.0.0.1:8000 when left out",
    "MODELBOOK_API_KEY": "key that every request sends; none when left out",
}
DEFAULT_URL = "http://127.0.0.1:8000"
#: Seconds to wait for a connection, for an answer, and for one to a file, which the server reads first: it may take 600 s for that.
CONNECT_S, TIMEOUT_S, READING_S = 5.0, 60.0, 660.0
MAX_RETRIES = 2


@dataclass(frozen=True)
class Config:
    """Where the server is, and how to call it.

    Args:
        base_url: Its URL, without a slash at the end.
        api_key: Key to send; None for none.
        timeout_s: Seconds that an answer may take.
        max_retries: How often a request is repeated that failed for a while.
    """

    base_url: str
    api_key: str | None = field(repr=False)
    timeout_s: float
    max_retries: int

    @classmethod
    def of(cls, base_url: str | None, api_key: str | None, timeout: float, max_retries: int, environment: Mapping[str, str] = os.environ) -> Config:
        """Return the configuration for a client; what is None is read from the environment.

        Raises:
            InputError: A value cannot be used.
        """
        url, key = base_url, api_key
        url = _url(environment.get("MODELBOOK_URL") or DEFAULT_URL, "MODELBOOK_URL") if url is None else _url(str(url), "base_url")
        key = _key(environment.get("MODELBOOK_API_KEY") or None, "MODELBOOK_API_KEY") if key is None else _key(key, "api_key")
        if not isinstance(timeout, (int, float)) or not timeout > 0:
            raise InputError(f"timeout: expected seconds above 0, got {timeout!r}")
        if not isinstance(max_retries, int) or max_retries < 0:
            raise InputError(f"max_retries: expected a number from 0, got {max_retries!r}")
        return cls(url, key, float(timeout), max_retries)

    @property
    def reading_s(self) -> float:
        """Return the seconds that the answer to a file may take: the caller's, if that is not the usual one."""
        return READING_S if self.timeout_s == TIMEOUT_S else self.timeout_s


def _url(text: str, source: str) -> str:
    try:
        parts = urlsplit(text)
        is_text = text.isprintable() and " " not in text
        is_good = is_text and parts.scheme in ("http", "https") and bool((parts.hostname or "").encode("idna")) and parts.port != 0
    except ValueError:  # An address in brackets without their end, a port above 65535, a name with an empty part.
        is_good = False
    if not is_good:
        raise InputError(f"{source}: expected a URL such as http://127.0.0.1:8000, got {without_password(text)!r}")
    if parts.query or parts.fragment:
        raise InputError(f"{source}: expected a URL without a query and a fragment, got {without_password(text)!r}")
    return text.rstrip("/")


def without_password(url: str) -> str:
    """Return a URL without the user name and password in it: messages are logged."""
    return re.sub(r"(?<=//)[^/?#]*@", "", url)


def _key(text: str | None, source: str) -> str | None:
    """Return a key without the space round it. A wrong one is not repeated in the message: messages are logged."""
    if text is None:
        return None
    key = text.strip()
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise InputError(f"{source}: expected a key such as mb_0123abcd, without spaces or control characters")
    return key
