"""What notebooks show: jobs with curves, models, predictions, and one display while a job is watched. Texts are escaped."""

from __future__ import annotations

import re
import sys
import types
from typing import Any
from xml.etree import ElementTree

import pytest

from modelbook import AsyncClient, Client
from modelbook._events import EpochEvent, ProgressEvent, StateEvent
from modelbook._html import curves, table
from modelbook._progress import JobDisplay, display_for
from tests.conftest import Answer, Scripted, job

HISTORY = {
    "epochs": [{"epoch": 1, "loss": 2.0, "val_loss": 3.0, "seconds": 1.0}, {"epoch": 2, "loss": 1.0, "val_loss": 2.5, "seconds": 1.0}],
    "batches": [],
    "overfitting": None,
}

COLUMN = {"type": "float64", "shape": [], "n_samples": 300, "n_missing": 0, "counts": None}
UPLOADED = {
    **{"id": "d1", "owner": "default", "source": "dataset:d1", "name": "people", "format": "csv", "form": "table", "sha256": "0", "size_bytes": 9},
    **{
        "n_samples": 300,
        "columns": [{"name": "<age>", **COLUMN}, {"name": "height", **COLUMN}],
        "classes": [{"value": "a", "count": 3}],
        "version": 1,
    },
    **{
        "previous": None,
        "reading": None,
        "given": {},
        "doubts": [{"detail": "two meanings", "settle": []}],
        "created_at": "2026-01-02T03:04:05Z",
        "tags": [],
        "note": "",
    },
}


def test_a_job_is_shown_with_state_metrics_and_curves(server: Scripted, client: Client) -> None:
    server.script = [Answer(200, job("running", name="<b>", metrics={"loss": 1.0})), Answer(200, HISTORY)]
    shown = client.jobs.get("01J")._repr_html_()
    assert '<progress value="0.5000"' in shown
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
    assert "seconds" not in shown
    (drawing,) = re.findall("<svg.*?</svg>", shown)
    assert [tspan.text for tspan in ElementTree.fromstring(drawing).iter() if tspan.tag.endswith("tspan")] == ["loss 1", "val_loss 2.5"]


def test_what_is_shown_leads_to_its_page_of_the_dashboard(server: Scripted, client: Client) -> None:
    server.script = [Answer(200, job("succeeded")), Answer(200, HISTORY), Answer(200, UPLOADED)]
    shown = client.jobs.get("01J")._repr_html_()
    assert f'<caption><a href="{server.url}/jobs/01J" target="_blank" rel="noreferrer">' in shown
    assert "✓ succeeded" in shown
    uploaded = client.datasets["d1"].annotate(note="")._repr_html_()
    assert f'href="{server.url}/data/d1"' in uploaded
    assert "&lt;age&gt;, height" in uploaded
    assert "two meanings" in uploaded


def test_a_job_is_shown_while_the_server_is_away(server: Scripted, client: Client) -> None:
    server.script = [Answer(200, job("succeeded", model="digits@1")), Answer(500, {"detail": "no"})]
    assert "digits@1" in client.jobs.get("01J")._repr_html_()


@pytest.mark.filterwarnings("error")
def test_a_job_of_an_asynchronous_client_is_shown_without_curves(server: Scripted, quick: None) -> None:
    import asyncio

    async def shown() -> str:
        async with AsyncClient(server.url) as client:
            return (await client.jobs.get("01J"))._repr_html_()

    server.script = [Answer(200, job("succeeded", model="digits@1"))]
    assert "digits@1" in asyncio.run(shown())


def test_gaps_do_not_break_curves() -> None:
    drawing = curves([{"loss": 1.0}, {"loss": float("nan")}, {"loss": None}, {"loss": 0.5}])
    assert ElementTree.fromstring(drawing) is not None
    assert drawing.count("M") == 2
    assert curves([{"loss": float("inf")}]) == ""
    assert curves([]) == ""


def test_predictions_are_a_table_that_is_still_a_list(server: Scripted, client: Client) -> None:
    items = [{"label": "<i>", "probability": 0.51234, "probabilities": {"a": 0.1, "<i>": 0.5, "c": 0.2, "d": 0.2}}]
    server.script = [Answer(200, {"model": "m@1", "kind": "classification", "predictions": items})]
    found = client.models["m"].predict([[1]])
    assert isinstance(found, list)
    assert found == [found[0]]
    shown = found._repr_html_()
    assert "<td>&lt;i&gt;</td><td>0.5123</td><td>&lt;i&gt; 0.5, c 0.2, d 0.2, ...</td>" in shown
    assert table([{"a": 1}] * 30).endswith("<p>and 10 more</p>")
    assert "0.5123" in found[0]._repr_html_()


class Handle:
    """What IPython gives to update a display."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def update(self, html: str) -> None:
        self.shown.append(html)


@pytest.fixture
def cell(monkeypatch: pytest.MonkeyPatch) -> list[Handle]:
    """A notebook as far as the client sees one; the displays that were made in it."""
    handles: list[Handle] = []

    def display(_html: Any, display_id: bool) -> Handle:
        assert display_id
        handles.append(Handle())
        return handles[-1]

    shell = type("ZMQInteractiveShell", (), {})()
    module = types.ModuleType("IPython")
    module.get_ipython = lambda: shell  # type: ignore[attr-defined]
    shown = types.ModuleType("IPython.display")
    shown.HTML, shown.display = str, display  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", module)
    monkeypatch.setitem(sys.modules, "IPython.display", shown)
    return handles


def test_a_watched_job_updates_one_display_with_its_curves(cell: list[Handle], capsys: pytest.CaptureFixture[str]) -> None:
    display = JobDisplay("digits", display_for(True))
    for epoch in (1, 2):
        display.show(EpochEvent(id=epoch, kind="epoch", epoch=epoch, loss=2.0 / epoch))
        display.show(ProgressEvent(id=epoch, kind="progress", progress=epoch / 4, metrics={"loss": 2.0 / epoch}))
    display.show(StateEvent(id=9, kind="state", state="succeeded"))
    display.close()
    (handle,) = cell
    assert '<progress value="1.0000"' in handle.shown[-1]
    (drawing,) = re.findall("<svg.*?</svg>", handle.shown[-1])
    assert "loss 1" in drawing
    assert capsys.readouterr().out == ""
