"""What comes of a case is judged by what is right for it: a wrong answer without a word is never a good one."""

from typing import Any

import httpx
import pytest

from tests.cases.judging import Verdict, judged
from tests.cases.sending import Answer

DOUBT = {"column": "a", "detail": "1 cell is text"}


def answer(status: int, body: Any) -> Answer:
    return Answer({}, status, body, str(body))


@pytest.mark.parametrize(
    ("found", "expected", "verdict"),
    [
        (answer(201, {"n": 3}), {"steps": [{"is": {"/n": 3}}]}, Verdict.USABLE),
        (answer(201, {"n": 2}), {"steps": [{"is": {"/n": 3}}]}, Verdict.WRONG),
        (answer(201, {"n": 2, "doubts": [DOUBT]}), {"steps": [{"is": {"/n": 3}}], "told": ["1 cell"]}, Verdict.REFUSED),
        (answer(422, {"errors": ["line 5"]}), {"steps": [{"is": {"/n": 3}}], "told": ["line 5"]}, Verdict.REFUSED),
        (answer(422, {"errors": ["no"]}), {"steps": [{"is": {"/n": 3}}], "told": ["line 5"]}, Verdict.UNCLEAR),
        (answer(422, {"errors": ["line 5"]}), {"verdict": "refused clearly", "steps": [{"status": 422, "says": ["line 5"]}]}, Verdict.REFUSED),
        (answer(500, {}), {"steps": [{"status": 5}]}, Verdict.UNCLEAR),
        (answer(202, {"state": "failed", "error": "x"}), {}, Verdict.LATE),
        (answer(200, {"ok": False, "errors": ["no"]}), {}, Verdict.UNCLEAR),
        (answer(200, {"ok": True, "errors": []}), {"steps": [{"ok": False}]}, Verdict.WRONG),
    ],
)
def test_an_answer_has_the_verdict_that_is_right_for_it(found: Answer, expected: dict[str, Any], verdict: Verdict) -> None:
    assert judged([found], expected).verdict is verdict


@pytest.mark.parametrize(
    ("sent", "expected", "verdict"),
    [
        ({"Cleaned-Columns": "colour"}, "colour", Verdict.USABLE),
        ({}, "colour", Verdict.WRONG),
        ({}, None, Verdict.USABLE),
        ({"Cleaned-Columns": "colour"}, None, Verdict.WRONG),
    ],
)
def test_what_is_taken_is_wrong_without_the_header_that_tells_it(sent: dict[str, str], expected: str | None, verdict: Verdict) -> None:
    found = Answer({}, 200, {}, "", httpx.Headers(sent))
    assert judged([found], {"steps": [{"headers": {"cleaned-columns": expected}}]}).verdict is verdict


def test_predictions_that_should_be_equal_are_compared() -> None:
    first, near, far = (answer(200, {"predictions": [{"rows": [value]}]}) for value in (1.0, 1.001, 2.0))
    wanted = {"steps": [{}, {}], "alike": [{"steps": [0, 1], "within": 0.01}]}
    assert judged([first, near], wanted).verdict is Verdict.USABLE
    assert judged([first, far], wanted).verdict is Verdict.WRONG
