"""A small HTTP server that answers as it is told, also wrongly, late or not at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from modelbook import Client
from modelbook._version import __version__


@dataclass
class Request:
    """A request as it has come."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Answer:
    """An answer: status, body (JSON unless it is bytes) and headers; `cut` closes the connection after so many bytes of the body."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    delay_s: float = 0

    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that have left are part of the tests."""


class Scripted:
    """A server that gives the answers of a script, one for each request, and the last one again and again."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.script: list[Answer] = []
        scripted = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                scripted.requests.append(Request(self.command, self.path, headers, body))
                scripted._send(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815

            def log_message(self, format: str, *args: Any) -> None:
                """Log nothing."""

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def _send(self, handler: BaseHTTPRequestHandler) -> None:
        answer = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        threading.Event().wait(answer.delay_s)
        content = answer.content()
        handler.send_response(answer.status)
        kind = "application/problem+json" if answer.status >= 400 else "application/json"
        for name, value in {"Content-Type": kind, "Modelbook-Version": __version__, **answer.headers}.items():
            handler.send_header(name, value)
        if answer.status != 204:
            handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        if answer.status != 204:
            handler.wfile.write(content if answer.cut is None else content[: answer.cut])
        handler.close_connection = answer.cut is not None


def problem(status: int, detail: str = "no", pointers: tuple[str, ...] = (), **headers: str) -> Answer:
    """Return a refusal."""
    errors = [{"pointer": pointer, "detail": "expected 1, got 2"} for pointer in pointers]
    body = {"type": "/problems/some", "title": "No", "status": status, "detail": detail, "errors": errors}
    return Answer(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


#: Fields of the check of a faulty spec.
NOT_ESTIMATED = dict.fromkeys(("estimated_seconds", "estimated_seconds_interval", "peak_memory", "peak_memory_interval"))


def job(state: str = "queued", **fields: Any) -> dict[str, Any]:
    """Return a job as the API gives it."""
    told: dict[str, Any] = {
        **{
            "id": "01J",
            "name": "digits",
            "recipe": None,
            "priority": 0,
            "state": state,
            "cancel_requested": False,
            "pause_requested": False,
            "stop_requested": False,
        },
        **{
            "attempt": 1,
            "progress": 0.5,
            "queue_position": None,
            "waiting_for": None,
            "metrics": {},
            "best_params": None,
            "best_score": None,
            "model": None,
            "retraining": None,
            "reproduction": None,
        },
        **{"phase": None, "remaining_s": None, "peak_memory": None, "tags": [], "note": ""},
        **{"error": None, "worker": None, "created_at": "2026-01-01T00:00:00Z", "started_at": None, "finished_at": None, "spec": {"task": "train"}},
    }
    return {**told, **fields}


#: A model as the API gives it.
MODEL = {
    **{
        "ref": "digits@1",
        "name": "digits",
        "owner": "ann",
        "version": 1,
        "job_id": "01J",
        "kind": "classification",
        "preprocessing": {"inputs": {}, "targets": {}},
    },
    **{"signature": {"inputs": {}, "outputs": {}, "methods": ["predict"], "stateful": False, "latent_size": None}, "metrics": {}},
    **{"serving": {"runtime": "onnx", "difference": 0, "samples": 1, "reason": "", "steps": None}, "sha256": "0", "size_bytes": 1},
    **{"provenance": {"modelbook": "0.1.0", "python": "3.11", "libraries": {}, "machine": "x86_64", "created_at": 0}},
    **{"created_at": "2026-01-01T00:00:00Z", "aliases": [], "tags": [], "note": "", "golden": "real", "name_tags": [], "name_note": ""},
}


@pytest.fixture
def server() -> Iterator[Scripted]:
    """A server without a script."""
    scripted = Scripted()
    thread = threading.Thread(target=scripted.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield scripted
    scripted.server.shutdown()
    thread.join()
    scripted.server.server_close()


@pytest.fixture
def client(server: Scripted, quick: None) -> Iterator[Client]:
    """A client of the server that does not pause long."""
    with Client(server.url, timeout=5) as made:
        yield made


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make pauses between attempts short."""
    monkeypatch.setattr("modelbook._retries.FIRST_S", 0.01)
    monkeypatch.setattr("modelbook._retries.LONGEST_S", 0.02)
