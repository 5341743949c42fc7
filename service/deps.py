"""Dependencies of endpoints: the parts of the service as the caller sees them, wired in `app.py`; the job or loaded model of a request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Annotated, TypedDict

from fastapi import Depends, Request

from models.checking.worker_memory import WorkerMemory
from models.core.errors import ArtifactError
from service.access.caller import ANYONE, Caller, caller_of
from service.access.wiring import Access
from service.changes import Changes
from service.compiled_models import Loaded, Predictors
from service.contained import Containment
from service.curves.kept import KeptColumns
from service.errors import Unavailable
from service.events import EventStreams, Kind
from service.http.traced import RequestTraces
from service.http.traffic import Traffic
from service.live_workers import LiveWorkers
from service.loading import Loading
from service.lookups import Lookups
from service.metrics.metrics import Metrics
from service.one_at_a_time import OneAtATime
from service.plots.maker import PlotMaker
from service.problem_types.of_server import MODEL_UNAVAILABLE
from service.queue import JobQueue
from service.sessions import Sessions
from service.settings import Settings
from service.store.aliases import Aliases
from service.store.bulk_deletion import BulkDeletion
from service.store.costs import CostBook
from service.store.database import Database
from service.store.datasets import Datasets
from service.store.deletions import Deletions
from service.store.files import Files
from service.store.grants import Grants
from service.store.histories import Histories
from service.store.incoming_files import IncomingFiles
from service.store.jobs import Jobs
from service.store.lineage import Lineage
from service.store.lookup import Lookup
from service.store.owner_limits import OwnerLimits
from service.store.owners import Right
from service.store.pauses import Pauses
from service.store.quota import Quota
from service.store.registry import Registry
from service.store.rows import Job, Version
from service.store.sweeps import Sweeps
from service.store.trials import Trials
from service.store.webhook_secrets import WebhookSecrets
from service.unloading import Unloading
from service.warm_up import WarmUp
from service.webhooks.targets import Targets

#: Callers whose parts are kept.
N_CALLERS = 1000


@dataclass(frozen=True)
class Parts:
    """The parts of one API process, as a caller sees them: stores show only what belongs to its owner, or is shared with it."""

    settings: Settings
    changes: Changes
    database: Database
    caller: Caller
    jobs: Jobs
    histories: Histories
    sweeps: Sweeps
    pauses: Pauses
    trials: Trials
    access: Access
    registry: Registry
    #: Aliases of the caller's models, and of those that are shared with it.
    aliases: Aliases
    #: Finds what was made from what.
    lineage: Lineage
    #: Finds what specs of the caller may name.
    lookup: Lookup
    #: Finds what the caller may look at.
    visible: Lookup
    files: Files
    uploads: Datasets
    #: Uploads of the caller that arrive in several requests.
    incoming: IncomingFiles
    #: What the caller has deleted.
    deletions: Deletions
    bulk_deletion: BulkDeletion
    #: What the caller shares.
    grants: Grants
    #: What the caller's owner may have, and has.
    quota: Quota
    containment: Containment
    queue: JobQueue
    workers: LiveWorkers
    predictors: Predictors
    #: The requests that this process has answered.
    traffic: Traffic
    #: The spans of requests; None where no collector is named.
    traces: RequestTraces | None
    metrics: Metrics
    loading: Loading
    warm_up: WarmUp
    unloading: Unloading
    #: What was learned from finished jobs.
    costs: CostBook
    streams: EventStreams
    #: Makes plots that are missing.
    plots: PlotMaker
    #: Epochs of the jobs whose curves were asked for last, of all owners.
    columns: KeptColumns
    #: Where notices of jobs may be sent.
    targets: Targets
    webhook_secrets: WebhookSecrets
    sessions: Sessions
    #: Memory of a worker, with which jobs are compared when they are submitted.
    worker_memory: WorkerMemory
    #: Versions that models named by owners who ask stand for.
    references: Lookups[tuple[str, str], Version]
    #: The parts as other callers see them.
    of_callers: "dict[Caller, Parts]" = field(default_factory=dict)
    #: Held while data is prepared or counted during a request, which takes memory and all of a core: one at a time.
    preparing: OneAtATime = field(default_factory=lambda: OneAtATime("preparing data"))

    def seen_by(self, caller: Caller) -> "Parts":
        """Return the parts as a caller sees them."""
        if caller is self.caller or caller == self.caller:
            return self
        known = self.of_callers.get(caller)
        if known is None:
            if len(self.of_callers) >= N_CALLERS:
                self.of_callers.clear()
            known = self.of_callers[caller] = replace(self, **owned_stores(self.database, self.files, self.settings, caller))
        return known


class OwnedStores(TypedDict):
    """A caller, and the stores that show the things of its owner."""

    caller: Caller
    jobs: Jobs
    histories: Histories
    sweeps: Sweeps
    pauses: Pauses
    registry: Registry
    aliases: Aliases
    lineage: Lineage
    lookup: Lookup
    visible: Lookup
    uploads: Datasets
    incoming: IncomingFiles
    deletions: Deletions
    bulk_deletion: BulkDeletion
    grants: Grants
    quota: Quota


def owned_stores(database: Database, files: Files, settings: Settings, caller: Caller = ANYONE) -> OwnedStores:
    """Return the stores that show the things of a caller's owner, and keep it to its limits."""
    owner, limits = caller.owner, OwnerLimits.of(settings)
    registry = Registry(database, owner, settings.default_ref)
    return {
        "caller": caller,
        "jobs": Jobs(database, owner, limits),
        "histories": Histories(database, owner),
        "sweeps": Sweeps(database, owner),
        "pauses": Pauses(database, owner),
        "registry": registry,
        "aliases": Aliases(database, owner),
        "lookup": Lookup(registry, files, Right.USE),
        "visible": Lookup(registry, files, Right.READ),
        "lineage": Lineage(database, owner),
        "uploads": Datasets(database, files, owner, limits),
        "incoming": IncomingFiles(database, files, settings.upload_ttl_s, owner, limits),
        "deletions": Deletions(database, files, settings.undo_days, owner),
        "bulk_deletion": BulkDeletion(database, files, settings.undo_days, owner),
        "grants": Grants(database, owner),
        "quota": Quota(database, owner, limits),
    }


#: Threads that look references up.
N_REFERENCE_THREADS = 2


def references_in(database: Database, default_ref: str) -> Lookups[tuple[str, str], Version]:
    """Return the look-ups of versions by owner who asks and reference; they raise NotFound."""
    return Lookups(lambda asked: Registry(database, asked[0], default_ref).resolve(asked[1], Right.USE), N_REFERENCE_THREADS)


def parts_of(request: Request) -> Parts:
    """Return the parts of the application, as the caller of a request sees them."""
    parts: Parts = request.app.state.parts
    return parts.seen_by(caller_of(request))


async def _parts(request: Request) -> Parts:
    """Return the parts; async, as FastAPI calls any other dependency in a thread of the pool."""
    return parts_of(request)


TheParts = Annotated[Parts, Depends(_parts)]


def job_of(job_id: str, parts: TheParts) -> Job:
    """Return the job of a path; 404 if there is none."""
    return parts.jobs.get(job_id)


TheJob = Annotated[Job, Depends(job_of)]


async def _open_events(parts: TheParts) -> AsyncIterator[None]:
    """Count an event stream of the caller as open from before the response until after it; 429 if it has too many open."""
    with parts.streams.opened(parts.caller.owner, Kind.EVENTS):
        yield


async def _open_text(parts: TheParts) -> AsyncIterator[None]:
    """Count a generated text of the caller as open in the same way."""
    with parts.streams.opened(parts.caller.owner, Kind.TEXTS):
        yield


#: Dependencies of endpoints whose response is a stream, or takes as long as one.
OpenEvents, OpenText = Depends(_open_events), Depends(_open_text)


async def usable_version(ref: str, parts: Parts) -> Version:
    """Return the version of a reference that the caller may use, as it was at most a second ago.

    Raises:
        NotFound: There is none, or it is not shared with the caller for use.
    """
    return await parts.references.get((parts.caller.owner, ref))


async def loaded_model(ref: str, parts: Parts) -> tuple[str, Loaded]:
    """Return the version of a reference that the caller may use, and its loaded model."""
    version = await usable_version(ref, parts)
    return version.ref, await parts.loading.get(version)


@asynccontextmanager
async def artifact_errors(name: str, loaded: Loaded, parts: Parts) -> AsyncIterator[None]:
    """Turn an ArtifactError of the `with` block, which uses the model, into 503.

    Raises:
        Unavailable: The model failed.
    """
    try:
        yield
    except ArtifactError as error:
        if loaded.predictor.source is None:  # Its Keras process has ended; the next request starts another.
            parts.predictors.drop(loaded)
        raise Unavailable(f"model {name} failed: {error}", kind=MODEL_UNAVAILABLE) from error
