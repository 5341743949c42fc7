"""Texts over HTTP: whole and as a stream, by steps and by whole windows."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from models.serving.compiled.step import STEP_FILE
from service.access.caller import Caller
from service.api.generate import generate_text
from service.app import create_app
from service.deps import Parts
from service.errors import NotFound, Unauthorized
from service.settings import Settings
from service.store.files import Files
from service.store.grants import Grants
from service.store.owners import Kind, Right
from service.store.rows import NewVersion
from tests.integration.counted import n_calls
from tests.integration.given import client_of
from tests.integration.service.api.callers import made
from tests.integration.text_jobs import Job
from tests.integration.toy_models import asked
from tests.integration.trained import Trained, register, register_all
from tests.responses import fault
from workers.attempt import new_version

BEGINNING = "From fairest creatures we desire"


@pytest.fixture(scope="module")
def versions(trained: Trained, text_jobs: dict[str, Job]) -> dict[str, NewVersion]:
    return {name: new_version(job.outcome, Files(trained.folder)) for name, job in text_jobs.items()}


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained, versions: dict[str, NewVersion]) -> Settings:
    """Settings of a stack in which text models, and one of numbers, are registered."""
    settings = register_all(settings, trained, "line")
    for name, version in versions.items():
        register(settings, name, version)
    return settings


def written(client: httpx.Client, model: str, **body: Any) -> dict[str, Any]:
    response = client.post(f"/v1/models/{model}/generate", json=body)
    assert response.status_code == 200, response.text
    assert "model;dur=" in response.headers["server-timing"]
    answer: dict[str, Any] = response.json()
    return answer


def streamed(client: httpx.Client, model: str, **body: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return the events of a stream, each with its data."""
    response = client.post(f"/v1/models/{model}/generate", json=body, headers={"accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["x-accel-buffering"] == "no"
    events = [dict(line.split(": ", 1) for line in event.split("\n")) for event in response.text.strip().split("\n\n")]
    return [(event["event"], json.loads(event["data"])) for event in events]


@pytest.mark.parametrize(("model", "by"), [("letters", "steps"), ("words", "steps"), ("backwards", "windows")])
def test_equal_seeds_give_equal_texts_and_others_others(client: httpx.Client, model: str, by: str) -> None:
    wanted = {"seed": BEGINNING, "length": 40, **({"unknown": "replace"} if model == "words" else {})}
    first, again, other = (written(client, model, **wanted, seed_number=number) for number in (7, 7, 8))
    assert first == again
    assert (first["by"], first["symbols"], first["seed_number"], first["temperature"]) == (by, 40, 7, 1.0)
    assert first["text"] != other["text"]


def test_letters_are_as_many_as_asked_for_and_follow_the_seed_as_the_model_reads_it(client: httpx.Client) -> None:
    answer = written(client, "letters", seed=BEGINNING, length=25, seed_number=1)
    assert (len(answer["text"]), answer["seed"], answer["window"], answer["model"]) == (25, BEGINNING, "e desire", "letters@1")
    assert answer["whole_text"] == BEGINNING + answer["text"]


def test_a_seed_comes_back_as_sent_whatever_the_model_makes_of_it(client: httpx.Client) -> None:
    sent = 'From  fairest\n "zyzzyva we '
    answer = written(client, "words", seed=sent, unknown="replace", length=20, seed_number=2)
    assert (answer["seed"], answer["whole_text"]) == (sent, sent + answer["text"])
    assert answer["window"] != sent
    assert "<unk>" in answer["window"]
    assert not answer["text"].startswith(" ")  # The seed ends with a space of its own.
    assert written(client, "words", seed=sent.rstrip(), unknown="replace", length=20, seed_number=2)["text"].lstrip() == answer["text"]
    dropped = written(client, "letters", seed="F9r", length=3, unknown="drop")
    assert (dropped["seed"], dropped["window"], dropped["whole_text"][:3]) == ("F9r", "Fr", "F9r")


def test_a_stream_is_the_same_text_letter_by_letter(client: httpx.Client) -> None:
    whole = written(client, "letters", seed=BEGINNING, length=150, seed_number=3)
    (start, told), *symbols, (end, closed) = streamed(client, "letters", seed=BEGINNING, length=150, seed_number=3)
    assert (start, end, closed) == ("start", "end", {"symbols": 150})
    assert told == {name: whole[name] for name in ("model", "seed", "window", "seed_number", "temperature", "by")}
    assert {kind for kind, _ in symbols} == {"symbol"}
    assert {len(data["text"]) for _, data in symbols} == {1}
    assert "".join(data["text"] for _, data in symbols) == whole["text"]


def test_words_of_a_stream_bring_the_spaces_before_them(client: httpx.Client) -> None:
    events = streamed(client, "words", seed="From fairest creatures we", unknown="replace", length=30, seed_number=3)
    text = "".join(data["text"] for kind, data in events if kind == "symbol")
    assert text == written(client, "words", seed="From fairest creatures we", unknown="replace", length=30, seed_number=3)["text"]
    assert "  " not in text
    assert " ," not in text


def test_a_text_without_a_seed_goes_on_from_the_training_text(client: httpx.Client) -> None:
    answer = written(client, "backwards", length=5)
    assert (len(answer["window"]), answer["symbols"]) == (8, 5)
    assert answer["seed"].replace("\n", " ").endswith(answer["window"])
    assert written(client, "backwards", length=5, seed_number=answer["seed_number"]) == answer


def test_a_piece_of_the_training_text_may_have_words_outside_the_vocabulary(client: httpx.Client) -> None:
    answers = [written(client, "words", length=1, seed_number=number) for number in range(8)]
    assert any("<unk>" in answer["window"] for answer in answers)


def test_a_low_temperature_takes_the_likeliest_letter(client: httpx.Client) -> None:
    cold = written(client, "letters", seed=BEGINNING, length=1, temperature=0.001, seed_number=1)
    (likeliest,) = asked(client, "letters", [BEGINNING])
    assert cold["text"] == likeliest["label"]


@pytest.mark.parametrize(
    ("model", "body", "pointer", "phrase"),
    [
        ("letters", {"temperature": 0}, "/temperature", "greater than 0, got 0"),
        ("letters", {"temperature": -1}, "/temperature", "greater than 0"),
        ("letters", {"length": 0}, "/length", "greater than or equal to 1"),
        ("letters", {"length": 10**9}, "/length", "less than or equal to 20000"),
        ("letters", {"seed": ""}, "/seed", "at least 1 character"),
        ("letters", {"seed_number": -1}, "/seed_number", "greater than or equal to 0"),
        ("letters", {"unknown": "guess"}, "/unknown", "'refuse', 'drop' or 'replace'"),
        ("letters", {"prompt": "a"}, "/prompt", "unknown"),
        ("letters", {"seed": "a9b"}, "/seed", "got '9' at 1 (counted from 0); unknown: drop"),
        ("letters", {"seed": "a9b", "unknown": "replace"}, "/unknown", "no marker for unknown ones"),
        ("letters", {"seed": "99", "unknown": "drop"}, "/seed", "expected at least one of the letters that the model knows, got none"),
        ("words", {"seed": "zyzzyva From"}, "/seed", "replace takes '<unk>' for them"),
        ("backwards", {"seed": "abc"}, "/seed", "expected a text of at least 8 letters, got 3: 5 missing"),
        ("line", {}, "", "model line@1 is of kind regression: expected a text model"),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_pointer(client: httpx.Client, model: str, body: dict[str, Any], pointer: str, phrase: str) -> None:
    for accept in ("application/json", "text/event-stream"):
        found, detail = fault(client.post(f"/v1/models/{model}/generate", json=body, headers={"accept": accept}))
        assert found == pointer
        assert phrase in detail


def test_a_short_seed_and_one_with_unknown_letters_left_out_are_read(client: httpx.Client) -> None:
    assert written(client, "letters", seed="F", length=3)["window"] == "F"
    assert written(client, "letters", seed="F9r", length=3, unknown="drop")["window"] == "Fr"


def test_a_text_is_asked_for_in_json_of_a_model_that_is_there(client: httpx.Client) -> None:
    assert client.post("/v1/models/letters/generate", content=b"seed", headers={"content-type": "text/plain"}).status_code == 415
    assert client.post("/v1/models/none/generate", json={}).status_code == 404


def test_predictions_of_a_text_model_are_of_the_next_letter(client: httpx.Client) -> None:
    answers = asked(client, "letters", [BEGINNING, BEGINNING[:-1]], "predict_proba")
    assert [len(answer["probabilities"]) for answer in answers] == [55, 55]
    response = client.post("/v1/models/letters/predict", json={"inputs": ["From", "From fairest 9", 3]})
    assert fault(response) == ("/inputs/0", "expected a text of at least 8 letters, got 4: 4 missing")


@pytest.mark.parametrize("model", ["letters", "words"])
def test_unknown_symbols_of_a_prediction_are_dropped_replaced_or_refused_as_asked(client: httpx.Client, model: str) -> None:
    def answer(given: str, **query: str) -> httpx.Response:
        return client.post(f"/v1/models/{model}/predict", json={"inputs": [given]}, params={"probabilities": "none", **query})

    text = f"{BEGINNING} and the rose and the time of the world and the sweet of all"
    strange = text + (" zzzzz" if model == "words" else "ß")
    assert answer(strange, unknown="drop").json()["predictions"] == answer(text, unknown="drop").json()["predictions"]
    where, what = fault(answer(strange, unknown="refuse"))
    assert where == "/inputs/0"
    assert "of the vocabulary" in what
    assert fault(answer(strange, unknown="guess")) == ("/query/unknown", "expected one of refuse, drop, replace, got 'guess'")
    assert answer(strange, unknown="replace").status_code == (200 if model == "words" else 422)


def test_unknown_symbols_are_a_matter_of_text_models(client: httpx.Client) -> None:
    response = client.post("/v1/models/line/predict", json={"inputs": [[1.0]]}, params={"unknown": "drop"})
    assert fault(response) == ("/query/unknown", "expected a text model, got a model of kind regression")


def test_a_model_tells_whether_it_writes_by_steps(client: httpx.Client) -> None:
    steps = {name: client.get(f"/v1/models/{name}").json()["serving"]["steps"] for name in ("letters", "backwards", "line")}
    assert (steps["letters"]["reason"], steps["letters"]["difference"] < 1e-4) == ("", True)
    assert steps["backwards"] == {"difference": None, "reason": "layer simple_rnn goes backwards in time"}
    assert steps["line"] is None


def test_an_evaluation_of_a_text_model_has_its_perplexity(client: httpx.Client) -> None:
    evaluation = client.get("/v1/models/letters/evaluation").json()
    assert evaluation["kind"] == "generation"
    assert 1 < evaluation["generation"]["perplexity"] < 100
    assert client.get("/v1/models/letters/evaluation/confusion.png").status_code == 404


def test_a_lost_step_file_is_made_again(client: httpx.Client, settings: Settings, versions: dict[str, NewVersion]) -> None:
    before = written(client, "letters", seed=BEGINNING, length=20, seed_number=1)
    step = settings.files / Path(versions["letters"].artifact).with_name(STEP_FILE)
    step.write_bytes(b"torn")
    register(settings, "letters", versions["letters"])
    again = written(client, "letters@2", seed=BEGINNING, length=20, seed_number=1)
    assert (again["text"], again["by"]) == (before["text"], "steps")
    assert step.stat().st_size > 1_000


class _Caller:
    """A request as the endpoint sees one: JSON that accepts events, from a caller who goes after so many looks."""

    def __init__(self, app: FastAPI, body: dict[str, Any], looks: int, accept: str = "text/event-stream") -> None:
        self.app, self.headers = app, {"content-type": "application/json", "accept": accept}
        self._body, self._looks = json.dumps(body).encode(), looks

    async def stream(self) -> AsyncIterator[bytes]:
        yield self._body

    async def is_disconnected(self) -> bool:
        self._looks -= 1
        return self._looks < 0


async def _streamed_to(caller: _Caller, model: str, parts: Parts | None = None) -> bytes:
    response = await generate_text(model, caller, parts or caller.app.state.parts)  # type: ignore[arg-type]
    assert isinstance(response, StreamingResponse)
    return b"".join([bytes(chunk) async for chunk in response.body_iterator])  # type: ignore[arg-type]


@pytest.mark.parametrize(("looks", "ends"), [(3, False), (10_000, True)])
def test_a_stream_ends_when_its_caller_goes(app: FastAPI, client: httpx.Client, looks: int, ends: bool) -> None:
    body = {"seed": BEGINNING, "length": 3_001}  # A block has at most 1,000 symbols, so that three looks never see the end.
    text = asyncio.run(_streamed_to(_Caller(app, body, looks), "letters"))
    assert text.startswith(b"event: start")
    assert (b"event: end" in text) is ends


def test_a_text_ends_when_the_service_stops(settings: Settings) -> None:
    stopping = create_app(settings)
    with client_of(stopping) as client:
        stopping.state.parts.streams.stop()
        text = asyncio.run(_streamed_to(_Caller(stopping, {"seed": BEGINNING, "length": 10}, 100), "letters"))
        assert text.count(b"event: ") == 1
        assert client.post("/v1/models/letters/generate", json={"seed": BEGINNING, "length": 10}).status_code == 503


def _after_a_revocation(parts: Parts) -> tuple[str, Parts]:
    """Return a model, and the parts as a caller sees them whose key was revoked after the login."""
    key = made(parts.access.keys, owner=parts.caller.owner)[0]
    parts.access.keys.revoke(key.id, "test")
    return "letters", parts.seen_by(Caller(key_id=key.id))


def _after_a_withdrawal(parts: Parts) -> tuple[str, Parts]:
    """Return another owner's model, and the parts as a caller sees them with whom it was shared until the model was loaded."""
    seen, grants = parts.seen_by(Caller(owner="ann")), Grants(parts.database)
    grants.give(Kind.MODEL, "letters", "ann", Right.USE, "test")
    version = seen.registry.resolve("default/letters", Right.USE)
    seen.references._results[("ann", "default/letters")] = version, time.monotonic() + 0.2
    grants.withdraw(Kind.MODEL, "letters", "ann", "test")
    return "default/letters", seen


@pytest.mark.parametrize(
    ("after", "error", "reason"),
    [(_after_a_revocation, Unauthorized, "the key was revoked or has expired"), (_after_a_withdrawal, NotFound, "there is no model")],
)
def test_a_text_ends_when_its_caller_may_not_go_on(
    app: FastAPI, client: httpx.Client, after: Callable[[Parts], tuple[str, Parts]], error: type[Exception], reason: str
) -> None:
    body = {"seed": BEGINNING, "length": 3_001}  # Several blocks, and the callers are looked at after each.
    model, seen = after(app.state.parts)
    *_, last = asyncio.run(_streamed_to(_Caller(app, body, 10_000), model, seen)).strip().split(b"\n\n")
    assert last.startswith(b"event: error\n")
    assert reason.encode() in last
    with pytest.raises(error, match=reason):
        asyncio.run(_streamed_to(_Caller(app, body, 10_000, "application/json"), model, seen))


def test_every_text_is_counted(client: httpx.Client, app: FastAPI) -> None:
    before = n_calls(app, "letters")
    written(client, "letters", seed=BEGINNING, length=5)
    streamed(client, "letters", seed=BEGINNING, length=5)
    assert n_calls(app, "letters") == before + 2
