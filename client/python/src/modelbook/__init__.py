"""Python client of Modelbook: train models over HTTP, follow the jobs, and predict.

from modelbook import Client

client = Client()                                              # MODELBOOK_URL, MODELBOOK_API_KEY
digits = client.train("mnist-dense-784", epochs=3, name="digits").watch()
digits.predict("seven.png")

Each name is imported when it is first used: the command line, and the server that shares its modules, do mostly without the client.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from modelbook import errors, types
    from modelbook._async.client import AsyncClient
    from modelbook._async.datasets import AsyncDataset
    from modelbook._async.jobs import AsyncJob
    from modelbook._async.models import AsyncModel
    from modelbook._sync.client import Client
    from modelbook._sync.datasets import Dataset
    from modelbook._sync.jobs import Job
    from modelbook._sync.models import Model
    from modelbook._version import __version__
    from modelbook.errors import APIError, InputError, JobFailed, ModelbookError, SpecError

__all__ = [
    "APIError",
    "AsyncClient",
    "AsyncDataset",
    "AsyncJob",
    "AsyncModel",
    "Client",
    "Dataset",
    "InputError",
    "Job",
    "JobFailed",
    "Model",
    "ModelbookError",
    "SpecError",
    "__version__",
    "errors",
    "types",
]

#: Module of each name; a name without one is a module itself.
_MODULES = {
    **dict.fromkeys(("APIError", "InputError", "JobFailed", "ModelbookError", "SpecError"), "errors"),
    **{"AsyncClient": "_async.client", "AsyncDataset": "_async.datasets", "AsyncJob": "_async.jobs", "AsyncModel": "_async.models"},
    **{"Client": "_sync.client", "Dataset": "_sync.datasets", "Job": "_sync.jobs", "Model": "_sync.models", "__version__": "_version"},
}


def __getattr__(name: str) -> Any:
    """Return a public name, imported now."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = import_module(f"modelbook.{_MODULES.get(name, name)}")
    return getattr(found, name) if name in _MODULES else found


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
