"""Judge what came of a case by what is right for it."""

import json
from dataclasses import dataclass
from enum import StrEnum
from math import isclose
from typing import Any

from tests.cases.sending import Answer


class Verdict(StrEnum):
    """What came of a case."""

    USABLE = "usable"
    REFUSED = "refused clearly"
    UNCLEAR = "unclear"
    WRONG = "silently wrong"
    LATE = "late"


@dataclass(frozen=True)
class Judged:
    """A judged case.

    Args:
        verdict: What came of it.
        why: What was found, for verdicts that are faults.
    """

    verdict: Verdict
    why: str = ""


def judged(answers: list[Answer], expected: dict[str, Any]) -> Judged:
    """Judge the answers of a case.

    Args:
        answers: One for each step.
        expected: `steps`: for each step `status`, the values at pointers (`is`, `near`, `says`) and `headers`; `alike`: steps whose predictions are
            equal within `within`; `told`: words that a refusal or a doubt has where the case is not taken.
    """
    broken = next((answer for answer in answers if answer.status >= 500), None)
    if broken is not None:
        return Judged(Verdict.UNCLEAR, f"{broken.status}: {broken.text[:300]}")
    late = next((answer for answer in answers if answer.is_late), None)
    if late is not None:
        return Judged(Verdict.LATE, str(late.body.get("error"))[:300])
    faults = _faults(answers, expected)
    if not faults:
        return Judged(Verdict(expected.get("verdict", Verdict.USABLE)))
    told = " ".join(answer.text for answer in answers)
    if all(word in told for word in expected.get("told", ["\0"])):
        return Judged(Verdict.REFUSED, faults[0])
    refused = any(400 <= answer.status < 500 or (isinstance(answer.body, dict) and answer.body.get("ok") is False) for answer in answers)
    return Judged(Verdict.UNCLEAR if refused else Verdict.WRONG, faults[0])


def _faults(answers: list[Answer], expected: dict[str, Any]) -> list[str]:
    found = []
    for index, (answer, wanted) in enumerate(zip(answers, expected.get("steps", [{}] * len(answers)), strict=True)):
        found += [f"step {index}: {fault}" for fault in _step_faults(answer, wanted)]
    for group in expected.get("alike", []):
        found += _unlike([answers[index] for index in group["steps"]], group.get("within", 1e-9))
    return found


def _step_faults(answer: Answer, wanted: dict[str, Any]) -> list[str]:
    status = wanted.get("status", 2)
    if answer.status != status and answer.status // 100 != status:
        return [f"expected status {status}, got {answer.status}: {answer.text[:300]}"]
    if isinstance(answer.body, dict) and answer.body.get("ok", wanted.get("ok", True)) != wanted.get("ok", True):
        return [f"expected {'a sound' if wanted.get('ok', True) else 'an unsound'} spec, got {json.dumps(answer.body['errors'])[:300]}"]
    found = [f"expected {words!r}, got {answer.text[:300]}" for words in wanted.get("says", []) if words not in answer.text]
    for name, value in wanted.get("headers", {}).items():
        if answer.headers.get(name) != value:
            found.append(f"expected the header {name}: {value}, got {answer.headers.get(name)!r}")
    for pointer, value in wanted.get("is", {}).items():
        came = _at(answer.body, pointer)
        if came != value:
            found.append(f"expected {value!r} at {pointer}, got {came!r}")
    for pointer, (value, within) in wanted.get("near", {}).items():
        came = _at(answer.body, pointer)
        if not isinstance(came, int | float) or not isclose(came, value, abs_tol=within):
            found.append(f"expected about {value} at {pointer}, got {came!r}")
    return found


def _at(body: Any, pointer: str) -> Any:
    for part in pointer.strip("/").split("/"):
        try:
            body = body[int(part)] if isinstance(body, list) else body[part]
        except (KeyError, IndexError, TypeError, ValueError):
            return None
    return body


def _unlike(answers: list[Answer], within: float) -> list[str]:
    """Return the faults of predictions that should be equal."""
    first, *others = [answer.body.get("predictions") if isinstance(answer.body, dict) else None for answer in answers]
    return [f"expected equal predictions, got {str(first)[:150]} and {str(other)[:150]}" for other in others if not _is_close(first, other, within)]


def _is_close(left: Any, right: Any, within: float) -> bool:
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_is_close(left[key], right[key], within) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(_is_close(a, b, within) for a, b in zip(left, right, strict=True))
    if isinstance(left, int | float) and isinstance(right, int | float):
        return isclose(left, right, abs_tol=within)
    return bool(left == right)
