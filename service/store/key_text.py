"""Keys as text: how they are made, recognized and stored."""

import hashlib
import re
import secrets

from models.core.names import unseen_in
from models.core.redaction import holds_key

#: Beginning of every key, by which people and scanners of logs recognize one.
PREFIX = "mb_"
#: Beginning of the tokens that open event streams, which are recognized like keys.
STREAM_PREFIX = "mb_stream_"
#: Beginning of the texts of sessions of pages, which stand in cookies.
PAGE_PREFIX = "mb_page_"
#: Random bytes of a key.
N_BYTES = 32
#: Longest name of a key.
MAX_NAME = 100
#: A key: 32 random bytes in base64url or hexadecimal digits, or more.
KEY_PATTERN = re.compile(r"mb_[A-Za-z0-9_-]{43,200}")


def new_key(prefix: str = PREFIX) -> str:
    """Return a new random key."""
    return prefix + secrets.token_urlsafe(N_BYTES)


def is_key(text: str) -> bool:
    """Tell whether a text has the form of a key."""
    return KEY_PATTERN.fullmatch(text) is not None


def digest_of(text: str) -> str:
    """Return the SHA-256 of a key in hexadecimal digits, the form in which it is stored.

    A slow hash, as for passwords, would protect nothing: 256 random bits cannot be guessed.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def key_name(text: str) -> str:
    """Return a text that can be the name of a key.

    Raises:
        ValueError: It cannot.
    """
    if len(text) > MAX_NAME:
        raise ValueError(f"expected at most {MAX_NAME} characters, got {len(text):,}")
    if holds_key(text):
        raise ValueError("expected a name, got a text with a key in it; names are shown in lists")
    if unseen := unseen_in(text):
        raise ValueError(f"expected a name without control characters and characters that reorder text, got one with {unseen}")
    return text
