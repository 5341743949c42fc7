"""The API application: the only place where its parts are wired."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from types import FrameType

import uvicorn
from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from models.core.discovery import plugged
from service.api import ROUTERS
from service.api.openapi import PROBLEMS, install_openapi, operation_id
from service.api.problems import install_problem_handlers
from service.compiled_models import Predictors
from service.deps import Parts
from service.events import EventStreams
from service.machine import memory_bytes
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
#: Seconds that open requests have to end at shutdown.
SHUTDOWN_GRACE_S = 5


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application.

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

    app = FastAPIOffline(  # Its pages load nothing from other servers, so they work without a network.
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
    for router in ROUTERS:
        app.include_router(router)
    if plugged():
        app.openapi()  # Refuses a plug-in at the start if a schema of it has the name of another one.
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
        worker_bytes=settings.worker_memory_bytes or memory_bytes(),
        sessions=Sessions(settings.broker_url, settings.session_ttl_s, settings.max_sessions),
    )


class _Server(uvicorn.Server):
    """Ends the event streams at shutdown before it waits for open requests: they would not end by themselves."""

    def __init__(self, config: uvicorn.Config, streams: EventStreams) -> None:
        super().__init__(config)
        self._streams = streams

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._streams.stop()
        super().handle_exit(sig, frame)


def serve(host: str, port: int) -> None:
    """Run one API process until it is asked to stop."""
    app = create_app()
    config = uvicorn.Config(app, host=host, port=port, access_log=False, log_level="info", timeout_graceful_shutdown=SHUTDOWN_GRACE_S)
    _Server(config, app.state.parts.streams).run()
