"""The card of a model, for people: Markdown, or a page for browsers."""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from service.answers.acceptable import acceptable
from service.api.documented_headers import merged_responses
from service.api.html_page import HEADERS, HTML, page_of
from service.api.model_plots import ThePlots
from service.api.shown_plots import ShownPlots
from service.api.tagged_route import TaggedRoute
from service.errors import NotAcceptable
from service.model_card.as_html import html_of
from service.model_card.as_markdown import markdown_of
from service.model_card.blocks import Figure
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
async def get_model_card(plots: ThePlots, request: Request) -> Response:
    """Show the card of a model.

    What it is for, how good it is, its limits, figures, data, spec and provenance, as Markdown or for browsers as HTML.
    """
    accept = request.headers.get("accept", "")
    wanted = acceptable(accept, FORMS)
    if not wanted:
        raise NotAcceptable(f"expected an Accept header with one of {', '.join(FORMS)}, or none, got {accept[:200]!r}")
    listed = await plots.made()
    figures = None if listed is None else [Figure(plot.title, plot.caption, plot.svg) for plot in listed.plots]
    return await run_in_threadpool(_sent, wanted[0], plots, figures)


def _sent(form: str, plots: ShownPlots, figures: list[Figure] | None) -> Response:
    card = card_of(subject_of(plots.made_by, plots.parts, link(plots.url), figures))
    if form == HTML:
        return Response(page_of(card.title, html_of(card)), media_type=HTML, headers=_PAGE)
    return Response(markdown_of(card), media_type=MARKDOWN, headers={"Vary": HEADERS["Vary"]})
