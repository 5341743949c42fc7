"""The API application: the only place where its parts are wired."""

from asyncio import to_thread
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.types import Receive, Scope, Send

from models.checking.worker_memory import WorkerMemory
from models.core.discovery import plugged
from models.serving.mapped import MappedCopies
from service.access.keyless import Keyless
from service.access.login import Login
from service.access.wiring import Access, install_access
from service.api import BELOW_MODELS, ROUTERS
from service.api.documents import install_documents
from service.api.fast.admission import Admission
from service.api.fast.predictions import FastPredictions
from service.api.fast.responses import Responses
from service.api.openapi import PROBLEMS, install_openapi, operation_id
from service.api.pages import mount_assets
from service.api.problems import install_problem_handlers
from service.changes import Changes
from service.compiled_models import Predictors
from service.contained import Containment, Limits
from service.curves.kept import KeptColumns
from service.deps import Parts, owned_stores, references_in
from service.events import EventStreams
from service.http.front import WrappedApp, bounded_work, install_guards, install_manners, install_traces
from service.http.gate import Gate
from service.http.manners import constant_headers, gate_options
from service.http.traced import RequestTraces
from service.http.traffic import Traffic
from service.live_workers import LiveWorkers
from service.loading import Loading
from service.machine import job_memory_bytes, worker_memory_bytes
from service.metrics.installation import Installation
from service.metrics.metrics import Metrics
from service.metrics.process_figures import ProcessCounts
from service.metrics.siblings import Siblings
from service.plots.maker import PlotMaker
from service.queue import JobQueue, celery_app
from service.sessions import Sessions
from service.settings import Settings
from service.store.all_jobs import AllJobs
from service.store.costs import CostBook
from service.store.database import Database
from service.store.files import Files
from service.store.missing_versions import missing_versions
from service.store.registry import Registry
from service.store.trials import Trials
from service.store.webhook_secrets import WebhookSecrets
from service.tracing.traces import Traces
from service.unloading import Unloading
from service.warm_up import WarmUp
from service.webhooks.targets import Targets

DESCRIPTION = "Train and serve the models of three textbook chapters, and your own: POST a job spec, poll the job, POST raw inputs for predictions."

#: Folder in the cache for copies of models, and for the names of those used last.
SERVING = "serving"
#: Size of the mapped copies of models on disk, for each byte of memory for loaded models.
COPIES_OF_BUDGET = 4
#: FastAPI's own traces: ours are those of service.http.traced, and requests do without the check (7 us each).
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}


def create_app(
    settings: Settings | None = None, own_names: Sequence[str] = (), keyless: Keyless | None = None, *, number: int | None = None
) -> FastAPI:
    """Build the application.

    Args:
        settings: Settings to use; read from the environment when left out.
        own_names: Host names under which it may be called besides those of the settings.
        keyless: Whose requests without a key are taken; by the settings as on an address of loopback when left out.
        number: Its number among processes that share a port, and the weights of large models; None for one that has it for itself.

    Raises:
        HostNameError: A host name, an origin or the prefix of the settings is malformed.
        StartError: The settings of OpenID Connect, or the trusted proxies, cannot be used.
    """
    settings = settings or Settings()
    keyless = keyless or _keyless(settings)
    parts = _parts(settings, number)
    app = _empty_app(_life(parts))
    app.state.parts = parts
    install_problem_handlers(app)
    install_openapi(app)
    for router in ROUTERS:
        app.include_router(router)
    mount_assets(app)
    trusts = parts.access.rates.addresses.is_proxied
    install_manners(app, settings, ROUTERS, trusts, parts.traffic)
    install_traces(app, parts.traces)
    install_access(app, parts.access, keyless, own_names, BELOW_MODELS)
    install_guards(app, settings, own_names, parts.streams.work, trusts)
    app.state.direct = _fast_predictions(settings, parts, keyless, own_names)
    install_documents(app, has_plugins=bool(plugged()))
    return app


def _life(parts: Parts) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return what begins and ends with the application."""

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        parts.settings.files.mkdir(parents=True, exist_ok=True)
        parts.warm_up.begin()
        parts.unloading.begin()
        parts.metrics.begin()
        yield
        await parts.metrics.close()
        await parts.streams.hub.close()
        parts.references.close()
        parts.unloading.close()
        parts.warm_up.close()
        parts.predictors.close()
        parts.queue.close()
        parts.workers.close()
        parts.sessions.close()
        parts.access.close()
        parts.database.close()
        parts.changes.close()
        if parts.traces is not None:
            await to_thread(parts.traces.stop)

    return life


def _empty_app(life: Callable[[FastAPI], AbstractAsyncContextManager[None]]) -> WrappedApp:
    return WrappedApp(
        title="Modelbook",
        version=version("modelbook"),
        description=DESCRIPTION,
        lifespan=life,
        generate_unique_id_function=operation_id,
        responses=PROBLEMS,
        openapi_url=None,  # The document is a file; see service.api.documents.
        docs_url=None,  # The pages are those of service.api.pages.
        redoc_url=None,
        telemetry=NO_TELEMETRY,
        redirect_slashes=False,  # A redirect would name the host that the caller has sent.
    )


def _fast_predictions(settings: Settings, parts: Parts, keyless: Keyless, own_names: Sequence[str]) -> FastPredictions:
    """Return what answers predictions past the application, with the checks that stand in front of it."""
    rates = parts.access.rates
    gate = Gate(_nothing, **gate_options(settings, own_names, rates.addresses.is_proxied))
    login = Login(_nothing, parts.access.callers, keyless, own_names)
    return FastPredictions(Admission(gate, login, rates, parts.streams.work), parts, Responses(constant_headers(settings)))


def _metrics(process: ProcessCounts, installation: Installation, number: int | None) -> Metrics:
    name = "api" if number is None else f"api-{number}"
    siblings = None if number is None else Siblings(installation.settings.broker_url, name)
    return Metrics(process, installation, name, siblings)


def _traces(settings: Settings) -> RequestTraces | None:
    traces = Traces.of(settings, "modelbook-api")
    return None if traces is None else RequestTraces(traces, settings.traced_requests)


async def _nothing(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Stand behind checks that pass nothing on."""


def _keyless(settings: Settings) -> Keyless:
    return Keyless.NOBODY if settings.keys == "required" else Keyless.THIS_MACHINE


def _copies(settings: Settings, number: int | None) -> MappedCopies | None:
    if number is None:
        return None
    return MappedCopies(settings.cache / SERVING / "mapped", COPIES_OF_BUDGET * settings.predictor_cache_bytes)


def _parts(settings: Settings, number: int | None) -> Parts:
    changes = Changes(settings.broker_url)
    database, files = Database(settings.database_url, changes.announce), Files(settings.files)
    access = Access.of(settings, database)
    predictors = Predictors(files, settings.predictor_cache_bytes, settings.queued_rows, settings.max_requests, _copies(settings, number))
    streams, traffic = EventStreams.of(settings, database, access.callers, bounded_work(settings)), Traffic(is_logged=settings.access_log)
    workers = LiveWorkers(settings.broker_url)
    return Parts(
        settings=settings,
        database=database,
        trials=Trials(database),
        access=access,
        changes=changes,
        files=files,
        containment=Containment(Limits(settings.reading_seconds, settings.reading_memory_bytes)),
        queue=JobQueue(celery_app(settings.broker_url), AllJobs(database)),
        workers=workers,
        plots=PlotMaker(),
        costs=CostBook(database),
        references=references_in(database, settings.default_ref),
        predictors=predictors,
        traffic=traffic,
        traces=_traces(settings),
        metrics=_metrics(ProcessCounts(traffic, predictors, streams, database), Installation(settings, database, workers), number),
        loading=Loading(predictors),
        warm_up=WarmUp(settings.cache / SERVING / "recent.json", predictors, lambda key: Registry(database).resolve(key, None)),
        unloading=Unloading(predictors, partial(missing_versions, database)),
        worker_memory=WorkerMemory(job_memory_bytes(settings), worker_memory_bytes(settings)),
        streams=streams,
        columns=KeptColumns(files),
        targets=Targets(settings.webhook_hosts.split(",")),
        webhook_secrets=WebhookSecrets(database),
        sessions=Sessions(settings.broker_url, settings.session_ttl_s, settings.max_sessions, settings.sessions_per_owner),
        **owned_stores(database, files, settings),
    )
