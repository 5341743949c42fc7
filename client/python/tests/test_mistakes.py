"""Mistakes of a caller and of the environment: one kind of error, before a request."""

from __future__ import annotations

import math
from typing import Any, Callable

import numpy as np
import pytest

from modelbook import AsyncClient, Client
from modelbook.errors import InputError
from tests.conftest import Answer, Scripted

URLS = ["http://[::1", "http://a..b", "http://x:99999", "http://a b", "http://a\nb", "http://ann:secret@"]


@pytest.mark.parametrize("url", URLS)
def test_a_url_that_httpx_could_not_use_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="base_url: expected a URL such as") as caught:
        Client(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("options", [{"timeout": None}, {"timeout": "9"}, {"max_retries": "2"}, {"max_retries": None}])
def test_limits_that_are_no_numbers_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="expected"):
        Client(**options)


@pytest.mark.parametrize(("variable", "value"), [("ALL_PROXY", "foo://proxy"), ("HTTP_PROXY", "foo://proxy"), ("SSL_CERT_FILE", "/no/such/file")])
@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_a_proxy_or_certificates_that_cannot_be_used_are_named(kind: Any, variable: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(InputError, match=r"expected a proxy and certificates that can be used \(HTTP_PROXY"):
        kind("http://127.0.0.1:8000")


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda mb: mb.train("iris", [1]), "patch: expected an object that is merged with the spec, got list"),
        (lambda mb: mb.models["a"].generate("x", lenght=3), "lenght: Extra inputs are not permitted, got 3"),
        (lambda mb: mb.models["a"].annotate(tags="bas"), "tags: expected a list of tags, such as ['bas'], got the text 'bas'"),
        (lambda mb: mb.models["a"].predict("a\0.png"), "expected a file that can be read"),
        (lambda mb: mb.models["a"].predict([[1.0], [math.nan]]), "/inputs/1/0: expected a finite number, got nan; None stands for a missing value"),
        (lambda mb: mb.models["a"].predict({"size": np.float64("inf")}), "/inputs/0/size: expected a finite number, got inf"),
        (lambda mb: mb.upload(np.array([object()])), "array 'array': expected numbers, or texts, got values of type object"),
        (lambda mb: mb.upload({"X": np.zeros(2), "y": np.array([None, 1])}), "array 'y': expected numbers, or texts, got values of type object"),
    ],
)
def test_what_cannot_be_sent_is_an_input_error(call: Callable[[Client], Any], reason: str, server: Scripted, client: Client) -> None:
    with pytest.raises(InputError) as caught:
        call(client)
    assert reason in str(caught.value)
    assert server.requests == []


def test_a_password_in_the_url_is_used_and_shown_nowhere(server: Scripted, quick: None) -> None:
    server.script = [Answer(404, b"<html>", {"Content-Type": "text/html"})]
    with Client(server.url.replace("//", "//ann:secret@")) as client:
        with pytest.raises(Exception, match="expected an answer of a Modelbook server") as caught:
            client.health()
        assert server.requests[0].headers["authorization"].startswith("Basic ")
        assert not any("secret" in text for text in (str(caught.value), repr(client), repr(client.jobs)))
