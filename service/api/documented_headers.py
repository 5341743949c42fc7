"""Headers of responses, as the OpenAPI document describes them."""

from typing import Any

from service.problem_types.declared import Responses

_TEXT = {"type": "string"}
#: Headers by name.
HEADERS: dict[str, dict[str, Any]] = {
    "Accept-Ranges": {"description": "`bytes` if parts of the file can be asked for by Range.", "schema": _TEXT},
    "Allow": {"description": "The methods of the path, with status 405.", "schema": _TEXT},
    "Cache-Control": {"description": "How long the response may be kept, and by whom.", "schema": _TEXT},
    "Cleaned-Columns": {
        "description": "Columns in which texts were taken in another form, such as without the blanks around them; percent-encoded, `*` for more.",
        "schema": _TEXT,
    },
    "Content-Range": {"description": "The bytes that are sent, and the size of the whole file.", "schema": _TEXT},
    "Content-Disposition": {"description": "Name under which to save the file.", "schema": _TEXT},
    "ETag": {"description": "Version of the body; give it as If-None-Match to get 304 while it is the same.", "schema": _TEXT},
    "Ignored-Columns": {"description": "Columns that the model does not know, passed over for `extra=ignore`, percent-encoded.", "schema": _TEXT},
    "Last-Modified": {"description": "When the file was written.", "schema": _TEXT},
    "Location": {"description": "Path of what was created or begun.", "schema": {"type": "string", "format": "uri-reference"}},
    "Modelbook-Version": {"description": "Version of the server, by which clients see whether they fit.", "schema": _TEXT},
    "Preference-Applied": {"description": "`wait` of the Prefer header, if it was given.", "schema": _TEXT},
    "RateLimit": {"description": "The limit that is reached: r is what is left of it, t the seconds to wait.", "schema": _TEXT},
    "RateLimit-Policy": {"description": "The same limit: q in the unit qu, over w seconds.", "schema": _TEXT},
    "Retry-After": {"description": "Seconds after which to try again.", "schema": {"type": "integer", "minimum": 1}},
    "Server-Timing": {"description": "Milliseconds of `decode`, `queue`, `steps`, `model` and `encode`.", "schema": _TEXT},
    "Set-Cookie": {
        "description": "The session of the page: HttpOnly, SameSite=Strict, Secure behind https, below the path of the service.",
        "schema": _TEXT,
    },
    "Tus-Resumable": {"description": "Version of the tus protocol: 1.0.0.", "schema": _TEXT},
    "Tus-Version": {"description": "Versions of the tus protocol that are supported.", "schema": _TEXT},
    "Upload-Expires": {"description": "When the upload is deleted unless it is whole.", "schema": _TEXT},
    "Upload-Length": {"description": "Bytes of the whole file.", "schema": {"type": "integer"}},
    "Upload-Offset": {"description": "Bytes that have arrived.", "schema": {"type": "integer"}},
    "WWW-Authenticate": {"description": "How to send a key.", "schema": _TEXT},
    "X-Model-Version": {"description": "The version that has answered, such as digits@3.", "schema": _TEXT},
    "X-Request-ID": {"description": "Id of the request, that of the caller or one made for it; also in the log of the server.", "schema": _TEXT},
}

#: Headers of every response.
EVERYWHERE = ("Modelbook-Version", "X-Request-ID")
#: Headers by which caches know a response.
TAGS = ("Cache-Control", "ETag")


def header_refs(*names: str) -> dict[str, Any]:
    """Return the `headers` of a response by name."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def sends(status: int, *names: str, description: str = "") -> Responses:
    """Return the `responses` of an endpoint that sends these headers with a status.

    Args:
        status: The status.
        names: Names of the headers, of HEADERS.
        description: When it is sent; that of the endpoint's own response when left out.
    """
    return {status: {**({"description": description} if description else {}), "headers": header_refs(*names)}}


def tagged() -> Responses:
    """Return the `responses` of an endpoint whose response has an ETag."""
    return {**sends(200, *TAGS), **sends(304, *TAGS, description="The caller has the current version, by If-None-Match.")}


def merged_responses(*described: Responses) -> Responses:
    """Return one table of the responses of several."""
    found: Responses = {}
    for responses in described:
        for status, response in responses.items():
            earlier = found.get(status, {})
            found[status] = {
                **earlier,
                **response,
                **{key: {**earlier[key], **response[key]} for key in ("headers", "content") if key in earlier and key in response},
            }
    return found
