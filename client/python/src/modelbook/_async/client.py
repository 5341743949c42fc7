"""The client: the parts of the API, and verbs for what is done most."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import httpx

from modelbook import _operations as operations
from modelbook._async.administration import AsyncAudit, AsyncKeys
from modelbook._async.datasets import AsyncDataset, AsyncDatasets
from modelbook._async.deletions import AsyncDeletions
from modelbook._async.http import AsyncHttp
from modelbook._async.jobs import AsyncJob, AsyncJobs
from modelbook._async.models import AsyncModels
from modelbook._async.raw import AsyncRaw
from modelbook._async.specs import AsyncCatalog, AsyncSpecs
from modelbook._async.sweeps import AsyncSweeps
from modelbook._calls import Call
from modelbook._checks import Check
from modelbook._config import MAX_RETRIES, TIMEOUT_S, Config, without_password
from modelbook._models import HealthOut, MeOut, ProblemTypeOut, ProblemTypesOut, StreamTokenOut, WebhookSecretOut, WorkersOut
from modelbook._specs import Patch, Trainable, search_body

if TYPE_CHECKING:
    from typing_extensions import Self

#: The form of pages that are HTML for browsers.
_JSON = {"Accept": "application/json"}


class AsyncClient:
    """An asynchronous client of a Modelbook server.

    Args:
        base_url: URL of the server; the variable MODELBOOK_URL, else http://127.0.0.1:8000, when left out.
        api_key: Key to send; the variable MODELBOOK_API_KEY when left out.
        timeout: Seconds that an answer may take; while it is the usual 60, that to a file may take 660.
        max_retries: How often a request is repeated that failed for a while: after a lost connection, and the statuses 429 and 503. What was
            submitted is never submitted twice.
        http_client: Client of httpx to use, for example with a proxy or certificates of its own.

    Raises:
        InputError: The URL or the key cannot be used.

    Attributes:
        catalog: Recipes.
        datasets: Data sets.
        specs: Specs, before they are submitted.
        jobs: Jobs.
        sweeps: Sets of jobs.
        models: Models.
        deletions: What was deleted and is not gone yet.
        keys: Keys, for the scope admin.
        audit: Changes of keys, grants and aliases, for the scope admin.
    """

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        *,
        timeout: float = TIMEOUT_S,
        max_retries: int = MAX_RETRIES,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        http = self._http = AsyncHttp(Config.of(base_url, api_key, timeout, max_retries), http_client)
        self.catalog, self.datasets, self.specs = AsyncCatalog(http), AsyncDatasets(http), AsyncSpecs(http)
        self.jobs, self.sweeps, self.models = AsyncJobs(http), AsyncSweeps(http), AsyncModels(http)
        self.deletions = AsyncDeletions(http)
        self.keys, self.audit = AsyncKeys(http), AsyncAudit(http)

    @property
    def base_url(self) -> str:
        """Return the URL of the server."""
        return self._http.config.base_url

    @property
    def with_raw_response(self) -> AsyncRaw:
        """Return the same client, whose calls return the HTTP response with the result: `client.with_raw_response.jobs.get(id).headers`."""
        return AsyncRaw(self)

    async def train(
        self, what: Trainable, patch: Patch | None = None, *, name: str | None = None, epochs: int | None = None, **submission: Any
    ) -> AsyncJob:
        """Submit a job that trains a model; `.watch()` it.

        Args:
            what: Id of a recipe, or a spec (a `JobSpec` or a dictionary).
            patch: RFC 7386 merge patch on the spec: `{"training": {"batch_size": 64}}`.
            name: Name of the model; the recipe's id when left out.
            epochs: Short for `{"training": {"epochs": ...}}` in the patch.
            submission: `priority`, `notify`, `idempotency_key`.

        Raises:
            SpecError: The spec is at fault; `errors` says where and why.
        """
        return await self.jobs.submit(what, patch, epochs=epochs, name=name, **submission)

    async def search(
        self,
        data: AsyncDataset | str,
        *,
        model: str | Patch,
        space: Patch,
        target: str | None = None,
        name: str | None = None,
        patch: Patch | None = None,
        **search: Any,
    ) -> AsyncJob:
        """Submit a search for the best parameters of a scikit-learn estimator; `.watch()` it. Texts in tables are encoded as categories.

        Args:
            data: A data set, or the source of one: `iris`.
            model: Name of the estimator, or the `model` of a spec.
            space: Values to try, by parameter: `{"C": [0.1, 1, 10]}`.
            target: Column to predict; left out for data that have their own targets.
            name: Name of the model.
            patch: RFC 7386 merge patch on the spec that is made of the others.
            search: Further fields of `search`: `folds` (5), `strategy` (grid), `scoring` ...
        """
        return await self.jobs.submit(search_body(data, target, model, space, **search), patch, name=name)

    async def upload(self, data: Any, *, name: str | None = None, progress: bool = True, **options: Any) -> AsyncDataset:
        """Upload a data set, with a bar; arguments as of `datasets.upload`."""
        return await self.datasets.upload(data, name=name, progress=progress, **options)

    async def check(self, what: Trainable, patch: Patch | None = None) -> Check:
        """Check a spec without running it: `.raise_for_faults()`."""
        return await self.specs.check(what, patch)

    async def me(self) -> MeOut:
        """Return who calls, what the key allows, and its limits."""
        return await self._http.get(MeOut, Call(operations.GET_ME))

    async def stream_token(self) -> StreamTokenOut:
        """Return a token with which a browser follows jobs by EventSource."""
        return await self._http.get(StreamTokenOut, Call(operations.CREATE_STREAM_TOKEN))

    async def webhook_secret(self) -> WebhookSecretOut:
        """Return the secret by which a receiver checks the notices of your jobs, with a library of Standard Webhooks."""
        return await self._http.get(WebhookSecretOut, Call(operations.GET_WEBHOOK_SECRET))

    async def rotate_webhook_secret(self) -> WebhookSecretOut:
        """Replace that secret, and return the new one: for a day notices are signed with both."""
        return await self._http.get(WebhookSecretOut, Call(operations.ROTATE_WEBHOOK_SECRET))

    async def problems(self) -> ProblemTypesOut:
        """Return every kind of fault that an error can name in `type`, with its cause and its cure."""
        return await self._http.get(ProblemTypesOut, Call(operations.LIST_PROBLEMS, headers=_JSON))

    async def problem(self, type: str) -> ProblemTypeOut:
        """Return a kind of fault, with its cause and its cure.

        Args:
            type: `type` of an error, or the last part of it.
        """
        return await self._http.get(ProblemTypeOut, Call(operations.GET_PROBLEM, {"slug": type.rpartition("/")[2]}, headers=_JSON))

    async def health(self) -> HealthOut:
        """Return that the server responds."""
        return await self._http.get(HealthOut, Call(operations.GET_HEALTH))

    async def readiness(self) -> HealthOut:
        """Return whether all that the server needs is there: `status` is `ok`, or `checks` says what is missing."""
        return await self._http.get(HealthOut, Call(operations.GET_READINESS, also_good=503))

    async def workers(self) -> WorkersOut:
        """Return the workers, and what they do."""
        return await self._http.get(WorkersOut, Call(operations.LIST_WORKERS))

    async def close(self) -> None:
        """Close all connections."""
        await self._http.close()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    def __deepcopy__(self, _memo: object) -> Self:
        """Return the client itself: a connection is shared, not copied."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle where the server is, never the key: where it is unpickled, MODELBOOK_API_KEY is read again."""
        config = self._http.config
        return partial(type(self), timeout=config.timeout_s, max_retries=config.max_retries), (config.base_url,)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {without_password(self.base_url)}>"
