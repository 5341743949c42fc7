"""Versions of a stored spec: a spec in a database row or an artifact is translated to the current version when it is read.

A change of a name is one line in TRANSLATIONS, for example under a new version 4:

    4: (Rename("training.**.momentum_rate", "momentum"), Revalue("preprocessing.**.step", {"min_max": "scale"})),

A path names keys from the top of the spec, separated by dots: `*` matches any key or index, `**` any number of them.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from models.core.part import Part
from models.core.schema_name import SchemaName

Raw = dict[str, Any]


@dataclass(frozen=True)
class Rename:
    """A key that was renamed.

    Args:
        path: Path of the key.
        new: Its new name.
        where: Other keys and values that the object must have, for example {"step": "image"}; none when left out.
    """

    path: str
    new: str
    where: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, spec: Raw) -> None:
        for holder, key in _found(spec, self.path, self.where):
            items = [(self.new if name == key else name, value) for name, value in holder.items()]
            holder.clear()
            holder.update(items)


@dataclass(frozen=True)
class Revalue:
    """A key whose values were renamed.

    Args:
        path: Path of the key.
        values: New values by the old ones; others stay.
        where: Other keys and values that the object must have; none when left out.
    """

    path: str
    values: Mapping[Any, Any]
    where: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, spec: Raw) -> None:
        for holder, key in _found(spec, self.path, self.where):
            old = holder[key]
            holder[key] = old if isinstance(old, dict | list) else self.values.get(old, old)


def _test_series_as_long_as_the_other(spec: Raw) -> None:
    """Write out the length of the test series, which was that of the training series before it had a field."""
    data = spec.get("data", {})
    if data.get("source") in ("sum_of_sines", "upsloping") and "n_samples" in data.get("params", {}):
        data["params"].setdefault("n_test", data["params"]["n_samples"])


#: By version: changes that translate a spec of the previous version, in order.
#: Version 2 has the field `version`, and generators count what they draw by `n_samples`; a spec without `version` is of version 1.
#: Version 3 has the length of a test series of sines, and the layer Reshape names its field as the step does.
TRANSLATIONS: dict[int, Sequence[Callable[[Raw], None]]] = {
    2: (Rename("data.params.n", "n_samples"), Rename("data.params.test.n", "n_samples")),
    3: (_test_series_as_long_as_the_other, Rename("**.target_shape", "shape", where={"layer": "Reshape"})),
}
SPEC_VERSION = max(TRANSLATIONS)

if TYPE_CHECKING:
    Version = int  # A type checker cannot read the table.
else:
    Version = Annotated[Literal[SPEC_VERSION], SchemaName("SpecVersion", "Version of the form of a spec.")]


class VersionedSpec(Part):
    """A spec that is stored with its version."""

    version: Version = Field(SPEC_VERSION, description="Version of the form of the spec; may be left out, and is written by the server.")


def current(raw: Mapping[str, Any], translations: Mapping[int, Sequence[Callable[[Raw], None]]] = TRANSLATIONS) -> Raw:
    """Translate a stored spec to the current version. A spec of a later version is returned unchanged and refused where it is parsed.

    Args:
        raw: The spec as it was stored.
        translations: The table of changes by version.
    """
    version, newest = raw.get("version", 1), max(translations)
    if version >= newest:
        return dict(raw)
    spec = copy.deepcopy(dict(raw))
    for number in range(version + 1, newest + 1):
        for change in translations[number]:
            change(spec)
    return {"version": newest, **{key: value for key, value in spec.items() if key != "version"}}


def _found(spec: Raw, path: str, where: Mapping[str, Any]) -> list[tuple[Raw, str]]:
    """Return the objects that hold the key of a path, each with the key."""
    *above, key = path.split(".")
    holders = [holder for holder in _holders(spec, above) if key in holder and where.items() <= holder.items()]
    return [(holder, key) for holder in holders]


def _holders(here: Any, path: Sequence[str]) -> Iterator[Raw]:
    if not path:
        if isinstance(here, dict):
            yield here
        return
    head, *rest = path
    if head == "**":
        yield from _holders(here, rest)
    for name, value in _children(here):
        if head == "**":
            yield from _holders(value, path)
        elif head in ("*", name):
            yield from _holders(value, rest)


def _children(here: Any) -> list[tuple[str, Any]]:
    if isinstance(here, dict):
        return list(here.items())
    return [(str(index), value) for index, value in enumerate(here)] if isinstance(here, list) else []
