"""What belongs to the request that is being answered, wherever in the code: its id, and the prefix under which a proxy publishes the API."""

import os
import re
from contextvars import ContextVar
from itertools import count

from models.core.redaction import redacted

#: Ids of callers that are taken: they go into headers, logs and problems as they are.
_SOUND = re.compile(rb"[A-Za-z0-9._~:@/+=,-]{1,128}")
#: Ids made here begin with what no other process begins with; its own number them.
_PROCESS = os.urandom(6).hex().encode()
_numbers = count(1)


#: Id of the request that is being answered, and the prefix of the API. A tuple, since each prediction makes one.
_current: ContextVar[tuple[bytes, str]] = ContextVar("request", default=(b"", ""))


def begin_request(request_id: bytes, prefix: str = "") -> None:
    """Make a request the one that is being answered in this task, and in what it starts.

    Args:
        request_id: Its id.
        prefix: Beginning of the path under which a proxy publishes the API, such as "/mb"; empty without one.
    """
    _current.set((request_id, prefix))


def request_id() -> str:
    """Return the id of the request that is being answered; empty outside of one."""
    return _current.get()[0].decode()


def link(path: str) -> str:
    """Return the path of a URL as the caller has to write it: below the prefix of the API.

    Args:
        path: Path within the API, such as "/v1/jobs".
    """
    return _current.get()[1] + path


def sound_id(given: bytes) -> bytes:
    """Return the id that a caller gives its request, or one made here where it cannot be repeated anywhere."""
    if _SOUND.fullmatch(given) and redacted(text := given.decode()) == text:
        return given
    return new_id()


def new_id() -> bytes:
    """Return an id that no other request has."""
    return b"%s-%x" % (_PROCESS, next(_numbers))
