"""What requests say in their headers."""

from fastapi import Request


def media_type(request: Request) -> str:
    """Return the content type of a request's body, without its parameters and in lower case; empty where there is none."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


def is_known(request: Request, etag: str) -> bool:
    """Tell whether the caller has the body of that ETag already."""
    return etag in request.headers.get("if-none-match", "")


def wants_png(request: Request) -> bool:
    """Tell whether the caller asks for a picture by name."""
    return "image/png" in request.headers.get("accept", "").lower()
