"""Log formats: one sentence, then its fields; or an object of JSON with both."""

import json
import logging
import os
import sys
import threading
from datetime import UTC, datetime
from math import isfinite
from types import TracebackType
from typing import Any, TextIO

from models.core.names import seen
from models.core.redaction import redacted
from service.job_context import current_job
from service.request_context import request_id
from service.tracing.current import current_trace_id

log = logging.getLogger(__name__)

#: Attributes of every record; others are from `extra`.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


class FieldsFormatter(logging.Formatter):
    """Appends a record's extra fields to its message, as name=value, with the ids of the request that is being answered, of the job and of the trace.

    No record holds a key or a password, its traceback included.

    Args:
        form: Form of a record without its fields, as of `logging.Formatter`.
        process: Name of this process in each record; empty for none.
    """

    def __init__(self, form: str, process: str = "") -> None:
        super().__init__(form)
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        fields = " ".join(f"{name}={seen(str(value))}" for name, value in _fields(record, self._process).items())
        text = super().format(record)
        return redacted(f"{text} [{fields}]" if fields else text)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name in logging
        """Return the sentence on one line: a name with a newline in it must not look like another record."""
        return seen(super().formatMessage(record))


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON: time, level, logger, message, its fields, and exception for a traceback.

    Args:
        process: Name of this process in each record; empty for none.
    """

    def __init__(self, process: str = "") -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        written: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record, self._process),
        }
        if record.exc_info:
            written["exception"] = self.formatException(record.exc_info)
        return json.dumps({name: _plain(value) for name, value in written.items()}, ensure_ascii=False, allow_nan=False)


def _fields(record: logging.LogRecord, process: str) -> dict[str, Any]:
    """Return the fields of a record: its own, and what is known of where it was made."""
    fields = {name: value for name, value in vars(record).items() if name not in _USUAL}
    known = {"job_id": current_job(), "request_id": request_id(), "trace_id": current_trace_id(), "process": process}
    return fields | {name: value for name, value in known.items() if value and name not in fields}


def _plain(value: Any) -> Any:
    """Return a value for JSON, without keys and passwords; a number that JSON has not, such as NaN, as text."""
    is_plain = value is None or isinstance(value, int) or (isinstance(value, float) and isfinite(value))
    return value if is_plain else redacted(str(value))


class LossyHandler(logging.StreamHandler[TextIO]):
    """Writes records to standard error; while its disk is full they are lost, and the first one after that is preceded by their number."""

    def __init__(self) -> None:
        super().__init__()
        self._n_lost, self._reason = 0, ""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        n_lost, self._n_lost = self._n_lost, 0
        if n_lost:
            note = f"Records before this one may be missing, up to {n_lost}: standard error could not be written ({self._reason})."
            super().emit(logging.LogRecord(log.name, logging.WARNING, __file__, 0, note, None, None))
            if self._n_lost:
                self._n_lost += n_lost  # It could not be written either.
                return
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name in logging
        """Count a record that could not be written; the traceback that logging would print could not be, either."""
        error = sys.exc_info()[1]
        if isinstance(error, OSError):
            self._n_lost, self._reason = self._n_lost + 1, error.strerror or type(error).__name__
        else:
            super().handleError(record)


def configure_logs(process: str = "") -> None:
    """Send the logs of this process to standard error, with warnings and with the errors that end it or a thread of it.

    Args:
        process: Name of this process in each record; empty for none.
    """
    # Of the environment, as faults of the settings are logged, too; those check its value.
    is_json = os.environ.get("MODELBOOK_LOG_FORMAT", "").lower() == "json"
    handler = LossyHandler()
    handler.setFormatter(JsonFormatter(process) if is_json else FieldsFormatter("%(asctime)s %(levelname)s %(message)s", process))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook, threading.excepthook = _log_end, _log_end_of_thread


def _log_end(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Log what ends this process: Python would print it with all that it quotes."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
    else:
        log.critical("The process ends.", exc_info=(kind, error, traceback))


def _log_end_of_thread(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None and ended.exc_type is not SystemExit:
        log.error("A thread has ended.", exc_info=(ended.exc_type, ended.exc_value, ended.exc_traceback))
