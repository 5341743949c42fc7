"""What belongs to the request that is being answered, wherever in the code: its id, and the prefix under which a proxy publishes the API."""

import os
import re
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count

from models.core.redaction import redacted

#: Ids of callers that are taken: they go into headers, logs and problems as they are.
_SOUND = re.compile(rb"[A-Za-z0-9._~:@/+=,-]{1,128}")
#: Ids made here begin with what no other process begins with; its own number them.
_PROCESS = os.urandom(6).hex().encode()
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class RequestContext:
    """A request.

    Args:
        request_id: Its id.
        prefix: Beginning of the path under which a proxy publishes the API, such as "/mb"; empty without one.
    """

    request_id: str = ""
    prefix: str = ""


_current: ContextVar[RequestContext] = ContextVar("request", default=RequestContext())  # noqa: B039 - it is frozen.


def begin_request(request_id: bytes, prefix: str = "") -> None:
    """Make a request the one that is being answered in this task, and in what it starts."""
    _current.set(RequestContext(request_id.decode(), prefix))


def request_id() -> str:
    """Return the id of the request that is being answered; empty outside of one."""
    return _current.get().request_id


def link(path: str) -> str:
    """Return the path of a URL as the caller has to write it: below the prefix of the API.

    Args:
        path: Path within the API, such as "/v1/jobs".
    """
    return _current.get().prefix + path


def sound_id(given: bytes | None) -> bytes:
    """Return the id that a caller gives its request, or one made here where it gives none that can be repeated anywhere."""
    if given is not None and _SOUND.fullmatch(given) and redacted(text := given.decode()) == text:
        return given
    return new_id()


def new_id() -> bytes:
    """Return an id that no other request has."""
    return b"%s-%x" % (_PROCESS, next(_numbers))
