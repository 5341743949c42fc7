"""The API application: the only place where its parts are put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from service.api import (
    augmentation,
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
    predict,
    sessions,
    specs,
    surface,
    sweeps,
    trials,
    uploads,
)
from service.api.openapi import PROBLEMS, install_openapi, operation_id
from service.api.problems import install_problem_handlers
from service.compiled_models import Predictors
from service.deps import Parts
from service.events import EventStreams
from service.queue import JobQueue, celery_app
from service.sessions import Sessions
from service.settings import Settings
from service.store.database import Database
from service.store.datasets import Datasets
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.lookup import Lookup
from service.store.registry import Registry
from service.store.trials import Trials

DESCRIPTION = "Train and serve the models of three textbook chapters, and your own: POST a job spec, poll the job, POST raw inputs for predictions."
#: The resources in the order in which their routes are tried: predictions come first, since theirs has to be quick.
RESOURCES = (
    predict,
    surface,
    latent,
    forecast,
    sessions,
    generate,
    jobs,
    trials,
    sweeps,
    specs,
    augmentation,
    models,
    downloads,
    imports,
    evaluation,
    datasets,
    uploads,
    catalog,
    health,
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Put the application together.

    Args:
        settings: Settings to use; read from the environment when left out.
    """
    settings = settings or Settings()
    parts = _parts(settings)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        settings.files.mkdir(parents=True, exist_ok=True)
        yield
        parts.streams.stop()
        parts.predictors.close()
        parts.queue.close()
        parts.sessions.close()
        parts.database.close()

    app = FastAPIOffline(  # Its pages need no other server: they work on a laptop without a network.
        title="Modelbook",
        version=version("modelbook"),
        description=DESCRIPTION,
        lifespan=life,
        generate_unique_id_function=operation_id,
        responses=PROBLEMS,
    )
    app.state.parts = parts
    install_problem_handlers(app)
    install_openapi(app)
    for resource in RESOURCES:
        app.include_router(resource.router)
    return app


def _parts(settings: Settings) -> Parts:
    database, files = Database(settings.database_url), Files(settings.files)
    store, registry, sets = Jobs(database), Registry(database), Datasets(database, files)
    return Parts(
        settings=settings,
        database=database,
        jobs=store,
        trials=Trials(database),
        registry=registry,
        lookup=Lookup(registry, store, files, sets),
        files=files,
        uploads=sets,
        queue=JobQueue(celery_app(settings.broker_url), store),
        predictors=Predictors(files, settings.predictor_cache_bytes),
        streams=EventStreams(store),
        sessions=Sessions(settings.broker_url, settings.session_ttl_s, settings.max_sessions),
    )
