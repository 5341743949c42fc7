"""The card of a model, for people: Markdown, or a page for browsers."""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from service.answers.acceptable import acceptable
from service.api.documented_headers import merged_responses
from service.api.html_page import HEADERS, HTML, page_of
from service.api.model_plots import plots_of
from service.api.tagged_route import TaggedRoute
from service.deps import TheParts
from service.errors import NotAcceptable
from service.model_card.as_html import html_of
from service.model_card.as_markdown import markdown_of
from service.model_card.blocks import Card, Figure
from service.model_card.card import card_of
from service.model_card.subject import subject_of
from service.problem_types.declared import problems
from service.request_context import link

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=TaggedRoute)

MARKDOWN = "text/markdown"
#: The forms of a card, the default first.
FORMS = (MARKDOWN, HTML)
#: Headers of a card as a page, which may load its figures from this server.
_PAGE = {**HEADERS, "Content-Security-Policy": f"{HEADERS['Content-Security-Policy']}; img-src 'self'"}
_TEXT = {"schema": {"type": "string"}}
_CARD = merged_responses(
    {200: {"description": "The card, in the form that the Accept header prefers.", "content": dict.fromkeys(FORMS, _TEXT)}},
    problems("model-unavailable", "not-acceptable"),
)


@router.get("/{ref:ref}/card", response_class=Response, responses=_CARD)
async def get_model_card(ref: str, parts: TheParts, request: Request) -> Response:
    """Show the card of a model.

    What it is for, how good it is, its limits, figures, data, spec and provenance, as Markdown or for browsers as HTML.
    """
    accept = request.headers.get("accept", "")
    wanted = acceptable(accept, FORMS)
    if not wanted:
        raise NotAcceptable(f"expected an Accept header with one of {', '.join(FORMS)}, or none, got {accept[:200]!r}")
    version = await run_in_threadpool(parts.registry.resolve, ref)
    plots = await run_in_threadpool(plots_of, version, parts)
    listed = await plots.made()
    figures = None if listed is None else [Figure(plot.title, plot.caption, plot.svg) for plot in listed.plots]
    card = await run_in_threadpool(lambda: card_of(subject_of(version, parts, link(plots.place.url), figures)))
    return _sent(wanted[0], card)


def _sent(form: str, card: Card) -> Response:
    if form == HTML:
        return Response(page_of(card.title, html_of(card)), media_type=HTML, headers=_PAGE)
    return Response(markdown_of(card), media_type=MARKDOWN, headers={"Vary": HEADERS["Vary"]})
