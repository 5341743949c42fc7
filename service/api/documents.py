"""The forms of the OpenAPI document: files of the package, prepared once for sending. No key is needed for them."""

import gzip
from collections.abc import Callable
from functools import cached_property, partial

import brotli
from fastapi import APIRouter, FastAPI, Request, Response

from service.access.guarded_route import OpenRoute
from service.api.documented_headers import merged_responses, tagged
from service.document_forms.document_files import FORMS, files_of, shipped_file
from service.http.accepted import chosen_coding
from service.http.etags import etag_of, is_known, not_modified

_JSON, _SCHEMA = "application/json", "application/schema+json"
#: Highest level of gzip, and a quality of Brotli above which the time grows faster than the size shrinks.
_GZIP_LEVEL, _BROTLI_QUALITY = 9, 9

router = APIRouter(route_class=OpenRoute)


class SentDocument:
    """A document and its compressed bodies, each prepared when it is first asked for.

    Args:
        read: Returns the document; called once.
    """

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read

    @cached_property
    def body(self) -> bytes:
        """The document."""
        return self._read().encode()

    @cached_property
    def etag(self) -> str:
        """Its ETag."""
        return etag_of(self.body)

    @cached_property
    def gzipped(self) -> bytes:
        """The body compressed by gzip."""
        return gzip.compress(self.body, _GZIP_LEVEL, mtime=0)

    @cached_property
    def brotli(self) -> bytes:
        """The body compressed by Brotli."""
        packed: bytes = brotli.compress(self.body, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)
        return packed

    def response(self, request: Request, media_type: str) -> Response:
        """Return the response: the document in a coding that the caller takes, or 304 if the caller has it."""
        headers = {"ETag": self.etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if is_known(request, self.etag):
            return not_modified(request, headers)
        coding = chosen_coding(",".join(request.headers.getlist("accept-encoding")).encode("latin-1"))
        if coding is not None:
            # Weak, since the same document is sent in other bytes, too.
            headers |= {"ETag": f"W/{self.etag}", "Content-Encoding": coding}
        return Response(_BODIES[coding](self), headers=headers, media_type=media_type)


_BODIES: dict[str | None, Callable[[SentDocument], bytes]] = {
    None: lambda document: document.body,
    "gzip": lambda document: document.gzipped,
    "br": lambda document: document.brotli,
}


def install_documents(app: FastAPI, *, has_plugins: bool) -> None:
    """Let an application send its documents: those of the package, or with plug-ins those of its own schemas.

    Raises:
        SchemaNameError: A schema of a plug-in has a name that another one has, or that generators cannot use.
    """
    if has_plugins:
        made = files_of(app.openapi())
        app.state.documents = {name: SentDocument(partial(made.__getitem__, name)) for name in FORMS}
    else:
        app.state.documents = {name: SentDocument(partial(shipped_file, name)) for name in FORMS}


# Not coroutines: a document is compressed on a thread, so that no other request waits for it.
@router.get("/openapi.json", include_in_schema=False)
def get_document(request: Request) -> Response:
    """Return the document in OpenAPI 3.1."""
    return _sent(request, "openapi.json", _JSON)


@router.get("/openapi-3.0.json", include_in_schema=False)
def get_older_document(request: Request) -> Response:
    """Return the document in OpenAPI 3.0.3."""
    return _sent(request, "openapi-3.0.json", _JSON)


@router.get("/openapi-docs.json", include_in_schema=False)
def get_docs_document(request: Request) -> Response:
    """Return the document that the pages draw."""
    return _sent(request, "openapi-docs.json", _JSON)


@router.get(
    "/v1/specs/schema",
    tags=["specs"],
    response_class=Response,
    responses=merged_responses(
        {200: {"description": "The schema.", "content": {_SCHEMA: {"schema": {"type": "object", "additionalProperties": True}}}}}, tagged()
    ),
)
def get_spec_schema(request: Request) -> Response:
    """Get the JSON Schema of a job spec, for editors.

    Editors complete and check specs in YAML and JSON by it. In a YAML file, this comment names it:
    `# yaml-language-server: $schema=http://127.0.0.1:8000/v1/specs/schema`.
    """
    return _sent(request, "job-spec.schema.json", _SCHEMA)


def _sent(request: Request, name: str, media_type: str) -> Response:
    document: SentDocument = request.app.state.documents[name]
    return document.response(request, media_type)
