"""What one API process counts: a copy of it, made on the event loop where it is counted."""

from dataclasses import dataclass
from typing import NamedTuple

from service.compiled_models import CacheUse, Predictors
from service.events import EventStreams
from service.histogram import Buckets
from service.http.traffic import Traffic
from service.metrics.families import coarser
from service.store.database import Database, PoolUse

#: Of the buckets of latencies, every second one is shown.
_EVERY = 2


class Counts(NamedTuple):
    """What the models of a process have done since its start.

    Attributes:
        n_hits: How often a model was asked for that was loaded.
        n_loads: How often one was loaded.
        n_failures: How often one could not be loaded.
        n_evictions: How often one made room for another.
    """

    n_hits: int
    n_loads: int
    n_failures: int
    n_evictions: int


@dataclass(frozen=True)
class ProcessFigures:
    """The counts of one API process at one moment.

    Args:
        requests: Number of responses by route, method and status.
        request_times: Times by route and method, in seconds.
        predictions: Times by model and phase, in seconds.
        batches: Rows that were computed together.
        models: What its models have done.
        cache: What its models take.
        pool: Its connections to the database.
        n_in_work: Requests in work.
        streams: Open event streams, generated texts and waits, by kind.
    """

    requests: dict[tuple[str, ...], int]
    request_times: dict[tuple[str, ...], Buckets]
    predictions: dict[tuple[str, ...], Buckets]
    batches: Buckets
    models: Counts
    cache: CacheUse
    pool: PoolUse
    n_in_work: int
    streams: dict[str, int]


class ProcessCounts:
    """Finds what a process counts. Used on its event loop.

    Args:
        traffic: Its requests.
        predictors: Its models.
        streams: Its event streams.
        database: Its connections.
    """

    def __init__(self, traffic: Traffic, predictors: Predictors, streams: EventStreams, database: Database) -> None:
        self._traffic, self._predictors, self._streams, self._database = traffic, predictors, streams, database

    def now(self) -> ProcessFigures:
        """Return the counts of this moment."""
        use = self._predictors.use
        return ProcessFigures(
            requests={(route, method, str(status)): n_requests for (route, method, status), n_requests in self._traffic.counts.items()},
            request_times={of: times.copied() for of, times in self._traffic.times.items()},
            predictions=self._predictions(),
            batches=use.batches.copied(),
            models=Counts(use.n_hits, use.n_loads, use.n_failures, use.n_evictions),
            cache=self._predictors.filled,
            pool=self._database.pool_use,
            n_in_work=self._streams.work.n_requests,
            streams=self._streams.n_open,
        )

    def _predictions(self) -> dict[tuple[str, ...], Buckets]:
        by_model = self._predictors.latencies.by_model()
        return {
            (model, phase): coarser(histogram.copied(), _EVERY)
            for model, latencies in by_model.items()
            for phase, histogram in latencies.by_phase.items()
        }
