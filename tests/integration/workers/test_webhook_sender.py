"""The sender posts signed notices to receivers over sockets, and tries again where they do not take them."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from sqlalchemy import select

import service.webhooks.posting as posting
from service.store.database import Database
from service.store.deliveries import Deliveries
from service.store.jobs import Jobs
from service.store.tables import deliveries
from service.store.webhook_secrets import WebhookSecrets
from service.webhooks.targets import Targets, UnknownHostError
from tests.integration.given import new_job
from workers.webhook_sender import MAX_RETRY_AFTER_S, PAUSES_S, WebhookSender


class Receiver(ThreadingHTTPServer):
    """A receiver of notices.

    Attributes:
        answers: What it answers, each a status and headers; 200 when there are no more.
        got: What it was sent.
        drips: Whether it answers byte by byte.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.got: list[dict[str, Any]] = []
        self.drips = False

    @property
    def url(self) -> str:
        return f"http://hooks.example.org:{self.server_port}/jobs?of=ann"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self.server.got.append({"path": self.path, "body": body, "headers": {name.lower(): value for name, value in self.headers.items()}})
        if self.server.drips:
            self._drip()
            return
        status, headers = self.server.answers.pop(0) if self.server.answers else (200, {})
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _drip(self) -> None:
        try:
            for _ in range(200):
                self.wfile.write(b"H")
                time.sleep(0.05)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Scene:
    """A sender with a clock of its own, which finds every host at this machine."""

    def __init__(self, database: Database, *allowed: str) -> None:
        self.database, self.now = database, time.time() + 1
        self.hosts = {"hooks.example.org": ["127.0.0.1"]}
        targets = Targets(allowed or ("hooks.example.org", "127.0.0.0/8"), self._resolve)
        self.sender = WebhookSender(Deliveries(database, lambda: self.now), WebhookSecrets(database), targets, clock=lambda: self.now)

    def _resolve(self, host: str, port: int) -> list[str]:
        if host not in self.hosts:
            raise UnknownHostError(f"the host {host} has no address")
        return self.hosts[host]

    def notice(self, url: str, events: tuple[str, ...] = ("job.cancelled",), owner: str = "ann") -> None:
        jobs = Jobs(self.database, owner)
        jobs.request_cancel(jobs.create(new_job(notify=[{"url": url, "events": list(events)}]))[0].id)

    def send(self) -> None:
        with ThreadPoolExecutor(4) as threads:
            wait(self.sender.send_due(threads), 20)

    @property
    def rows(self) -> list[Any]:
        with self.database.reading() as connection:
            return list(connection.execute(select(deliveries).order_by(deliveries.c.id)))


def test_a_notice_arrives_signed_with_the_secret_of_its_owner(database: Database, receiver: Receiver) -> None:
    scene = Scene(database)
    scene.notice(receiver.url)
    scene.send()
    (got,) = receiver.got
    headers = got["headers"]
    assert (got["path"], headers["host"], headers["content-type"]) == (
        "/jobs?of=ann",
        f"hooks.example.org:{receiver.server_port}",
        "application/json",
    )
    key = base64.b64decode(WebhookSecrets(database).of("ann").text.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{got['body']}".encode()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert json.loads(got["body"])["data"]["state"] == "cancelled"
    assert [(row.delivered_at, row.next_at) for row in scene.rows] == [(scene.now, None)]
    scene.send()
    assert len(receiver.got) == 1


def test_a_notice_that_is_not_taken_is_sent_again_with_the_same_id_after_growing_pauses(database: Database, receiver: Receiver) -> None:
    scene = Scene(database)
    scene.notice(receiver.url)
    receiver.answers = [(500, {})] * 3
    for pause_s in PAUSES_S[:3]:
        scene.send()
        (row,) = scene.rows
        assert pause_s <= row.next_at - scene.now <= 1.2 * pause_s
        assert row.error == "expected a status of 200 to 299, got 500"
        scene.now = row.next_at - 0.001
        scene.send()
        scene.now = row.next_at
    scene.send()
    assert len(receiver.got) == 4
    assert len({got["headers"]["webhook-id"] for got in receiver.got}) == 1
    assert (scene.rows[0].delivered_at, scene.rows[0].error) == (scene.now, None)


def test_a_notice_is_given_up_after_the_last_pause(database: Database, receiver: Receiver) -> None:
    scene = Scene(database)
    scene.notice(receiver.url)
    receiver.answers = [(503, {})] * 100
    for _ in range(len(PAUSES_S)):
        scene.send()
        assert scene.rows[0].next_at is not None
        scene.now = scene.rows[0].next_at
    scene.send()
    assert (scene.rows[0].next_at, scene.rows[0].delivered_at, scene.rows[0].attempts) == (None, None, len(PAUSES_S) + 1)


def test_a_receiver_that_is_gone_gets_nothing_more(database: Database, receiver: Receiver) -> None:
    scene = Scene(database)
    scene.notice(receiver.url)
    receiver.answers = [(410, {})]
    scene.send()
    assert (scene.rows[0].next_at, scene.rows[0].attempts) == (None, 1)


@pytest.mark.parametrize(("asked", "least"), [("90", 90.0), ("999999", MAX_RETRY_AFTER_S), ("soon", PAUSES_S[0])])
def test_a_receiver_may_ask_for_a_longer_pause(database: Database, receiver: Receiver, asked: str, least: float) -> None:
    scene = Scene(database)
    scene.notice(receiver.url)
    receiver.answers = [(429, {"Retry-After": asked})]
    scene.send()
    assert least <= scene.rows[0].next_at - scene.now <= 1.2 * least


def test_a_redirect_is_not_followed(database: Database, receiver: Receiver) -> None:
    scene = Scene(database)
    scene.notice(receiver.url)
    receiver.answers = [(307, {"Location": f"http://127.0.0.1:{receiver.server_port}/inside"})]
    scene.send()
    assert [got["path"] for got in receiver.got] == ["/jobs?of=ann"]
    assert "redirects are not followed" in scene.rows[0].error


def test_a_host_that_has_moved_to_a_private_address_is_not_called(database: Database, receiver: Receiver) -> None:
    scene = Scene(database, "hooks.example.org")
    scene.notice(receiver.url)
    scene.send()
    assert receiver.got == []
    assert "private address 127.0.0.1" in scene.rows[0].error
    assert scene.rows[0].next_at is None


def test_a_host_without_an_address_and_one_that_does_not_listen_are_tried_again(database: Database, receiver: Receiver) -> None:
    scene = Scene(database, "*", "127.0.0.0/8")
    for url in ("https://nowhere.example.org/", "http://127.0.0.1:1/", f"https://hooks.example.org:{receiver.server_port}/not-tls"):
        scene.notice(url)
    scene.send()
    assert all(row.next_at > scene.now for row in scene.rows)
    assert "has no address" in scene.rows[0].error
    assert all("the receiver could not be reached" in row.error for row in scene.rows[1:])
    assert receiver.got == []


def test_a_receiver_that_answers_byte_by_byte_is_cut_off(database: Database, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "WHOLE_S", 0.4)
    scene = Scene(database)
    scene.notice(receiver.url)
    receiver.drips = True
    start = time.monotonic()
    scene.send()
    assert time.monotonic() - start < 5
    assert "the receiver could not be reached" in scene.rows[0].error


def test_notices_to_a_receiver_that_is_away_wait_for_it_and_those_to_others_do_not(database: Database, receiver: Receiver) -> None:
    scene = Scene(database, "*", "127.0.0.0/8")
    for url in (receiver.url, receiver.url, "http://127.0.0.1:1/", receiver.url):
        scene.notice(url)
    receiver.answers = [(500, {})]
    scene.send()
    assert [row.attempts for row in scene.rows] == [1, 0, 1, 0]
    scene.send()
    assert [row.delivered_at is not None for row in scene.rows] == [False, True, False, True]


def test_the_thread_sends_what_is_due(database: Database, receiver: Receiver) -> None:
    scene = Scene(database)
    scene.sender.start()
    scene.notice(receiver.url)
    deadline = time.monotonic() + 10
    while not receiver.got and time.monotonic() < deadline:
        time.sleep(0.02)
    scene.sender.stop()
    assert len(receiver.got) == 1


def test_a_notice_of_another_owner_is_signed_with_another_secret(database: Database, receiver: Receiver) -> None:
    scene = Scene(database)
    for owner in ("ann", "bob"):
        scene.notice(receiver.url, owner=owner)
    scene.send()
    assert len({got["headers"]["webhook-signature"] for got in receiver.got}) == 2
