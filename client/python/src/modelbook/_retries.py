"""Which requests are repeated, when, and how often."""

from __future__ import annotations

import random
from dataclasses import dataclass

from modelbook import _operations as operations
from modelbook._operations import Operation
from modelbook.errors import APIError, ModelbookError

#: Operations that take an idempotency key: the server answers a repetition with the job of the first request.
KEYED = frozenset(
    operation.id
    for operation in (
        *(operations.SUBMIT_JOB, operations.SUBMIT_SWEEP),
        *(operations.PREDICT_BATCH, operations.RETRAIN_MODEL, operations.REPRODUCE_MODEL),
    )
)
#: POST operations that change nothing, or change nothing more when they are repeated: predictions, checks, uploads of the same file, ends.
REPEATABLE = frozenset(
    operation.id
    for operation in (
        operations.APPEND_TO_DATASET,
        operations.APPLY_TEMPERATURE,
        operations.CANCEL_JOB,
        operations.CANCEL_SWEEP,
        operations.CHECK_SPEC,
        operations.COUNT_PARTS_OF_SPEC,
        operations.CREATE_STREAM_TOKEN,
        operations.DRAW_SAMPLE,
        operations.DRAW_SURFACE,
        operations.ENCODE_INPUTS,
        operations.FORECAST_SERIES,
        operations.GENERATE_TEXT,
        operations.INVERT_VALUES,
        operations.PAUSE_JOB,
        operations.PREDICT_ARRAYS,
        operations.PREDICT_CSV,
        operations.PREDICT_IMAGE,
        operations.PREDICT_IMAGES,
        operations.PREDICT_INPUTS,
        operations.PREDICT_ROWS,
        operations.PREPARE_SAMPLES,
        operations.PREVIEW_AUGMENTATION,
        operations.REREAD_DATASET,
        operations.RESUME_JOB,
        operations.REVOKE_KEY,
        operations.SHOW_ACTIVATIONS,
        operations.TRANSFORM_VALUES,
        operations.UPLOAD_DATASET,
    )
)
#: POST operations of which a repetition would be a second job, session, key or step.
ONCE = frozenset(
    operation.id
    for operation in (
        operations.BEGIN_UPLOAD,
        operations.CREATE_KEY,
        operations.FEED_SESSION,
        operations.IMPORT_MODEL,
        operations.OPEN_SESSION,
        operations.REGISTER_CHECKPOINT,
        operations.ROTATE_KEY,
        operations.ROTATE_WEBHOOK_SECRET,
        operations.STOP_JOB,
        operations.UNDO_DELETION,
    )
)
#: DELETE operations that answer what they deleted: of a repeated one that finds nothing more, there is no such answer.
ANSWERED = frozenset(
    operation.id
    for operation in (
        *(operations.DELETE_DATASET, operations.DELETE_JOB, operations.DELETE_JOBS, operations.DELETE_MODEL, operations.DELETE_SWEEP),
        operations.PURGE_DELETION,
    )
)
#: Statuses after which the same request may succeed. 429 was refused before any work; of the others that is not known.
REFUSED_NOW, FAILED_NOW = frozenset({429}), frozenset({502, 503, 504})
#: Kind of fault of a request whose own deadline has passed: a repetition would take the caller beyond it.
_DEADLINE_PASSED = "/problems/deadline-passed"
#: Seconds before the first repetition, the longest pause, and the longest that a server may ask for.
FIRST_S, LONGEST_S, LONGEST_ASKED_S = 0.5, 8.0, 60.0


@dataclass(frozen=True)
class Retries:
    """The repetitions of one request.

    Args:
        most: Most repetitions.
        may_repeat: Whether the request may be sent again although the server may have carried it out.
        can_repeat: Whether its body can be sent again.
    """

    most: int
    may_repeat: bool
    can_repeat: bool

    def after_error(self, error: ModelbookError, n_done: int) -> float | None:
        """Return the seconds to wait before the request is repeated after an error in answer to it; None if it is not."""
        if not isinstance(error, APIError) or error.type.endswith(_DEADLINE_PASSED):
            return None
        asked_s = error.retry_after_s
        is_passing = error.status in REFUSED_NOW or (error.status in FAILED_NOW and self.may_repeat)
        return self._pause(n_done, asked_s) if is_passing and (asked_s or 0) <= LONGEST_ASKED_S else None

    def after_loss(self, was_sent: bool, n_done: int) -> float | None:
        """Return the seconds to wait before the request is repeated after a lost connection; None if it is not."""
        return self._pause(n_done, None) if self.may_repeat or not was_sent else None

    def _pause(self, n_done: int, asked_s: float | None) -> float | None:
        if n_done >= self.most or not self.can_repeat:
            return None
        return backoff_s(n_done) if asked_s is None else asked_s


def may_repeat(operation: Operation) -> bool:
    """Return whether an operation may be sent again although the server may have carried it out."""
    return operation.method != "POST" or operation.id in KEYED or operation.id in REPEATABLE


def backoff_s(n_done: int) -> float:
    """Return the seconds before the next attempt: twice as long each time, and random, so that many clients do not come back at once."""
    return float(min(LONGEST_S, FIRST_S * 2**n_done) * random.uniform(0.5, 1))
