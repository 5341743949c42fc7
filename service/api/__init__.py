"""The HTTP endpoints, one file per resource."""

from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.routing import APIRoute

from service.access.references import MODELS
from service.api import (
    activations,
    aliases,
    annotations,
    batch,
    card,
    catalog,
    checkpoints,
    compare,
    curves,
    dataset_plots,
    datasets,
    deletions,
    documents,
    downloads,
    evaluation,
    forecast,
    generate,
    grants,
    health,
    history,
    imports,
    job_log,
    job_plots,
    jobs,
    keys,
    latent,
    lineage,
    me,
    metrics,
    model_examples,
    model_plots,
    model_schema,
    models,
    page_login,
    pages,
    parts,
    predict,
    prepared,
    previews,
    problem_pages,
    reproduction,
    resumable_uploads,
    retraining,
    sessions,
    specs,
    stream_tokens,
    surface,
    sweep_plots,
    sweeps,
    temperature,
    trials,
    units,
    uploads,
    webhooks,
    workers,
)
from service.api.inference import infer, models_offered, server
from service.web import shell

_PREDICTIONS = (predict, infer, surface, latent, activations, forecast, sessions, generate, units, temperature, batch)
_DATA = (datasets, dataset_plots, previews, uploads, resumable_uploads, catalog)
_ACCESS = (me, page_login, stream_tokens, webhooks, keys)
_OTHERS = (
    jobs,
    job_plots,
    history,
    curves,
    job_log,
    checkpoints,
    trials,
    sweeps,
    sweep_plots,
    specs,
    parts,
    prepared,
    models,
    aliases,
    retraining,
    reproduction,
    model_plots,
    model_schema,
    model_examples,
    downloads,
    imports,
    evaluation,
    compare,
    lineage,
    card,
    *_DATA,
    annotations,
    deletions,
    grants,
    *_ACCESS,
    server,
    models_offered,
    health,
    workers,
    metrics,
    documents,
    problem_pages,
    pages,
    shell,
)
#: The router of each resource, in matching order: predictions are first, since they have to be fast.
ROUTERS: tuple[APIRouter, ...] = tuple(resource.router for resource in (*_PREDICTIONS, *_OTHERS))


def _below_models(beginning: str) -> Iterator[str]:
    """Yield what may stand below a model in a path that begins so."""
    for router in ROUTERS:
        for route in router.routes:
            path = route.path if isinstance(route, APIRoute) else ""
            segments = path.removeprefix(beginning).split("/")
            if path.startswith(beginning) and len(segments) > 1:
                yield segments[1]


#: What Triton has below a model, and this server has not: no name of a model either.
_OF_TRITON = {"/v2/models/": ("config", "stats", "trace")}
#: What may stand below a model in a path, such as "predict", by the beginning of the path.
BELOW_MODELS = {beginning: frozenset((*_below_models(beginning), *_OF_TRITON.get(beginning, ()))) for beginning in MODELS}
