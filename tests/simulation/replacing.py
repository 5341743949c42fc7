"""Puts stand-ins in the place of what the real modules have imported, by identity."""

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FunctionType, ModuleType
from typing import Any

#: Packages whose modules see the stand-ins: ours, and what makes our ids.
PACKAGES = ("service", "workers", "models.training.background_writer", "models.training.resuming", "ulid")


@contextmanager
def replaced(table: list[tuple[Any, Any]]) -> Iterator[None]:
    """Let all modules of the packages see stand-ins, in their names and in the defaults of their functions.

    Args:
        table: What is replaced, and its stand-in.
    """
    given = {id(old): new for old, new in table}
    undo: list[tuple[Any, str, Any]] = []
    try:
        for module in _modules():
            for name, value in list(vars(module).items()):
                if id(value) in given:
                    undo.append((module, name, value))
                    setattr(module, name, given[id(value)])
            for function in _functions(module):
                _replace_defaults(function, given, undo)
        yield
    finally:
        for owner, name, value in reversed(undo):
            setattr(owner, name, value)


def _modules() -> list[ModuleType]:
    prefixes = tuple(f"{name}." for name in PACKAGES)
    return [module for name, module in sorted(sys.modules.items()) if f"{name}.".startswith(prefixes) and isinstance(module, ModuleType)]


def _functions(module: ModuleType) -> list[FunctionType]:
    """Return the functions of a module, and those of its classes."""
    holders = [module, *(value for value in vars(module).values() if inspect.isclass(value) and value.__module__ == module.__name__)]
    members = (member for holder in holders for member in list(vars(holder).values()))  # Looking at one may build what its class deferred.
    unwrapped = (inspect.unwrap(getattr(member, "__func__", member)) for member in members if not isinstance(member, ModuleType))
    return [member for member in unwrapped if isinstance(member, FunctionType)]


def _replace_defaults(function: FunctionType, given: dict[int, Any], undo: list[tuple[Any, str, Any]]) -> None:
    defaults = function.__defaults__ or ()
    if any(id(value) in given for value in defaults):
        undo.append((function, "__defaults__", function.__defaults__))
        function.__defaults__ = tuple(given.get(id(value), value) for value in defaults)
    named = function.__kwdefaults__ or {}
    if any(id(value) in given for value in named.values()):
        undo.append((function, "__kwdefaults__", function.__kwdefaults__))
        function.__kwdefaults__ = {name: given.get(id(value), value) for name, value in named.items()}
