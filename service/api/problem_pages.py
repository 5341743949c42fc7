"""Pages of the kinds of problems: what `type` of a problem document leads to."""

import re
from collections.abc import Iterable
from html import escape
from typing import Self

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from models.core.faults import did_you_mean, quote
from service.api.html_page import HEADERS, HTML, page_of
from service.api.problems import Problem
from service.bodies.content import JSON
from service.errors import NotFound
from service.http.checked_route import CheckedRoute
from service.problem_types.content import example_of
from service.problem_types.declared import Responses, problems
from service.problem_types.of_missing import NO_SUCH_PROBLEM
from service.problem_types.problem_type import PROBLEMS_PATH, ProblemType
from service.problem_types.table import PROBLEM_TYPES

router = APIRouter(prefix=PROBLEMS_PATH, tags=["operations"], route_class=CheckedRoute)


class ProblemTypeOut(BaseModel):
    """A kind of problem."""

    type: str = Field(description="`type` of its problem documents: the path of its page.")
    slug: str = Field(description="Its name, the end of the path.")
    status: int = Field(description="HTTP status of its responses.")
    title: str = Field(description="Short name of the kind.")
    cause: str = Field(description="When it is reported.")
    cure: str = Field(description="What the caller, or an administrator, can do.")
    example: Problem = Field(description="A problem document of this kind.")

    @classmethod
    def of(cls, kind: ProblemType) -> Self:
        """Return the description of a kind."""
        example = example_of(kind)
        return cls.model_validate({**vars(kind), "type": example["type"], "example": example})


class ProblemTypesOut(BaseModel):
    """The kinds of problems, by status."""

    problems: list[ProblemTypeOut] = Field(description="The kinds, by status.")


def _also_html(description: str) -> Responses:
    return {200: {"description": description, "content": {HTML: {"schema": {"type": "string"}}}}}


@router.get("", response_model=ProblemTypesOut, responses=_also_html("The kinds of problems; as a page for browsers."))
async def list_problems(request: Request) -> Response:
    """List what can go wrong, with causes and cures.

    Every kind of problem that the API reports, by status. Browsers get a page.
    """
    if _wants_html(request):
        return _page("Problems", _index(PROBLEM_TYPES.values()))
    return _json(ProblemTypesOut(problems=[ProblemTypeOut.of(kind) for kind in PROBLEM_TYPES.values()]))


@router.get(
    "/{slug}", response_model=ProblemTypeOut, responses={**_also_html("The kind of problem; as a page for browsers."), **problems("no-such-problem")}
)
async def get_problem(slug: str, request: Request) -> Response:
    """Explain one kind of error: its cause and cure.

    `type` of a problem document leads here. Browsers get a page.
    """
    kind = PROBLEM_TYPES.get(slug)
    if kind is None:
        known = ", ".join(PROBLEM_TYPES)
        detail = f"expected the name of a kind of problem ({known}), got {quote(slug)}{did_you_mean(slug, PROBLEM_TYPES)}"
        raise NotFound(detail, kind=NO_SUCH_PROBLEM)
    described = ProblemTypeOut.of(kind)
    return _page(kind.title, _described(described)) if _wants_html(request) else _json(described)


def _wants_html(request: Request) -> bool:
    return HTML in request.headers.get("accept", "").lower()


def _json(content: BaseModel) -> Response:
    return Response(content.model_dump_json(), media_type=JSON, headers={"Vary": "Accept"})


def _page(title: str, body: str) -> HTMLResponse:
    return HTMLResponse(page_of(title, body), headers=HEADERS)


def _index(kinds: Iterable[ProblemType]) -> str:
    """Return links to the pages; they are relative, so that they lead behind the path of a proxy, too."""
    page = PROBLEMS_PATH.removeprefix("/")
    rows = (f'<li>{kind.status} <a href="{page}/{kind.slug}">{escape(kind.title)}</a>: {_prose(kind.cause)}</li>' for kind in kinds)
    return f"<ul>{''.join(rows)}</ul>"


def _described(kind: ProblemTypeOut) -> str:
    example = orjson.dumps(kind.example.model_dump(), option=orjson.OPT_INDENT_2).decode()
    facts = [("HTTP status", str(kind.status)), ("Cause", _prose(kind.cause)), ("What to do", _prose(kind.cure))]
    facts.append(("Example", f"<pre>{escape(example)}</pre>"))
    terms = "".join(f"<dt>{term}</dt><dd>{text}</dd>" for term, text in facts)
    return f'<dl>{terms}</dl><p><a href="..{PROBLEMS_PATH}">All problems</a></p>'


def _prose(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
