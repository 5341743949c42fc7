"""Answers of models as figures, for callers that accept an image: drawn by a child, since the API draws nothing."""

from collections.abc import Callable
from typing import Any

import orjson
from fastapi import Request, Response

from models.core.errors import DataError
from models.plots.subjects import Answer
from service.answers.acceptable import acceptable
from service.answers.json_forms import numbers_json
from service.answers.sent import model_headers, numbers_response
from service.batching.phases import Phases
from service.bodies.content import JSON, PNG, SVG
from service.compiled_models import Loaded
from service.contained_work import draw_answer
from service.deps import Parts
from service.errors import NotAcceptable
from service.plots.folder import Form
from service.predicting import called

#: Content types of figures, with their forms.
FIGURES: dict[str, Form] = {PNG: "png", SVG: "svg"}


def figure_media(request: Request) -> str | None:
    """Return the content type of the figure that a caller prefers to JSON; None where it does not."""
    preferred = acceptable(",".join(request.headers.getlist("accept")), (JSON, *FIGURES))
    return preferred[0] if preferred and preferred[0] in FIGURES else None


async def numbers_or_figure(
    asked: tuple[Request, Parts], named: tuple[str, Loaded], verb: tuple[str, Any], compute: Callable[[], dict[str, Any]], digits: int | None
) -> Response:
    """Return what a function computes in a thread of the model, as JSON or as the figure of it that the caller prefers.

    Args:
        asked: The request, and the parts of the service.
        named: The model version, and the loaded model.
        verb: What was asked for, and the body of the request.
        compute: Returns the fields of the answer besides `model`.
        digits: Significant digits of the floats of JSON; all if None.
    """
    (request, parts), (name, loaded) = asked, named
    media = figure_media(request)
    if media is None:
        return await numbers_response(name, loaded, compute, digits)
    phases = Phases()
    body = await called(loaded, lambda: orjson.loads(numbers_json({"model": name, **compute()})), phases)
    return await figure_response(Answer(name, *verb, body, loaded.predictor.signature), media, parts, phases)


async def figure_response(answer: Answer, media: str, parts: Parts, phases: Phases) -> Response:
    """Return the figure of an answer.

    Raises:
        NotAcceptable: It has none.
        Unavailable: Other figures are drawn for longer than requests wait.
    """
    try:
        drawn = await parts.plots.answered(object(), draw_answer, answer, FIGURES[media])
    except DataError as error:
        raise NotAcceptable(f"{media} cannot show this answer: {error}; {JSON} holds all answers") from error
    return Response(drawn, media_type=media, headers=model_headers(answer.title, phases))
