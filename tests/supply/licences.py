"""The licences of locked packages, as their own metadata names them, and which are accepted."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement

#: SPDX names of the licences that are accepted. Those with a condition on changed files (MPL) or on the library itself (LGPL) are met by shipping
#: the packages as they are.
ACCEPTED = frozenset(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause CC0-1.0 LGPL-3.0-only MIT MIT-0 MIT-CMU MPL-2.0 PSF-2.0 Zlib".split()  # noqa: SIM905
)
#: SPDX names of what packages without a licence expression call their licence.
SPELLINGS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
#: Licences of packages whose metadata names none or no known one, from the licence files in their wheels.
FROM_FILES = {"kiwisolver": "BSD-3-Clause", "namex": "Apache-2.0", "pysimdjson": "MIT", "skops": "MIT"}


@dataclass(frozen=True)
class Licence:
    """The licence of a locked package; `expression` is empty if nothing names it."""

    package: str
    version: str
    expression: str

    def fault(self) -> str | None:
        """Return what is wrong with it, or None if every licence in the expression is accepted."""
        if not self.expression:
            return f"{self.package} {self.version}: expected a licence in its metadata, got none; read its licence file and add it to FROM_FILES"
        refused = sorted(set(re.findall(r"[\w.+-]+", self.expression)) - {"AND", "OR"} - ACCEPTED)
        if refused:
            return (
                f"{self.package} {self.version}: expected accepted licences, got {', '.join(refused)}; replace the package, or add them to ACCEPTED"
            )
        return None


def licences_of(locks: Iterable[Path]) -> list[Licence]:
    """Return the licences of the packages in lock files, by name; packages of other platforms are left out.

    Raises:
        PackageNotFoundError: A package is not installed here.
    """
    return [Licence(name, found["Version"], expression_of(found)) for name, found in sorted(_installed(locks).items())]


def expression_of(found: Message, from_files: Mapping[str, str] = FROM_FILES) -> str:
    """Return the licence expression of a package: its own, or one made of its classifiers or its free text.

    Args:
        found: Metadata of the package.
        from_files: Expressions of packages whose metadata does not say it, by name.
    """
    if found["License-Expression"]:
        return str(found["License-Expression"])
    if found["Name"] in from_files:
        return from_files[found["Name"]]
    kinds = [line.rpartition(" :: ")[2] for line in found.get_all("Classifier", []) if line.startswith("License :: ")]
    text = (found["License"] or "").strip()
    names = kinds or ([text] if text and "\n" not in text else [])
    return " AND ".join(SPELLINGS.get(name, name.replace(" ", "-")) for name in names)


def _installed(locks: Iterable[Path]) -> dict[str, Message]:
    lines = [line.rstrip("\\\n ") for path in locks for line in path.read_text(encoding="utf-8").splitlines() if line[:1].isalnum()]
    locked = {wanted.name for wanted in map(Requirement, lines) if wanted.marker is None or wanted.marker.evaluate()}
    return {name: _metadata(name) for name in locked}


def _metadata(name: str) -> Message:
    try:
        return metadata(name)  # type: ignore[return-value]
    except PackageNotFoundError as error:
        raise PackageNotFoundError(f"{name}: not installed; run `make install`") from error
