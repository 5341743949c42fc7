"""The shell of the dashboard: one HTML file for all its pages, whose scripts fetch the data by the public API.

Which page it is, the scripts read from the path; what is chosen on a page stands in the fragment of its URL, which no server sees.
"""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from service.http.checked_route import CheckedRoute
from service.http.html_pages import page_response
from service.http.page_paths import PAGES
from service.request_context import link

router = APIRouter(include_in_schema=False, route_class=CheckedRoute)

#: What the browser may load and call, whatever the scripts ask for: files of this server, and images that a page makes itself.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "base-uri 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
#: The file, in which the way to the service is filled in.
_SHELL = Path(__file__).with_name("index.html").read_text(encoding="utf-8")


@router.get("/")
async def show_page(request: Request) -> Response:
    """Show a page."""
    return page_response(request, _SHELL.replace("{base}", _base(request)).encode(), POLICY)


for _page in PAGES:
    router.add_api_route(f"/{_page}", show_page, methods=["GET"], name=f"show_{_page}")
    router.add_api_route(f"/{_page}/{{rest:path}}", show_page, methods=["GET"], name=f"show_in_{_page}")


def _base(request: Request) -> str:
    """Return the way from a page to the service, relative: so pages work below the path of a proxy that does not tell it, too.

    That from the first page is whole where a prefix is known: the page may have been asked for without a slash behind it.
    """
    path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return "../" * (path.count(b"/") - 1) or (link("/") if link("") else "./")
