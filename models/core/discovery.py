"""Discovery of the members of a registry: the classes of a package, and those of plug-ins.

A registry is filled while its package is imported. Unions of a spec, the reference and the common tests are derived from it,
so that a new member is written in one place.
"""

import importlib
import operator
import os
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, Field

from models.core.errors import PluginError
from models.core.schema_name import SchemaName

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

#: Kinds of members. The name of an entry point begins with one of these, for example "step" or "step.halve".
Hook = Literal["step", "layer", "data_set", "upload_format", "stored_form", "kind", "compiled_form", "body_format", "runtime", "task", "work", "plot"]
#: Group of the entry points of plug-ins.
GROUP = "modelbook.members"
#: Environment variable with the distributions whose entry points are loaded, separated by commas. Settings are read at the start
#: of a process and passed down, but registries are filled on import, before the settings exist, so this variable is read here.
VARIABLE = "MODELBOOK_PLUGINS"
#: Rank of members without a rank of their own: after the others, by module.
UNRANKED = 1000

BaseT = TypeVar("BaseT")


def members(hook: Hook, package: str, base: type[BaseT], name_of: Callable[[type[BaseT]], str | None]) -> dict[str, type[BaseT]]:
    """Find the members of a registry.

    Args:
        hook: Kind of the members, with which names of entry points begin.
        package: Package whose modules define the members.
        base: Base class of the members. Members are ordered by the class attribute `rank`, then by module and position in it.
        name_of: Returns the name of a member, or None for a class that is only a base of members.

    Returns:
        Members by name: those of the package, then those of plug-ins.

    Raises:
        PluginError: A plug-in is missing, cannot be loaded or has no such members; or two members have one name.
    """
    return _registered(hook, _modules(package), base, name_of)


def members_below(hook: Hook, package: str, base: type[BaseT], name_of: Callable[[type[BaseT]], str | None]) -> dict[str, type[BaseT]]:
    """Find the members of a registry whose modules are grouped in packages below a package; arguments and result as of `members`."""
    groups = (module.__name__ for module in _modules(package))
    return _registered(hook, (module for group in groups for module in _modules(group)), base, name_of)


def _registered(hook: Hook, modules: Iterable[ModuleType], base: type[BaseT], name_of: Callable[[type[BaseT]], str | None]) -> dict[str, type[BaseT]]:
    found = [cls for module in modules for cls in _classes_of(module, base)]
    ranked = sorted(found, key=lambda cls: getattr(cls, "rank", UNRANKED))
    registry: dict[str, type[BaseT]] = {}
    for cls in (*ranked, *_plugged(hook, base, name_of)):
        name = name_of(cls)
        if name in registry:
            raise PluginError(f"{_full_name(cls)}: expected another name for a {hook}, got {name!r}, the name of {_full_name(registry[name])}")
        if name is not None:
            registry[name] = cls
    _require_own_schema_names(hook, registry.values())
    return registry


def _require_own_schema_names(hook: Hook, classes: Iterable[type]) -> None:
    """Refuse two parts of one class name: the API document names their schemas by it."""
    named: dict[str, type] = {}
    for cls in (cls for cls in classes if issubclass(cls, BaseModel)):
        other = named.setdefault(cls.__name__, cls)
        if other is not cls:
            raise PluginError(f"{_full_name(cls)}: expected another class name for a {hook}, got that of {_full_name(other)}")


def literal_name(cls: type[BaseModel], field: str) -> str | None:
    """Return the value of a Literal field, which is the name of a member; None if the field is not a Literal."""
    values = get_args(cls.model_fields[field].annotation)
    return str(values[0]) if values else None


def one_of(classes: Iterable[type[BaseModel]], discriminator: str, name: SchemaName) -> Any:
    """Return the type of a field that is one of several parts, selected by the value of their field `discriminator`."""
    return Annotated[reduce(operator.or_, classes), Field(discriminator=discriminator), name]


def _modules(package: str) -> Iterator[ModuleType]:
    path = importlib.import_module(package).__path__
    for name in sorted(module.name for module in pkgutil.iter_modules(path)):
        yield importlib.import_module(f"{package}.{name}")


def _classes_of(module: ModuleType, base: type[BaseT]) -> list[type[BaseT]]:
    """Return the subclasses of `base` that a module defines, in order."""
    return [cls for cls in vars(module).values() if isinstance(cls, type) and issubclass(cls, base) and cls.__module__ == module.__name__]


def _plugged(hook: Hook, base: type[BaseT], name_of: Callable[[type[BaseT]], str | None]) -> Iterator[type[BaseT]]:
    for point in _entry_points():
        if point.name.split(".")[0] == hook:
            found = [cls for cls in _loaded(point, base) if name_of(cls) is not None]
            if not found:
                raise PluginError(f"{point.name} = {point.value}: expected a subclass of {base.__name__} with a name, got none")
            yield from found


def plugged() -> list[str]:
    """Return the distributions whose members are loaded, in order."""
    return [name.strip() for name in os.environ.get(VARIABLE, "").split(",") if name.strip()]


def _entry_points() -> list["EntryPoint"]:
    """Return the entry points of those distributions, in that order."""
    return [point for name in plugged() for point in _entry_points_of(name)]


def _entry_points_of(distribution: str) -> list["EntryPoint"]:
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import distribution as installed  # Imported late: most processes have no plug-ins.

    try:
        points = sorted(installed(distribution).entry_points.select(group=GROUP), key=lambda point: point.name)
    except PackageNotFoundError as error:
        raise PluginError(f"{VARIABLE}: expected installed distributions, got {distribution!r}") from error
    if not points:
        raise PluginError(f"{VARIABLE}: expected distributions with entry points of the group {GROUP}, got {distribution!r}")
    unknown = [point.name for point in points if point.name.split(".")[0] not in get_args(Hook)]
    if unknown:
        known = ", ".join(get_args(Hook))
        raise PluginError(f"{distribution}: expected entry points whose names begin with one of {known}, got {', '.join(unknown)}")
    return points


def _loaded(point: "EntryPoint", base: type[BaseT]) -> list[type[BaseT]]:
    """Return the classes of an entry point: one class, or all subclasses of `base` in a module."""
    try:
        loaded = point.load()
    except (ImportError, AttributeError) as error:
        raise PluginError(f"{point.name} = {point.value} cannot be loaded: {error}") from error
    found = _classes_of(loaded, base) if isinstance(loaded, ModuleType) else [loaded]
    if not found or not all(isinstance(cls, type) and issubclass(cls, base) for cls in found):
        raise PluginError(f"{point.name} = {point.value}: expected a subclass of {base.__name__}, or a module with one of its own, got {loaded!r}")
    return found


def _full_name(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"
