"""Pages that show the API in a browser. They load nothing from other servers, so they work without a network and report to nobody.

All their URLs are relative, so they work below any path at which a proxy has the API.
"""

from os import PathLike, stat_result
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from service.api.sent_file import without_range
from service.http.checked_route import CheckedRoute
from service.http.html_pages import page_response

router = APIRouter(include_in_schema=False, route_class=CheckedRoute)

#: Path of scripts, styles and the icon.
ASSETS = "/static"
#: Folder with the pages and their files.
FOLDER = Path(__file__).parents[1] / "web"
#: Of files whose URL names their version, and of all others.
_FOR_EVER, _ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
#: What the browser may load and call, whatever the scripts ask for: this server only. Both programs make style sheets, ReDoc also a worker.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "connect-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "worker-src blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


class Assets(StaticFiles):
    """Files of pages, with how long a browser may keep them."""

    def __init__(self, folder: Path, kept: str) -> None:
        super().__init__(directory=folder)
        self._kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a file. Of ranges that it cannot read, Starlette would say so in plain text."""
        await super().__call__(without_range(scope), receive, send)

    def file_response(self, full_path: "str | PathLike[str]", stat_result: stat_result, scope: Scope, status_code: int = 200) -> Response:
        """Return a file."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = self._kept
        response.headers["Accept-Ranges"] = "none"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def mount_assets(app: FastAPI) -> None:
    """Serve the scripts, styles and the icon of the pages."""
    app.mount(f"{ASSETS}/vendor", Assets(FOLDER / "vendor", _FOR_EVER))
    app.mount(ASSETS, Assets(FOLDER / "static", _ASK_AGAIN))


# Not coroutines: they read a file.
@router.get("/docs")
def show_docs(request: Request) -> Response:
    """Show the API with forms to call it."""
    return _page("docs.html", request)


@router.get("/redoc")
def show_reference(request: Request) -> Response:
    """Show the API as a reference."""
    return _page("redoc.html", request)


def _page(name: str, request: Request) -> Response:
    return page_response(request, (FOLDER / name).read_bytes(), POLICY)
