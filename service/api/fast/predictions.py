"""Predictions on the hot path."""

import logging
from dataclasses import dataclass
from http import HTTPStatus
from time import perf_counter

from starlette.types import Scope

from models.artifact.samples.numbers import ROOT
from models.artifact.samples.read import Decoded, n_items
from models.core.errors import InputError
from models.preprocessing.stopwatch import Stopwatch
from models.serving.window_counts import n_windows
from service.answers.json_forms import short_json_of
from service.api.fast.admission import Admission
from service.api.fast.bodies import READERS, LeftError
from service.api.fast.heads import MAX_BYTES, ROUTE, Head, head_of
from service.api.fast.responses import Responses
from service.batching.phases import PHASES, Phases
from service.batching.together import begun, predictions_of
from service.batching.waiting import Computed, Waiting
from service.bodies.row_limits import require_few_rows, require_few_windows
from service.compiled_models import Loaded
from service.deps import Parts
from service.errors import ServiceError
from service.http.direct import Exchange
from service.http.traffic import Answered
from service.store.rows import Version
from service.tracing.span import Attributes

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
    began: float
    owner: str
    request_id: bytes
    is_counted: bool = True


class FastPredictions:
    """Answers predictions of models that are loaded.

    Args:
        admission: Who may call.
        parts: The parts of the application.
        responses: Makes its responses.
    """

    def __init__(self, admission: Admission, parts: Parts, responses: Responses) -> None:
        self._admission, self._parts, self._responses = admission, parts, responses
        self._most_bytes = min(MAX_BYTES, parts.settings.max_body_bytes)

    def head_of(self, scope: Scope) -> Head | None:
        """Return what the head of a request says; None where it is not to be offered with its body."""
        head = head_of(scope, self._most_bytes)
        return head if head is not None and self._admission.passes(scope) else None

    def take(self, exchange: Exchange[Head]) -> bool:
        """Take a request, to be answered when the model has run; False if it is for the ordinary route."""
        try:
            return self._take(exchange)
        except (LeftError, InputError, ServiceError):
            return False  # The ordinary route says what is wrong.

    def _take(self, exchange: Exchange[Head]) -> bool:
        began, scope, head = perf_counter(), exchange.scope, exchange.head
        caller = self._admission.caller(scope)
        version = None if caller is None else self._parts.references.known((caller.owner, head.ref))
        loaded = None if version is None else self._parts.predictors.ready(version.key)
        if caller is None or version is None or loaded is None or not loaded.predictor.reads_arrays:
            return False
        items = READERS[head.media](exchange.body)
        n_samples = n_items(items)
        require_few_rows(n_samples, self._parts, ROOT)
        require_few_windows(items, loaded.predictor, self._parts)
        if not loaded.decodes_quickly(n_windows(items, loaded.predictor)):
            return False
        with Stopwatch() as steps:
            given, prepare = begun(loaded.predictor, items)
        if not self._admission.counts(scope, caller):
            return False
        phases = Phases(decode_s=perf_counter() - began - steps.seconds, steps_s=steps.seconds)
        asked = _Asked(exchange, loaded, version, given, n_samples, phases, began, caller.owner, head.request_id)
        self._admission.work.n_requests += 1
        try:
            loaded.batcher.add(Waiting(given.x, given.n_rows, lambda result: self._done(asked, result), lambda: exchange.is_open, prepare))
        except Exception:
            self._stop_counting(asked)
            raise
        return True

    def _stop_counting(self, asked: _Asked) -> None:
        """Count a request no longer as in work, once."""
        self._admission.work.n_requests -= asked.is_counted
        asked.is_counted = False

    def _done(self, asked: _Asked, result: Computed | Exception) -> None:
        self._stop_counting(asked)
        if not asked.exchange.is_open:
            return
        try:
            if isinstance(result, Exception):
                raise result
            lines, body = self._response(asked, result)
            asked.exchange.write(lines, body)
            self._note(asked, len(body))
        except Exception as error:  # What the model or its numbers raise becomes a problem on the ordinary route.
            log.debug("A prediction is left to the ordinary route.", exc_info=error)
            asked.exchange.leave()

    def _response(self, asked: _Asked, computed: Computed) -> tuple[bytes, bytes]:
        """Return header lines and body."""
        began, predictor, name, phases, head = perf_counter(), asked.loaded.predictor, asked.version.ref, asked.phases, asked.exchange.head
        predictions = predictions_of(predictor, computed, asked.given, asked.n_samples)
        body = short_json_of(name, predictor.answer_kind(None), predictions)
        phases.queue_s, phases.model_s, phases.encode_s = computed.queue_s, computed.model_s, perf_counter() - began
        asked.loaded.samples.observe(asked.given.n_rows, phases.decode_s + phases.steps_s + phases.encode_s)
        phases.steps_s += computed.steps_s
        asked.loaded.latencies.observe(phases)
        return self._responses.lines_and_body(body, head.encodings, name, phases.header, asked.request_id)

    def _note(self, asked: _Asked, n_bytes: int) -> None:
        seconds = perf_counter() - asked.began
        answered = Answered("POST", ROUTE, asked.owner, HTTPStatus.OK, seconds, n_bytes, asked.request_id.decode())
        if self._parts.traces is not None:
            self._parts.traces.note(asked.exchange.scope, answered, lambda: _traced(asked))
        self._parts.traffic.note(answered)


def _traced(asked: _Asked) -> Attributes:
    """Return what a span has besides what that of every request has."""
    times = {f"modelbook.{name}_ms": round(seconds * 1e3, 3) for name, seconds in zip(PHASES, asked.phases.seconds, strict=True)}
    return {"modelbook.request_id": asked.request_id.decode(), "modelbook.model": asked.version.ref, **times}
