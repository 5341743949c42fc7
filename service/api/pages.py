"""Pages that show the API in a browser. They load nothing from other servers, so they work without a network and report to nobody."""

from functools import cache
from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles

from service.http.checked_route import CheckedRoute

router = APIRouter(include_in_schema=False, route_class=CheckedRoute)

#: Path of scripts, styles and icon.
ASSETS = "/static-offline-docs"
#: Folder with them.
FOLDER = Path(fastapi_offline.__file__).parent / "static"
#: The logo that ReDoc loads from its makers' server, and an empty image instead of it.
FOREIGN_LOGO, NO_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg", "data:image/svg+xml,"
#: What the browser may load and call, whatever the scripts ask for: this server only. Both pages start by a script of their own.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
    )
)


def mount_assets(app: FastAPI) -> None:
    """Serve the scripts, styles and the icon of the pages."""
    app.mount(ASSETS, StaticFiles(directory=FOLDER))


@router.get("/docs")
def show_docs(request: Request) -> HTMLResponse:
    """Show the API with forms to call it."""
    root = request.scope.get("root_path", "")
    page = get_swagger_ui_html(
        openapi_url=f"{root}/openapi.json",
        title="Modelbook",
        swagger_js_url=f"{root}{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{root}{ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{root}{ASSETS}/favicon.png",
        swagger_ui_parameters={"validatorUrl": None},
    )
    return _confined(page)


@router.get("/redoc")
def show_reference(request: Request) -> HTMLResponse:
    """Show the API as a reference."""
    root = request.scope.get("root_path", "")
    page = get_redoc_html(
        openapi_url=f"{root}/openapi.json",
        title="Modelbook",
        redoc_js_url=f"{root}/redoc/script.js",
        redoc_favicon_url=f"{root}{ASSETS}/favicon.png",
        with_google_fonts=False,
    )
    return _confined(page)


@router.get("/redoc/script.js")
def get_reference_script() -> Response:
    """Return ReDoc's script without the logo that it loads from another server."""
    return Response(_reference_script(), media_type="text/javascript")


@cache
def _reference_script() -> str:
    return (FOLDER / "redoc.standalone.js").read_text(encoding="utf-8").replace(FOREIGN_LOGO, NO_LOGO)


def _confined(page: HTMLResponse) -> HTMLResponse:
    page.headers["Content-Security-Policy"] = POLICY
    return page
