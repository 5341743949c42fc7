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
    parts,
    predict,
    prepared,
    previews,
    sessions,
    specs,
    surface,
    sweeps,
    temperature,
    trials,
    units,
    uploads,
)

_PREDICTIONS = (predict, surface, latent, forecast, sessions, generate, units, temperature)
_DATA = (datasets, previews, uploads, catalog)
_OTHERS = (jobs, trials, sweeps, specs, parts, prepared, models, downloads, imports, evaluation, *_DATA, health, pages)
#: The router of each resource, in matching order: predictions are first, since they have to be fast.
ROUTERS: tuple[APIRouter, ...] = tuple(resource.router for resource in (*_PREDICTIONS, *_OTHERS))
