"""Secrets in texts: which look like one, and how a text is shown without them.

API keys, and tokens of event streams, are `mb_` and at least 43 characters of base64url or hexadecimal. They may be pasted anywhere, and lack their
end: what 31 characters of one tell leaves more than 64 bits unknown.
"""

import re

#: Fewest characters of a whole key after its prefix, and of a key without its end.
WHOLE, CUT = 43, 32
#: Characters beyond a cut of a text that decide whether a key begins before it.
BEYOND_CUT = len("mb_") + WHOLE
#: A key: unlike a name of words, it has a capital near its beginning, or hexadecimal digits only.
_KEY = rf"mb_(?=[\w-]{{0,{CUT - 1}}}[A-Z]|[0-9a-f]{{{CUT},}}(?![\w-]))[A-Za-z0-9_-]{{{CUT},}}"
_REAL = re.compile(_KEY, re.ASCII)
_SHOWN = re.compile(rf"mb_[\w-]{{{WHOLE},}}|{_KEY}", re.ASCII)
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+(?=>)")
_PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s/@]+(?=@)")
_PASSWORD_PARAMETER = re.compile(r"([?&](?:ssl)?password=)[^\s&]+", re.IGNORECASE)


def redacted(text: str) -> str:
    """Return a text without the keys in it, and without the passwords of URLs.

    Example: `redacted("redis://:secret@broker/0")` is "redis://:…@broker/0", and `redacted("postgresql://db/x?password=secret")` is
    "postgresql://db/x?password=…".
    """
    if "mb_" in text:
        text = _SHOWN.sub("mb_…", text)
    return _PASSWORD_PARAMETER.sub(r"\1…", _PASSWORD.sub(r"\1…", text)) if "://" in text else text


def reason_of(error: BaseException) -> str:
    """Return what an error of a library says, without the addresses in memory by which objects are shown: they differ each time.

    Example: of "malformed node: <ast.BinOp object at 0x7f3a>" it is "malformed node: <ast.BinOp object>".
    """
    return _ADDRESS.sub("", str(error))


def redacted_beginning(text: str, length: int) -> str:
    """Return the beginning of a text without the keys in it: what a cut leaves of a key may no longer look like one, so the cut comes last."""
    return redacted(text[: length + BEYOND_CUT])[:length]


def holds_key(text: str) -> bool:
    """Tell whether there is a key in a text. Names of words, such as mb_downloaded_in_a_day, are none."""
    return _REAL.search(text) is not None
