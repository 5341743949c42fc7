"""Each error is of a kind that the table describes, with the status of its class."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import service.errors as errors
from service.errors import ServiceError
from service.problem_types import of_access, of_conflicts, of_missing, of_requests, of_server
from service.problem_types.content import problem_content
from service.problem_types.declared import BODY_KINDS
from service.problem_types.problem_type import ProblemType
from service.problem_types.table import PROBLEM_TYPES, type_of_status
from service.request_context import begin_request

SERVICE = Path(errors.__file__).parent
KINDS: dict[str, ProblemType] = {
    name: kind
    for module in (of_requests, of_access, of_missing, of_conflicts, of_server)
    for name, kind in vars(module).items()
    if isinstance(kind, ProblemType)
}
CLASSES = {name: cls for name, cls in vars(errors).items() if isinstance(cls, type) and issubclass(cls, ServiceError)}
SOURCES = {path: path.read_text(encoding="utf-8") for path in SERVICE.rglob("*.py") if path.parent.name != "problem_types"}


#: Kinds that routes declare for their bodies; the handlers of errors choose them by that.
OF_BODIES = {kind.slug for kind in BODY_KINDS}


def raised() -> Iterator[tuple[str, str]]:
    """Yield class and kind of each error that names its kind, as they are written."""
    for source in SOURCES.values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CLASSES:
                yield from ((node.func.id, word.value.id) for word in node.keywords if word.arg == "kind" and isinstance(word.value, ast.Name))


def test_every_kind_is_in_the_table() -> None:
    assert {kind.slug: kind for kind in KINDS.values()} == PROBLEM_TYPES
    assert len(KINDS) == len(PROBLEM_TYPES)


@pytest.mark.parametrize("kind", PROBLEM_TYPES.values(), ids=PROBLEM_TYPES)
def test_a_kind_says_what_causes_it_and_what_settles_it(kind: ProblemType) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.slug)
    assert 400 <= kind.status < 600
    for text in (kind.cause, kind.cure):
        assert re.fullmatch(r"[A-Z].*\.", text)


def test_no_two_kinds_have_one_title() -> None:
    assert len({kind.title for kind in PROBLEM_TYPES.values()}) == len(PROBLEM_TYPES)


def test_an_error_that_names_its_kind_has_the_status_of_its_class() -> None:
    found = set(raised())
    assert len(found) > 20
    assert {(cls, kind) for cls, kind in found if KINDS[kind].status != CLASSES[cls].default.status} == set()


def test_every_kind_is_given_somewhere() -> None:
    words = {word for source in SOURCES.values() for word in re.findall(r"\w+", source)}
    defaults = [cls.default for cls in CLASSES.values()]
    assert {kind.slug for name, kind in KINDS.items() if name not in words and kind not in defaults} <= OF_BODIES


@pytest.mark.parametrize(
    ("status", "slug"), [(404, "no-such-path"), (405, "method-not-allowed"), (413, "malformed-request"), (502, "internal-error")]
)
def test_an_error_of_the_framework_has_a_kind(status: int, slug: str) -> None:
    assert type_of_status(status).slug == slug


def test_the_type_of_a_problem_leads_to_its_page_behind_the_path_of_a_proxy() -> None:
    begin_request(b"abc", "/mb")
    found = problem_content(of_missing.NO_SUCH_JOB, "there is no job", [], "abc")
    begin_request(b"")
    assert found.pop("request_id") == "abc"
    assert found == {"type": "/mb/problems/no-such-job", "title": "No such job", "status": 404, "detail": "there is no job", "errors": []}
