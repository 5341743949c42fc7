"""Members of a registry: the classes that the modules of a package define."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import TypeVar

BaseT = TypeVar("BaseT")


def members(hook: str, package: str, base: type[BaseT], name_of: Callable[[type[BaseT]], str | None]) -> dict[str, type[BaseT]]:
    """Find the members of a registry.

    Args:
        hook: What a member is called.
        package: The package whose modules hold the members.
        base: Their base class. A class attribute `rank` decides the order in which they are listed, then the file.
        name_of: Returns the name of a member; None for a class that is only a base of members.
    """
    modules = [importlib.import_module(f"{package}.{found.name}") for found in pkgutil.iter_modules(importlib.import_module(package).__path__)]
    classes = [cls for module in modules for cls in vars(module).values() if isinstance(cls, type) and issubclass(cls, base)]
    own = [cls for cls in dict.fromkeys(classes) if cls.__module__.startswith(f"{package}.")]
    ranked = sorted(own, key=lambda cls: getattr(cls, "rank", 1000))
    return {name: cls for cls in ranked if (name := name_of(cls)) is not None}
