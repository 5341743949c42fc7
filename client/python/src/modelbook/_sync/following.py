# Written from _async/following.py by client/python/tools/generate.py; do not edit.
"""Following a job: its stream of events, continued after lost connections, and polling where there is no stream."""

from __future__ import annotations

import time
from collections.abc import Generator

from modelbook import _operations as operations
from modelbook._sync.http import Http, closing
from modelbook._calls import Call
from modelbook._events import FINAL, AnyEvent, ProgressEvent, StateEvent, event_of, is_end
from modelbook._models import JobOut
from modelbook._retries import backoff_s
from modelbook._sse import Lines, Message
from modelbook.errors import APIConnectionError, RateLimitError, ServerError

#: Seconds without a sign of life after which a stream counts as lost; the server sends one every 15 s.
SILENCE_S = 45.0
#: Polls that may fail one after another.
MOST_LOST = 8


def follow(http: Http, job_id: str, after: int = 0) -> Generator[AnyEvent, None]:
    """Yield the events of a job until it ends, each once, whatever happens to the connection.

    Where there is no stream, since all are in use or a proxy holds it back, the job is polled, which gives its progress and its end.

    Args:
        http: The connection.
        job_id: The job.
        after: Id of the event after which to begin.

    Raises:
        APIConnectionError: The server could not be reached several times in succession.
    """
    n_failed = 0
    while True:
        n_events = 0
        try:
            with closing(_stream(http, job_id, after)) as events:
                for event in events:
                    n_events, after = n_events + 1, event.id or after
                    yield event
                    if is_end(event):
                        return
            n_failed = 0
        except (APIConnectionError, RateLimitError, ServerError):
            n_failed += 1
        job = _polled(http, job_id)
        if job.state not in FINAL:
            yield ProgressEvent(kind="progress", progress=job.progress, metrics=job.metrics)
        elif n_events == 0 and n_failed != 1:  # After a first failure the stream may still have what was missed.
            yield StateEvent(kind="state", state=job.state, error=job.error)
            return
        time.sleep(backoff_s(n_failed))


def _polled(http: Http, job_id: str) -> JobOut:
    """Return the job as it is, after waiting for a server that is away for a while."""
    for n_lost in range(MOST_LOST):
        job = _job_if_reached(http, job_id)
        if job is not None:
            return job
        time.sleep(backoff_s(n_lost))
    return http.get(JobOut, _show(job_id))


def _job_if_reached(http: Http, job_id: str) -> JobOut | None:
    try:
        return http.get(JobOut, _show(job_id))
    except (APIConnectionError, RateLimitError, ServerError):
        return None


def _show(job_id: str) -> Call:
    return Call(operations.GET_JOB, {"job_id": job_id})


def _stream(http: Http, job_id: str, after: int) -> Generator[AnyEvent, None]:
    headers = {"Last-Event-ID": str(after), "Accept": "text/event-stream"}
    call = Call(operations.STREAM_EVENTS, {"job_id": job_id}, headers=headers, timeout_s=SILENCE_S)
    with closing(messages(http, call)) as found:
        for message in found:
            event = event_of(message)
            if event is not None:
                yield event


def messages(http: Http, call: Call) -> Generator[Message, None]:
    """Yield the messages of a stream of events."""
    lines = Lines()
    with http.stream(call) as response:
        for line in response.iter_lines():
            message = lines.add(line)
            if message is not None:
                yield message
