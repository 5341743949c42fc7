"""What the connections of a server share."""

from itertools import count

from uvicorn.server import ServerState

from service.http.limits import Limits


class BoundedState(ServerState):
    """The state of a server, and the limits of its connections.

    Args:
        limits: Their limits.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.limits = limits
        #: Seconds that the server has run: time in which something else held its process up does not count against callers.
        self.now = 0.0
        #: Numbers the moments at which connections begin to wait for a request.
        self.turns = count()
