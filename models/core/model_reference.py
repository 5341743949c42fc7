"""References to registered models: a name, "name@3" or "name:alias"; "owner/" before any of these for another owner's model."""

import re
from dataclasses import dataclass
from typing import Self

from models.core.faults import quote

#: Alias that every model has: it always means the newest version, so nobody can set it.
LATEST = "latest"
#: Form of an alias, which is also that of a name. Digits alone would look like a version.
ALIAS_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,62}$"
_REFERENCE = re.compile(r"((?P<owner>[^/@:]+)/)?(?P<name>[^/@:]+)(@(?P<version>[1-9][0-9]{0,8})|:(?P<alias>[^/@:]+))?")


@dataclass(frozen=True)
class ModelReference:
    """A reference.

    Args:
        owner: The owner that it names; None if it names none.
        name: Name of the model.
        version: Version that it names; None if it names none.
        alias: Alias that it names; None if it names none.
    """

    owner: str | None
    name: str
    version: int | None = None
    alias: str | None = None

    @classmethod
    def of(cls, text: str) -> Self | None:
        """Return the reference of a text; None if it is not one."""
        found = _REFERENCE.fullmatch(text)
        if found is None:
            return None
        version = found["version"]
        return cls(found["owner"], found["name"], None if version is None else int(version), found["alias"])

    @property
    def is_name(self) -> bool:
        """Tell whether it names a model as a whole: neither a version nor an alias."""
        return self.version is None and self.alias is None


def bare_name(ref: str) -> str:
    """Return a reference without its version or alias."""
    return re.split("[@:]", ref, maxsplit=1)[0]


def alias_fault(alias: str) -> str | None:
    """Return what is wrong with a text as an alias that is set; None if nothing is."""
    if alias == LATEST:
        return f"expected another alias than {LATEST}, which always means the newest version"
    if re.fullmatch(ALIAS_PATTERN.removesuffix("$"), alias) is None or alias.isdigit():
        return (
            f"expected 1 to 63 small letters, digits and . _ -, such as champion, and not digits alone, which look like a version; got {quote(alias)}"
        )
    return None
