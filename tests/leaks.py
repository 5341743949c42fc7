"""Whether a secret stands in a text."""

import secrets
from pathlib import Path

#: Characters of a key that may be shown, at most: the rest cannot be guessed.
SHOWN = 31


def new_key() -> str:
    """Return a text of the form of a key."""
    return f"mb_{secrets.token_urlsafe(32)}"


def leaks(text: str | bytes, key: str) -> bool:
    """Tell whether a text has more of a key than may be shown."""
    found, secret = text.decode("latin-1") if isinstance(text, bytes) else text, key.partition("_")[2]
    return any(secret[start : start + SHOWN + 1] in found for start in range(len(secret) - SHOWN))


def files_with(folder: Path, key: str) -> list[Path]:
    """Return the files of a folder in which a key stands."""
    return [path for path in folder.rglob("*") if path.is_file() and leaks(path.read_bytes(), key)]
