"""Errors of the service as refusals, for middleware in front of the application, whose error handlers stand behind it."""

from service.errors import ServiceError
from service.http.refusal import Refusal


def refusal_of(error: ServiceError) -> Refusal:
    """Return the refusal of a request for an error."""
    headers = tuple((name.lower().encode(), value.encode()) for name, value in error.headers.items())
    return Refusal(error.kind, error.detail, more_headers=headers)
