"""Predictions on the hot path."""

import logging
from dataclasses import dataclass
from time import perf_counter

import orjson
from starlette.types import Scope

from models.artifact.samples.read import Decoded, n_items
from models.core.errors import InputError
from models.preprocessing.stopwatch import Stopwatch
from service.api.fast.admission import Admission
from service.api.fast.bodies import READERS, LeftError
from service.api.fast.heads import Head, head_of
from service.batching.phases import Phases
from service.batching.waiting import Computed, Waiting
from service.compiled_models import Loaded, Predictors
from service.errors import ServiceError
from service.http.compressed import LONG_BYTES, coded_text
from service.http.direct import Exchange
from service.lookups import Lookups
from service.store.rows import Version

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Asked:
    """A prediction that is asked for."""

    exchange: Exchange[Head]
    loaded: Loaded
    version: Version
    given: Decoded
    n_samples: int
    phases: Phases


class FastPredictions:
    """Answers predictions of models that are loaded.

    Args:
        admission: Who may call.
        references: Versions of models, by owner who asks and reference.
        predictors: The loaded models.
    """

    def __init__(self, admission: Admission, references: Lookups[tuple[str, str], Version], predictors: Predictors) -> None:
        self._admission, self._references, self._predictors = admission, references, predictors

    def head_of(self, scope: Scope) -> Head | None:
        """Return what the head of a request says; None where it is not to be offered with its body."""
        return head_of(scope)

    def take(self, exchange: Exchange[Head]) -> bool:
        """Take a request, to be answered when the model has run; False if it is for the ordinary route."""
        try:
            return self._take(exchange)
        except (LeftError, InputError, ServiceError):
            return False  # The ordinary route says what is wrong.
        except Exception:
            log.exception("A prediction failed on the hot path, and is left to the ordinary route.")
            return False

    def _take(self, exchange: Exchange[Head]) -> bool:
        began, scope, head = perf_counter(), exchange.scope, exchange.head
        caller = self._admission.caller(scope)
        if caller is None:
            return False
        version = self._references.known((caller.owner, head.ref))
        loaded = None if version is None else self._predictors.ready(version.key)
        if version is None or loaded is None or not loaded.predictor.reads_arrays:
            return False
        items = READERS[head.media](exchange.body)
        if not loaded.decodes_quickly(n_items(items)):
            return False
        with Stopwatch() as steps:
            given = loaded.predictor.decode(items)
        if not self._admission.counts(scope, caller):
            return False
        phases = Phases(decode_s=perf_counter() - began - steps.seconds, steps_s=steps.seconds)
        asked = _Asked(exchange, loaded, version, given, n_items(items), phases)
        work = self._admission.work
        work.n_requests += 1
        try:
            loaded.batcher.add(Waiting(given.x, given.n_rows, lambda result: self._done(asked, result), lambda: exchange.is_open))
        except ServiceError:
            work.n_requests -= 1
            raise
        return True

    def _done(self, asked: _Asked, result: Computed | Exception) -> None:
        self._admission.work.n_requests -= 1
        if not asked.exchange.is_open:
            return
        try:
            if isinstance(result, Exception):
                raise result
            asked.exchange.write(*_response(asked, result))
        except Exception as error:  # What the model or its numbers raise becomes a problem on the ordinary route.
            log.debug("A prediction is left to the ordinary route.", exc_info=error)
            asked.exchange.leave()


def _response(asked: _Asked, computed: Computed) -> tuple[bytes, bytes]:
    """Return header lines and body."""
    began, predictor, name, phases = perf_counter(), asked.loaded.predictor, asked.version.ref, asked.phases
    predictions = predictor.predictions(computed.outputs, asked.given, asked.n_samples)
    body = orjson.dumps({"model": name, "kind": predictor.answer_kind(None), "predictions": predictions})
    if len(body) >= LONG_BYTES:
        raise LeftError  # Compressing it may take longer than a moment.
    coding, body = coded_text(asked.exchange.head.encodings, body)
    phases.queue_s, phases.model_s, phases.encode_s = computed.queue_s, computed.model_s, perf_counter() - began
    asked.loaded.samples.observe(asked.n_samples, phases.decode_s + phases.steps_s + phases.encode_s)
    asked.loaded.latencies.observe(phases)
    lines = b"content-length: %d\r\ncontent-type: application/json\r\nx-model-version: %b\r\nserver-timing: %b\r\nx-request-id: %b\r\n%b"
    return lines % (len(body), name.encode(), phases.header, asked.exchange.head.request_id, coding), body
