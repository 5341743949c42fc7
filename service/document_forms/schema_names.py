"""The names of schemas: those of classes in every language, and none that a language has already."""

import builtins
import keyword
import re
import typing
from collections import Counter
from typing import Any


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NAME = re.compile(r"[A-Z][A-Za-z0-9]*\Z")

_PYTHON = frozenset({*dir(builtins), *keyword.kwlist, *typing.__all__, "BytesIO", "Decimal", "HTTPStatus", "Mapping", "Path", "UUID"})
#: Global names of browsers and Node.js, and types that TypeScript has without an import.
_TYPESCRIPT = _words(
    "Array ArrayBuffer AsyncIterable AsyncIterator Awaited BigInt Blob Body Boolean Buffer Cache Capitalize Comment Console Crypto Date Document "
    "Element Error Event EventSource EventTarget Exclude Extract File FileList FileReader FormData Function Generator Headers History Image Infinity "
    "Intl Iterable Iterator JSON Location Lock Map Math Navigator NaN Node NonNullable Notification Number Object Omit Option Parameters Partial "
    "Performance Pick Plugin Process Promise PromiseLike Proxy Range Readonly ReadonlyArray ReadableStream Record Reflect RegExp Request Required "
    "Response ReturnType Selection Set Storage String Symbol Text ThisType URL Uncapitalize Uppercase Lowercase WeakMap WeakSet WebSocket Window "
    "Worker"
)
#: Classes of java.lang and java.util, which most files import, and those that Go, C#, Kotlin and Swift have.
_OTHERS = _words(
    "Action Any Arrays Attribute Boolean Byte Calendar Character Class Collection Collections Comparable Console Data Delegate Deprecated Dictionary "
    "Double Enum Environment Exception Float Func Guid HashMap HashSet Integer Int Iterable List Locale Long Module Nothing Optional Override "
    "Package Properties Queue Random Runtime Runnable Scanner Short Stack Stream Task Thread Throwable Timer Type Unit Vector Void"
)
#: Names that the clients of generators have themselves.
_CLIENTS = _words("ApiClient ApiError ApiException ApiResponse AuthenticatedClient BaseModel Cast Client Config Configuration Unset")
#: Names that no schema may have.
TAKEN_NAMES = _PYTHON | _TYPESCRIPT | _OTHERS | _CLIENTS


class SchemaNameError(ValueError):
    """A schema whose name generators cannot use. The message says which, and what was expected."""


def require_names(names: dict[str, str]) -> None:
    """Require that every schema has a name of its own that generators of clients can use.

    Args:
        names: Name of each schema by its key.

    Raises:
        SchemaNameError: One has not.
    """
    for name, count in Counter(names.values()).items():
        if count > 1:
            keys = ", ".join(key for key, named in names.items() if named == name)
            raise SchemaNameError(f"expected a schema name of its own for each class, got {name} for {keys}")
        if not _NAME.match(name):
            raise SchemaNameError(f"expected a schema name of letters and digits that begins with a capital, got {name!r}")
        if name in TAKEN_NAMES:
            raise SchemaNameError(f"expected a schema name that no language has already, got {name}; give the class a title in its model_config")


def names_of(schemas: dict[str, Any]) -> dict[str, str]:
    """Return the name of each schema by its key: its title, since keys of equal class names have module paths."""
    return {key: str(schema.get("title", key)) for key, schema in schemas.items()}
