"""The HTTP endpoints, one file per resource."""

from fastapi import APIRouter

from service.api import (
    catalog,
    datasets,
    downloads,
    evaluation,
    forecast,
    generate,
    health,
    imports,
    jobs,
    latent,
    models,
    pages,
    predict,
    sessions,
    specs,
    surface,
    sweeps,
    trials,
    uploads,
)

_PREDICTIONS = (predict, surface, latent, forecast, sessions, generate)
_OTHERS = (jobs, trials, sweeps, specs, models, downloads, imports, evaluation, datasets, uploads, catalog, health, pages)
#: The router of each resource, in matching order: predictions are first, since they have to be fast.
ROUTERS: tuple[APIRouter, ...] = tuple(resource.router for resource in (*_PREDICTIONS, *_OTHERS))
