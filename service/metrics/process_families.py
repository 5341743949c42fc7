"""The metrics of one API process."""

from collections.abc import Iterator

from prometheus_client import ProcessCollector
from prometheus_client.metrics_core import Metric

from service.metrics.families import counter, gauge, histogram
from service.metrics.process_figures import ProcessFigures

#: The label of all of them: which API process it is.
PROCESS = "process"
#: Memory, CPU seconds, open files and start of this process; nothing where there is no /proc.
_system = ProcessCollector(registry=None)


def families_of(figures: ProcessFigures, process: str) -> list[Metric]:
    """Return the metrics of a process, each with its name as a label.

    Args:
        figures: Its counts.
        process: Its name among those that share a port.
    """
    return [_labelled(family, process) for family in (*_requests(figures), *_predictions(figures), *_models(figures), *_rest(figures))]


def _requests(figures: ProcessFigures) -> Iterator[Metric]:
    labels = ("route", "method", "status")
    yield counter("modelbook_http_requests", "Answered requests by the template of their path.", labels, figures.requests)
    yield histogram(
        "modelbook_http_request_seconds", "Time from the head of a request to the end of its response.", labels[:2], figures.request_times
    )
    yield gauge("modelbook_requests_in_work", "Requests that are worked on, of at most MODELBOOK_MAX_REQUESTS.", (), figures.n_in_work)
    streams = {(kind,): n_open for kind, n_open in figures.streams.items()}
    yield gauge("modelbook_streams", "Open event streams, generated texts and waits for a job.", ("kind",), streams)


def _predictions(figures: ProcessFigures) -> Iterator[Metric]:
    help_text = "Time of predictions by version and phase; the versions beyond the first 20 are added up as other."
    yield histogram("modelbook_prediction_seconds", help_text, ("model", "phase"), figures.predictions)
    yield histogram("modelbook_prediction_batch_rows", "Rows that were computed together.", (), {(): figures.batches})
    yield gauge("modelbook_prediction_rows_waiting", "Rows that wait for a model.", (), figures.cache.n_rows_waiting)


def _models(figures: ProcessFigures) -> Iterator[Metric]:
    cache, done = figures.cache, figures.models
    yield gauge("modelbook_models_loaded", "Loaded models.", (), cache.n_models)
    yield gauge("modelbook_models_loaded_bytes", "Estimated memory of the loaded models.", (), cache.size_bytes)
    yield gauge("modelbook_models_limit_bytes", "Memory for loaded models, MODELBOOK_PREDICTOR_CACHE_BYTES.", (), cache.budget_bytes)
    yield counter("modelbook_model_hits", "How often a model was asked for that was loaded.", (), done.n_hits)
    yield counter("modelbook_model_loads", "How often a model was loaded.", (), done.n_loads)
    yield counter("modelbook_model_load_failures", "How often a model could not be loaded.", (), done.n_failures)
    yield counter("modelbook_model_evictions", "How often a model made room for another.", (), done.n_evictions)


def _rest(figures: ProcessFigures) -> Iterator[Metric]:
    connections = {("used",): figures.pool.n_used, ("idle",): figures.pool.n_idle}
    yield gauge("modelbook_database_connections", "Connections to the database.", ("state",), connections)
    yield from _system.collect()


def _labelled(family: Metric, process: str) -> Metric:
    family.samples = [sample._replace(labels={PROCESS: process, **sample.labels}) for sample in family.samples]
    return family
