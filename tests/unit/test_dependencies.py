"""What is imported is declared, and what is declared is used."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OURS = {"service", "workers", "models", "migrations"}
#: Dependencies that no module imports, and what they are for.
USED_OTHERWISE = {
    "cryptography": "PyJWT verifies signatures with it",
    "tf2onnx": "Keras exports ONNX with it",
    "uvloop": "uvicorn takes its event loop",
}
#: Distributions whose module another one has as well.
ALSO = {"psycopg-binary": "psycopg"}
#: Modules that many distributions share, each with a part: of these, the declared ones count as imported.
SHARED = {"opentelemetry": {"opentelemetry-api", "opentelemetry-exporter-otlp-proto-http", "opentelemetry-sdk"}}


def declared(*extras: str) -> set[str]:
    """Return the distributions that the package requires, with those of extras."""
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    return {canonicalize_name(Requirement(line).name) for line in lines}


def imported() -> dict[str, set[str]]:
    """Return the distributions that are imported, and the files that do so."""
    distributions = packages_distributions()
    found: dict[str, set[str]] = {}
    for package in sorted(OURS):
        for path in (ROOT / package).rglob("*.py"):
            for module in imports_of(ast.walk(ast.parse(path.read_text(encoding="utf-8")))):
                for name in SHARED.get(module) or distributions.get(module, [f"not installed: {module}"]):
                    found.setdefault(ALSO.get(name, canonicalize_name(name)), set()).add(str(path.relative_to(ROOT)))
    return found


def imports_of(nodes: Iterator[ast.AST] | list[ast.stmt]) -> Iterator[str]:
    """Yield the first names of the modules of others that are imported."""
    for node in nodes:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        yield from (first for first in (name.partition(".")[0] for name in names) if first not in OURS | set(sys.stdlib_module_names))


def test_what_is_imported_is_declared() -> None:
    undeclared = {name: files for name, files in imported().items() if name not in declared("worker", "postgres", "oidc", "heic", "otel")}
    assert undeclared == {}


def test_what_is_declared_is_imported_or_used_otherwise() -> None:
    assert declared("worker", "postgres", "oidc", "heic", "otel") - set(imported()) == set(USED_OTHERWISE)


def test_no_module_that_the_api_always_imports_needs_an_extra() -> None:
    """Packages of an extra are imported inside functions, but for a module that is itself imported so."""
    only_extras = declared("worker", "postgres", "oidc", "heic", "otel") - declared()
    distributions = packages_distributions()
    found = set()
    for path in (file for package in ("service", "models") for file in (ROOT / package).rglob("*.py")):
        for module in imports_of(ast.parse(path.read_text(encoding="utf-8")).body):
            if {canonicalize_name(name) for name in distributions.get(module, [])} & only_extras:
                found.add(str(path.relative_to(ROOT)))
    lazily = {path for path in found if path.startswith(("models/training/", "models/building/"))}
    assert found - lazily == {"service/access/oidc.py", "service/store/bounded_connection.py"}


def test_nothing_is_named_with_an_extra_that_brings_what_is_not_used() -> None:
    """`uvicorn[standard]` brings a file watcher, web sockets and a reader of .env files."""
    lines = [Requirement(line) for line in PROJECT["dependencies"]]
    assert {line.name: line.extras for line in lines if line.extras} == {"celery": {"redis"}, "modelbook-client": {"cli"}}


def test_the_metadata_names_no_address_and_every_licence_is_there() -> None:
    assert [
        key for key in ("authors", "description", "keywords", "license", "readme", "requires-python", "classifiers") if not PROJECT.get(key)
    ] == []
    assert [pattern for pattern in PROJECT["license-files"] if not list(ROOT.glob(pattern))] == []
