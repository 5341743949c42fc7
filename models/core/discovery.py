"""Members of a registry: the classes of a package, and those of plug-ins.

A registry is made while its package is imported. What is known elsewhere (unions of a spec, the reference, the common tests)
is made of it, so that a new member is written in one place.
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

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

#: What an entry point may bring. Its name begins with one of these, for example "step" or "step.halve".
Hook = Literal["step", "layer", "data_set", "upload_format", "kind", "compiled_form", "body_format", "runtime", "task", "work"]
#: Group of the entry points of plug-ins.
GROUP = "modelbook.members"
#: Names the distributions whose entry points are loaded, by commas. Settings are read where a process starts and passed down;
#: registries are made when their packages are imported, before there are settings, so this one variable is read here.
VARIABLE = "MODELBOOK_PLUGINS"
#: Rank of a member that says nothing about it: behind those that do, by name.
UNRANKED = 1000

BaseT = TypeVar("BaseT")


def members(hook: Hook, package: str, base: type[BaseT], name_of: Callable[[type[BaseT]], str | None]) -> dict[str, type[BaseT]]:
    """Find the members of a registry.

    Args:
        hook: What entry points of plug-ins call it.
        package: The package whose modules hold the members.
        base: Their base class. A class attribute `rank` decides the order in which they are listed; the file and the
            position in it, where ranks are equal.
        name_of: Returns the name of a member; None for a class that is only a base of members.

    Returns:
        The members by name: those of the package, then those of plug-ins.

    Raises:
        PluginError: A plug-in is missing, cannot be loaded or brings none; or a name is taken.
    """
    found = [cls for module in _modules(package) for cls in _classes_of(module, base)]
    ranked = sorted(found, key=lambda cls: getattr(cls, "rank", UNRANKED))
    registry: dict[str, type[BaseT]] = {}
    for cls in (*ranked, *_plugged(hook, base, name_of)):
        name = name_of(cls)
        if name in registry:
            raise PluginError(f"{_written(cls)} is a {hook} named {name!r}, but {_written(registry[name])} has that name; expected another name")
        if name is not None:
            registry[name] = cls
    return registry


def literal_name(cls: type[BaseModel], field: str) -> str | None:
    """Return the one value that a field of a class may have, which is the name of a member; None where it may have others."""
    values = get_args(cls.model_fields[field].annotation)
    return str(values[0]) if values else None


def one_of(classes: Iterable[type[BaseModel]], discriminator: str) -> Any:
    """Return the type of a field that holds one of several parts, told apart by one of their fields."""
    return Annotated[reduce(operator.or_, classes), Field(discriminator=discriminator)]


def _modules(package: str) -> Iterator[ModuleType]:
    path = importlib.import_module(package).__path__
    for name in sorted(module.name for module in pkgutil.iter_modules(path)):
        yield importlib.import_module(f"{package}.{name}")


def _classes_of(module: ModuleType, base: type[BaseT]) -> list[type[BaseT]]:
    """Return the classes that a module defines itself, in order."""
    return [cls for cls in vars(module).values() if isinstance(cls, type) and issubclass(cls, base) and cls.__module__ == module.__name__]


def _plugged(hook: Hook, base: type[BaseT], name_of: Callable[[type[BaseT]], str | None]) -> Iterator[type[BaseT]]:
    for point in _entry_points():
        if point.name.split(".")[0] == hook:
            found = [cls for cls in _loaded(point, base) if name_of(cls) is not None]
            if not found:
                raise PluginError(f"{point.name} = {point.value}: expected a subclass of {base.__name__} that says its name, got none")
            yield from found


def _entry_points() -> list["EntryPoint"]:
    """Return the entry points of the distributions that the operator names, in that order."""
    names = [name.strip() for name in os.environ.get(VARIABLE, "").split(",") if name.strip()]
    return [point for name in names for point in _entry_points_of(name)]


def _entry_points_of(distribution: str) -> list["EntryPoint"]:
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import distribution as installed  # Imported late: most processes have no plug-ins.

    try:
        points = sorted(installed(distribution).entry_points.select(group=GROUP), key=lambda point: point.name)
    except PackageNotFoundError as error:
        raise PluginError(f"{VARIABLE} names {distribution!r}, but no distribution of that name is installed") from error
    if not points:
        raise PluginError(f"{VARIABLE} names {distribution!r}, but that distribution has no entry points of the group {GROUP}")
    strangers = [point.name for point in points if point.name.split(".")[0] not in get_args(Hook)]
    if strangers:
        known = ", ".join(get_args(Hook))
        raise PluginError(f"{distribution}: expected entry points whose names begin with one of {known}, got {', '.join(strangers)}")
    return points


def _loaded(point: "EntryPoint", base: type[BaseT]) -> list[type[BaseT]]:
    """Return what an entry point names: a class, or all classes of the kind in a module."""
    try:
        loaded = point.load()
    except (ImportError, AttributeError) as error:
        raise PluginError(f"{point.name} = {point.value} of a plug-in cannot be loaded: {error}") from error
    found = _classes_of(loaded, base) if isinstance(loaded, ModuleType) else [loaded]
    if not found or not all(isinstance(cls, type) and issubclass(cls, base) for cls in found):
        raise PluginError(f"{point.name} = {point.value}: expected a subclass of {base.__name__}, or a module with one of its own, got {loaded!r}")
    return found


def _written(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"
