"""The model that a request asks, loaded; and what becomes of a request that it does not answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from fastapi.concurrency import run_in_threadpool

from models.core.errors import ArtifactError
from service.compiled_models import Loaded
from service.deps import Parts
from service.errors import Unavailable

#: Seconds for which a name keeps meaning the version it was looked up as.
RESOLVED_FOR_S = 1.0


async def loaded_model(ref: str, parts: Parts) -> tuple[str, Loaded]:
    """Return the version a reference means, and its loaded model."""
    known = parts.resolved.get(ref)
    if known is None or known[1] < monotonic():
        known = await run_in_threadpool(parts.registry.resolve, ref), monotonic() + RESOLVED_FOR_S
        parts.resolved[ref] = known
    version = known[0]
    loaded = parts.predictors.ready(version.ref)
    if loaded is None:
        loaded = await run_in_threadpool(parts.predictors.load, version)
    return version.ref, loaded


@asynccontextmanager
async def answering(name: str, loaded: Loaded, parts: Parts) -> AsyncIterator[None]:
    """Ask a model in the body of a `with` statement.

    Raises:
        Unavailable: It did not answer.
    """
    try:
        yield
    except ArtifactError as error:
        if loaded.predictor.source is None:  # Its Keras process has ended; the next request starts another.
            await run_in_threadpool(parts.predictors.drop, name)
        raise Unavailable(f"model {name} did not answer: {error}") from error
