# Written from _async/sessions.py by client/python/tools/generate.py; do not edit.
"""Sessions: models that remember the steps they were fed."""

from __future__ import annotations

from typing import Any

from modelbook import _operations as operations
from modelbook._sync.http import Http
from modelbook._calls import Call, json_body
from modelbook._inputs import rows_of
from modelbook._models import FedOut, SessionOut
from modelbook._operations import Operation


class Session:
    """An open session. Used in a `with` block, it is closed at the end.

    Args:
        http: The connection.
        ref: The model.
        id: Id of the session.
    """

    def __init__(self, http: Http, ref: str, id: str) -> None:
        self._http, self.ref, self.id = http, ref, id

    def predict(self, steps: Any) -> FedOut:
        """Feed one or more steps, and return a prediction after each.

        Args:
            steps: Numbers, or rows of numbers; oldest first.
        """
        call = self._call(operations.FEED_SESSION)
        call = Call(call.operation, call.path, body=json_body({"inputs": rows_of(steps)}))
        return self._http.get(FedOut, call)

    def state(self) -> SessionOut:
        """Return how many steps were fed, and when the session expires."""
        return self._http.get(SessionOut, self._call(operations.GET_SESSION))

    def close(self) -> None:
        """End the session."""
        self._http.send(self._call(operations.DELETE_SESSION))

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _call(self, operation: Operation) -> Call:
        return Call(operation, {"ref": self.ref, "session_id": self.id})


def open_session(http: Http, ref: str) -> Session:
    """Open a session with a model."""
    opened = http.get(SessionOut, Call(operations.OPEN_SESSION, {"ref": ref}))
    return Session(http, ref, opened.id)
