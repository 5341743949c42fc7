"""Metrics for Prometheus."""

from fastapi import APIRouter
from fastapi.responses import Response

from service.access.guarded_route import ADMINISTRATION, GuardedRoute
from service.deps import TheParts
from service.http.work import METRICS_PATH

#: The text format of Prometheus, as its documentation has it.
MEDIA = "text/plain; version=0.0.4; charset=utf-8"

# Not in the document, like the pages: it is for one kind of program, whose own documents describe the format.
router = APIRouter(include_in_schema=False, tags=[ADMINISTRATION], route_class=GuardedRoute)


@router.get(METRICS_PATH)
async def show_metrics(parts: TheParts) -> Response:
    """Show the metrics of the installation, and of every process that shares this port."""
    return Response(await parts.metrics.page(), media_type=MEDIA, headers={"Cache-Control": "no-store"})
