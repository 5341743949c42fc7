"""Following a job: each event once, whatever happens to the connection; then the model, or the reason why there is none."""

from __future__ import annotations

import asyncio
import io
import json
from typing import Any

import pytest

from modelbook import AsyncClient, Client
from modelbook._events import _KINDS, EpochEvent, ProgressEvent, StateEvent
from modelbook._progress import Bar, JobDisplay, Lines, display_for
from modelbook.errors import APIConnectionError, JobCancelled, JobFailed, ModelbookError, NotFoundError
from tests.conftest import MODEL, Answer, Scripted, job, problem
from tests.test_generated import DOCUMENT


def stream(*events: tuple[int | None, str, dict[str, Any]], cut: int | None = None) -> Answer:
    """Return a stream of events: id, kind and data of each."""
    blocks = [f"{f'id: {id_}' if id_ else ': no id'}\nevent: {kind}\ndata: {json.dumps(data)}\n\n" for id_, kind, data in events]
    return Answer(200, "".join([": ping\n\n", *blocks]).encode(), {"Content-Type": "text/event-stream"}, cut)


QUEUED, RUNNING = (1, "state", {"state": "queued"}), (2, "state", {"state": "running", "worker": "w:1"})
EPOCH = (3, "epoch", {"epoch": 1, "loss": 0.5, "learning_rate": 0.1, "samples_per_second": 9, "seconds": 1})
DONE = (4, "state", {"state": "succeeded"})
PROGRESS = (None, "progress", {"progress": 0.5, "metrics": {"loss": 0.25}})
WHOLE = stream(QUEUED, RUNNING, PROGRESS, EPOCH, DONE)


def ids(client: Client) -> list[int | None]:
    return [event.id for event in client.jobs["01J"].events()]


def test_events_have_types(server: Scripted, client: Client) -> None:
    server.script = [WHOLE]
    queued, running, progress, epoch, done = client.jobs["01J"].events()
    assert isinstance(running, StateEvent)
    assert isinstance(progress, ProgressEvent)
    assert isinstance(epoch, EpochEvent)
    assert (queued.id, running.worker, progress.progress, epoch.metrics, done.kind) == (1, "w:1", 0.5, {"loss": 0.5}, "state")


def test_the_kinds_of_events_are_those_of_the_document() -> None:
    kinds = DOCUMENT["components"]["schemas"]["JobEvent"]["discriminator"]["mapping"]
    data = {kind: DOCUMENT["components"]["schemas"][f"{kind.capitalize()}Data"] for kind in kinds}
    assert data.keys() == _KINDS.keys()
    for kind, schema in data.items():
        required = {name for name in schema["required"] if name in _KINDS[kind].model_fields}
        assert {name for name, field in _KINDS[kind].model_fields.items() if field.is_required()} - {"kind"} <= required


def test_kinds_that_only_a_newer_server_knows_are_plain_events(server: Scripted, client: Client) -> None:
    server.script = [stream((1, "pause", {"why": "night"}), (2, "epoch", {"no": "epoch"}), DONE)]
    first, second, _ = client.jobs["01J"].events()
    assert (first.kind, first.model_extra) == ("pause", {"why": "night"})
    assert (second.kind, second.model_extra) == ("epoch", {"no": "epoch"})


def test_a_lost_stream_goes_on_after_the_last_event(server: Scripted, client: Client) -> None:
    server.script = [stream(QUEUED, RUNNING, EPOCH, cut=len(stream(QUEUED, RUNNING).content()) + 9), Answer(200, job("running")), stream(EPOCH, DONE)]
    assert ids(client) == [1, 2, None, 3, 4]
    assert [request.headers.get("last-event-id") for request in server.requests] == ["0", None, "2"]


def test_a_stream_that_ends_early_goes_on(server: Scripted, client: Client) -> None:
    server.script = [stream(QUEUED), Answer(200, job("running")), stream(RUNNING, DONE)]
    assert ids(client) == [1, None, 2, 4]


def test_a_stream_without_a_sign_of_life_goes_on(server: Scripted, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modelbook._sync.following.SILENCE_S", 0.1)
    server.script = [Answer(200, b"", {"Content-Type": "text/event-stream"}, delay_s=0.5), *[Answer(200, job("running"))], WHOLE]
    server.script.insert(1, Answer(200, b"", {"Content-Type": "text/event-stream"}, delay_s=0.5))
    server.script.insert(2, Answer(200, b"", {"Content-Type": "text/event-stream"}, delay_s=0.5))
    assert ids(client) == [None, 1, 2, None, 3, 4]


@pytest.mark.parametrize("status", [429, 503])
def test_without_a_stream_the_job_is_polled(server: Scripted, quick: None, status: int) -> None:
    running, done = Answer(200, job("running", progress=0.25)), Answer(200, job("succeeded"))
    server.script = [problem(status), running, problem(status), done]
    with Client(server.url, max_retries=0) as client:
        progress, state = client.jobs["01J"].events()
    assert isinstance(progress, ProgressEvent)
    assert isinstance(state, StateEvent)
    assert (progress.progress, state.state) == (0.25, "succeeded")


def test_nothing_more_to_come_is_the_end(server: Scripted, client: Client) -> None:
    server.script = [Answer(204), Answer(200, job("succeeded"))]
    (end,) = client.jobs["01J"].events(after=4)
    assert (end.kind, server.requests[0].headers["last-event-id"]) == ("state", "4")


def test_a_server_that_stays_away_is_an_error(server: Scripted, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modelbook._sync.following.MOST_LOST", 2)
    server.script = [stream(QUEUED, cut=20), Answer(200, {}, cut=0)]
    with Client(server.url, max_retries=0) as client, pytest.raises(APIConnectionError):
        ids(client)


def test_a_job_that_is_not_there_is_an_error(server: Scripted, client: Client) -> None:
    server.script = [problem(404)]
    with pytest.raises(NotFoundError):
        ids(client)


def test_watching_ends_with_the_model_and_shows_lines_without_a_terminal(
    server: Scripted, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    server.script = [*[Answer(200, job("running"))] * 2, WHOLE, Answer(200, job("succeeded", model="digits@1")), Answer(200, MODEL)]
    model = client.jobs["01J"].watch()
    assert (model.ref, server.requests[-1].path) == ("digits@1", "/v1/models/digits@1")
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[0] == "0% digits: queued"
    assert "digits: epoch 1: loss 0.5" in shown.err.splitlines()
    assert shown.err.splitlines()[-1].startswith("100% digits: succeeded after ")


def test_a_job_that_fails_is_an_error_with_its_reason(server: Scripted, client: Client) -> None:
    server.script = [Answer(200, job("failed", error="the loss is NaN after epoch 2"))]
    with pytest.raises(JobFailed, match=r"job 01J \(digits\) failed: the loss is NaN after epoch 2") as caught:
        client.jobs["01J"].watch()
    assert caught.value.job.state == "failed"


def test_a_cancelled_job_is_an_error(server: Scripted, client: Client) -> None:
    server.script = [Answer(200, job("cancelled"))]
    with pytest.raises(JobCancelled, match="was cancelled"):
        client.jobs["01J"].wait()


def test_a_job_that_makes_no_model_is_not_watched_for_one(server: Scripted, client: Client) -> None:
    server.script = [Answer(200, job("running", spec={"task": "cross_validate"}))]
    with pytest.raises(ModelbookError, match="makes no model"):
        client.jobs["01J"].watch()


def test_a_caller_who_stops_to_watch_is_told_how_to_go_on(
    server: Scripted, client: Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    server.script = [*[Answer(200, job("running"))] * 2, WHOLE]
    monkeypatch.setattr(JobDisplay, "show", interrupted)
    with pytest.raises(KeyboardInterrupt):
        client.jobs["01J"].watch()
    assert "The job 01J goes on. To watch it again: client.jobs['01J'].watch(); to end it: client.jobs['01J'].cancel()" in capsys.readouterr().err
    assert "cancel" not in "".join(request.path for request in server.requests)


def test_asynchronous_callers_follow_too(server: Scripted, quick: None) -> None:
    async def followed() -> tuple[list[int | None], str]:
        async with AsyncClient(server.url) as client:
            found = [event.id async for event in client.jobs["01J"].events()]
            server.script = [Answer(200, job("succeeded", model="digits@1"))] * 2 + [Answer(200, MODEL)]
            return found, (await client.jobs["01J"].watch(progress=False)).ref

    server.script = [stream(QUEUED, RUNNING, cut=60), Answer(200, job("running")), stream(RUNNING, DONE)]
    assert asyncio.run(followed()) == ([1, None, 2, 4], "digits@1")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_has_a_bar_on_one_line() -> None:
    out = Terminal()
    display = display_for(True, out)
    assert isinstance(display, Bar)
    display.show(0.5, "digits: loss 0.25")
    display.line("digits: epoch 1")
    display.show(1.5, "done")
    display.close()
    assert "[############............]  50% digits: loss 0.25" in out.getvalue()
    assert out.getvalue().rstrip().endswith("[########################] 100% done")
    assert out.getvalue().count("\n") == 2


def test_a_pipe_has_a_line_for_each_tenth() -> None:
    out = io.StringIO()
    display = display_for(True, out)
    assert isinstance(display, Lines)
    for done in range(101):
        display.show(done / 100, "x")
    assert len(out.getvalue().splitlines()) in (10, 11)


def test_nothing_is_shown_where_nothing_is_wanted() -> None:
    out = io.StringIO()
    display = display_for(False, out)
    display.show(0.5, "x")
    display.line("y")
    display.close()
    assert out.getvalue() == ""
