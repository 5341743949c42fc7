"""Extras: packages that only some installations need. What is missing is named before anything starts, with the command that installs it."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec

from packaging.requirements import Requirement

from models.core.errors import MissingExtraError

DISTRIBUTION = "modelbook"
#: Modules of the packages that only an extra installs, by extra. threadpoolctl comes with scikit-learn, too.
MODULES = {
    "worker": ("tensorflow", "keras", "onnx", "skl2onnx", "tf2onnx"),
    "postgres": ("psycopg",),
    "oidc": ("jwt", "cryptography", "httpx"),
    "otel": ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http"),
}


def require_extra(extra: str, need: str) -> None:
    """Require the packages of an extra, each at least as new as Modelbook asks for; none of them is imported.

    Args:
        extra: Name of the extra.
        need: What needs it and why, for the message: "modelbook up trains models".

    Raises:
        MissingExtraError: At least one is not installed, or too old.
    """
    missing = [module for module in MODULES[extra] if not _is_installed(module)]
    unfit = [] if missing else list(_unfit(extra))
    if missing or unfit:
        found = f"not installed: {', '.join(missing)}" if missing else "; ".join(unfit)
        raise MissingExtraError(f"{need}, so it needs the extra `{extra}`; {found}. {installing(extra)}")


def installing(extra: str) -> str:
    """Return the sentence that says how to install an extra."""
    return f'Install it with: pip install --upgrade "{DISTRIBUTION}[{extra}]"'


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ImportError:  # Raised by import hooks that forbid it.
        return False


def _unfit(extra: str) -> Iterator[str]:
    """Yield what is wrong with the versions of an extra's packages.

    A package without a version is passed over: another distribution may have its module, as tensorflow-cpu has that of tensorflow.
    """
    for requirement in _requirements(extra):
        try:
            installed = version(requirement.name)
        except PackageNotFoundError:
            continue
        if not requirement.specifier.contains(installed, prereleases=True):
            yield f"expected {requirement.name}{requirement.specifier}, got {installed}"


def _requirements(extra: str) -> list[Requirement]:
    try:
        declared = [Requirement(line) for line in requires(DISTRIBUTION) or []]
    except PackageNotFoundError:  # Modules of a checkout, which was not installed.
        return []
    return [one for one in declared if one.marker is not None and one.marker.evaluate({"extra": extra}) and not one.marker.evaluate({"extra": ""})]
