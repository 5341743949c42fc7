"""Every example of the OpenAPI document works as it stands, and every answer and event is as the document says.

With RECORD_EXAMPLES=1 the examples of answers are written again, from the answers of this service.
"""

import json
import os
import re
from typing import Any

import pytest

from service.api.document_content import ANSWERS_FILE
from tests.acceptance.service import Service
from tests.long.example_walk import Walk, walk_administration, walk_all

#: Operations with a JSON answer that are not called here.
ELSEWHERE = {"stop_job", "get_sweep_plot_numbers"}
#: Most entries of a list in an example: of numbers, and of anything else.
MAX_NUMBERS, MAX_OTHERS = 2, 1
#: What stands in examples instead of ULIDs and times, of which each is another and cannot be compressed.
ALIKE = {r"\b01[0-9A-HJKMNP-TV-Z]{24}\b": "01M8HCP6QMAN2VY3FV9W1Q817V", r"\d{4}-\d\d-\d\dT[\d:.]+Z": "2026-11-28T15:30:00Z"}
#: Characters of a text of which an example has the first sentence only.
MAX_TEXT = 90
#: What stands in examples instead of secrets, names of this machine, and digests, which cannot be compressed.
PLACEHOLDERS = {
    "key": "mb_this_is_no_key_but_shows_how_long_a_key_is_x",
    "token": "mb_this_is_no_key_but_shows_how_long_a_key_is_x",
    "worker": "host:4711",
    **dict.fromkeys(("sha256", "data_sha256"), "0123456789abcdef" * 4),
}


@pytest.fixture(scope="module")
def walked(service: Service) -> Walk:
    walk = Walk(service)
    walk_all(walk)
    walk_administration(walk)
    if os.environ.get("RECORD_EXAMPLES"):
        record(walk)
    return walk


def record(walk: Walk) -> None:
    found = {name: shortened(answer) for name, answer in sorted(walk.examples.items())}
    ANSWERS_FILE.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def shortened(value: Any) -> Any:
    """Return an answer with the beginnings of its lists and texts, and with numbers of three digits."""
    if isinstance(value, dict):
        return {name: _shown(name, item) for name, item in value.items() if (name, item) != ("default", None)}
    if isinstance(value, list):
        kept = MAX_NUMBERS if all(isinstance(item, int | float | str) for item in value) else MAX_OTHERS
        return [shortened(item) for item in value[:kept]]
    if isinstance(value, str):
        return _text(value)
    return float(f"{value:.3g}") if isinstance(value, float) and abs(value) < 1e6 else value


def _text(text: str) -> str:
    for pattern, like in ALIKE.items():
        text = re.sub(pattern, like, text)
    return text if len(text) <= MAX_TEXT else re.split(r"(?<=[.;])\s", text)[0].rstrip(";")


def _shown(name: str, value: Any) -> Any:
    if name in PLACEHOLDERS and isinstance(value, str):
        return PLACEHOLDERS[name]
    return shortened(without_null(value) if name == "spec" else value)


def without_null(value: Any) -> Any:
    """Return a spec without the fields that say nothing."""
    if isinstance(value, dict):
        return {name: without_null(item) for name, item in value.items() if item is not None}
    return [without_null(item) for item in value] if isinstance(value, list) else value


def test_every_operation_with_a_json_answer_was_called(walked: Walk) -> None:
    wanted = {name for name in walked.described.operations if walked.described.answers(name)}
    assert wanted - walked.answers.keys() == ELSEWHERE


def test_every_example_of_a_body_was_taken(walked: Walk) -> None:
    wanted = {(name, media) for name in walked.described.operations for media in walked.described.examples(name)}
    assert wanted - walked.sent == set()
    assert len(walked.sent) > 20


def test_every_answer_and_every_event_is_as_the_document_says(walked: Walk) -> None:
    assert {name: faults for name, faults in walked.faults.items() if faults} == {}
    assert len(walked.faults) > 50


def test_the_events_of_jobs_and_texts_came(walked: Walk) -> None:
    assert set(walked.answers["events of stream_events"]) == {"state", "log", "progress", "epoch", "sample", "trial", "model"}
    assert set(walked.answers["events of generate_text"]) == {"start", "symbol", "end"}


def test_an_example_of_an_answer_has_the_fields_of_the_answer(walked: Walk) -> None:
    examples = json.loads(ANSWERS_FILE.read_text(encoding="utf-8"))
    others = {name: keys_of(example) ^ keys_of(walked.examples[name]) for name, example in examples.items() if name in walked.examples}
    assert len(others) > 30
    assert {name: keys for name, keys in others.items() if keys} == {}


def keys_of(answer: Any) -> set[str]:
    return set(answer[0] if isinstance(answer, list) else answer)
