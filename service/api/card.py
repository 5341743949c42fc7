"""The card of a model, for people: Markdown, or a page for browsers."""

from fastapi import APIRouter, Request, Response

from service.answers.acceptable import acceptable
from service.api.documented_headers import merged_responses
from service.api.html_page import HEADERS, HTML, page_of
from service.api.tagged_route import TaggedRoute
from service.deps import TheParts
from service.errors import NotAcceptable
from service.model_card.as_html import html_of
from service.model_card.as_markdown import markdown_of
from service.model_card.card import card_of
from service.model_card.subject import subject_of
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=TaggedRoute)

MARKDOWN = "text/markdown"
#: The forms of a card, the default first.
FORMS = (MARKDOWN, HTML)
_TEXT = {"schema": {"type": "string"}}
_CARD = merged_responses(
    {200: {"description": "The card, in the form that the Accept header prefers.", "content": dict.fromkeys(FORMS, _TEXT)}},
    problems("model-unavailable", "not-acceptable"),
)


@router.get("/{ref:ref}/card", response_class=Response, responses=_CARD)
def get_model_card(ref: str, request: Request, parts: TheParts) -> Response:
    """Show the card of a model.

    What it is for, how good it is, its limits, data, spec and provenance, as Markdown or for browsers as HTML.
    """
    accept = request.headers.get("accept", "")
    wanted = acceptable(accept, FORMS)
    if not wanted:
        raise NotAcceptable(f"expected an Accept header with one of {', '.join(FORMS)}, or none, got {accept[:200]!r}")
    card = card_of(subject_of(parts.registry.resolve(ref), parts))
    if wanted[0] == HTML:
        return Response(page_of(card.title, html_of(card)), media_type=HTML, headers=HEADERS)
    return Response(markdown_of(card), media_type=MARKDOWN, headers={"Vary": HEADERS["Vary"]})
