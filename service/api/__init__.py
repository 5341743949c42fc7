"""The HTTP endpoints, one file per resource."""

from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.routing import APIRoute

from service.api import (
    catalog,
    checkpoints,
    datasets,
    documents,
    downloads,
    evaluation,
    forecast,
    generate,
    grants,
    health,
    history,
    imports,
    jobs,
    keys,
    latent,
    me,
    model_schema,
    models,
    pages,
    parts,
    predict,
    prepared,
    previews,
    problem_pages,
    sessions,
    specs,
    stream_tokens,
    surface,
    sweeps,
    temperature,
    trials,
    units,
    uploads,
    webhooks,
    workers,
)

_PREDICTIONS = (predict, surface, latent, forecast, sessions, generate, units, temperature)
_DATA = (datasets, previews, uploads, catalog)
_ACCESS = (me, stream_tokens, webhooks, keys)
_OTHERS = (
    jobs,
    history,
    checkpoints,
    trials,
    sweeps,
    specs,
    parts,
    prepared,
    models,
    model_schema,
    downloads,
    imports,
    evaluation,
    *_DATA,
    grants,
    *_ACCESS,
    health,
    workers,
    documents,
    problem_pages,
    pages,
)
#: The router of each resource, in matching order: predictions are first, since they have to be fast.
ROUTERS: tuple[APIRouter, ...] = tuple(resource.router for resource in (*_PREDICTIONS, *_OTHERS))


def _below_models() -> Iterator[str]:
    """Yield what may stand below a model in a path."""
    for router in ROUTERS:
        for route in router.routes:
            segments = route.path.split("/") if isinstance(route, APIRoute) else []
            if segments[:3] == ["", "v1", "models"] and len(segments) > 4:
                yield segments[4]


#: What may stand below a model in a path, such as "predict".
BELOW_MODELS = frozenset(_below_models())
