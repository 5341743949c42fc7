# Written from _async/http.py by client/python/tools/generate.py; do not edit.
"""Requests: sent, repeated after failures that pass, and answered or refused."""

from __future__ import annotations

import time
import platform
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

import httpx

from modelbook._answers import is_foreign_page, lost, parsed, require_good, was_sent
from modelbook._calls import Call
from modelbook._config import CONNECT_S, Config
from modelbook._models import ModelSchemaOut
from modelbook._own_client import own_client
from modelbook._retries import ANSWERED, Retries, may_repeat
from modelbook._version import __version__
from modelbook.errors import ModelbookError

T = TypeVar("T")
#: Responses of the calls within `recorded`, the newest last; None outside.
RECORDED: ContextVar[list[httpx.Response] | None] = ContextVar("RECORDED", default=None)


class Http:
    """The connection of a client to its server.

    Args:
        config: Where the server is, and how to call it.
        client: Client of httpx to use; one of its own when left out.
    """

    def __init__(self, config: Config, client: httpx.Client | None = None) -> None:
        self.config = config
        #: JSON schemas of models, by reference, that predictions have asked for.
        self.schemas: dict[str, ModelSchemaOut] = {}
        self._client = client or own_client(httpx.Client, self)
        self._headers = {"User-Agent": f"modelbook-client/{__version__} Python/{platform.python_version()}"}
        if config.api_key is not None:
            self._headers["Authorization"] = f"Bearer {config.api_key}"

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def get(self, answer: type[T], call: Call) -> T:
        """Send a request, and return its JSON answer as a value of a type."""
        value: T = parsed(self.send(call), answer)
        return value

    def content(self, call: Call) -> bytes:
        """Send a request, and return the file that answers it."""
        return (self.send(call)).content

    def send(self, call: Call) -> httpx.Response:
        """Send a request, and return its response.

        Raises:
            ModelbookError: There is no good one.
        """
        return self._attempted(call, is_whole=True)

    @contextmanager
    def stream(self, call: Call) -> Iterator[httpx.Response]:
        """Send a request, and yield its response with the body still to be read.

        Raises:
            ModelbookError: There is no good one, or the connection is lost while it is read.
        """
        response = self._attempted(call, is_whole=False)
        try:
            yield response
        except httpx.RequestError as error:
            raise lost(error, response.request) from error
        finally:
            response.close()

    def _attempted(self, call: Call, is_whole: bool) -> httpx.Response:
        """Send a request until it gets a good response, or is not to be repeated.

        Args:
            call: The request.
            is_whole: Whether the body belongs to the attempt; else it is still to be read.
        """
        retries = Retries(self.config.max_retries, may_repeat(call.operation), call.body.is_repeatable)
        n_done = 0
        while True:
            request = self._request(call)
            try:
                response = self._client.send(request, stream=not is_whole)
                failure = self._failure_of(call, response)
            except httpx.RequestError as error:
                failure, pause_s = lost(error, request), retries.after_loss(was_sent(error), n_done)
            else:
                if failure is None or (n_done and _is_gone(call, response)):
                    return response
                pause_s = retries.after_error(failure, n_done)
            if pause_s is None:
                raise failure
            time.sleep(pause_s)
            n_done += 1

    def _failure_of(self, call: Call, response: httpx.Response) -> ModelbookError | None:
        """Return what is wrong with a response, after its body has been read; None if it is good."""
        recorded = RECORDED.get()
        if recorded is not None:
            recorded.append(response)
        if not response.is_success or is_foreign_page(response):
            response.read()
        try:
            require_good(response, call.also_good)
        except ModelbookError as error:
            response.close()
            return error
        return None

    def _request(self, call: Call) -> httpx.Request:
        body = call.body.arguments()
        headers = {**self._headers, **body.pop("headers", {}), **call.headers}
        timeout = httpx.Timeout(call.timeout_s or self.config.timeout_s, connect=CONNECT_S)
        url = call.url(self.config.base_url)
        return self._client.build_request(call.operation.method, url, params=call.params(), headers=headers, timeout=timeout, **body)


def _is_gone(call: Call, response: httpx.Response) -> bool:
    """Return whether a repeated deletion found nothing more to delete: the first attempt has done it, and its answer has no content."""
    return call.operation.method == "DELETE" and call.operation.id not in ANSWERED and response.status_code == 404


@contextmanager
def closing(generator: Generator[T, None]) -> Iterator[Generator[T, None]]:
    """Close a generator at the end of the block, and with it the connection that it reads."""
    try:
        yield generator
    finally:
        generator.close()
