"""Python client of Modelbook: train models over HTTP, follow the jobs, and predict.

from modelbook import Client

client = Client()                                              # MODELBOOK_URL, MODELBOOK_API_KEY
digits = client.train("mnist-dense-784", epochs=3, name="digits").watch()
digits.predict("seven.png")
"""

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
]
