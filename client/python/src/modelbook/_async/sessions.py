"""Sessions: models that remember the steps they were fed."""

from __future__ import annotations

from typing import Any

from modelbook import _operations as operations
from modelbook._async.http import AsyncHttp
from modelbook._calls import Call, json_body
from modelbook._inputs import rows_of
from modelbook._models import FedOut, SessionOut
from modelbook._operations import Operation


class AsyncSession:
    """An open session. Used in a `with` block, it is closed at the end.

    Args:
        http: The connection.
        ref: The model.
        id: Id of the session.
    """

    def __init__(self, http: AsyncHttp, ref: str, id: str) -> None:
        self._http, self.ref, self.id = http, ref, id

    async def predict(self, steps: Any) -> FedOut:
        """Feed one or more steps, and return a prediction after each.

        Args:
            steps: Numbers, or rows of numbers; oldest first.
        """
        call = self._call(operations.FEED_SESSION)
        call = Call(call.operation, call.path, body=json_body({"inputs": rows_of(steps)}))
        return await self._http.get(FedOut, call)

    async def state(self) -> SessionOut:
        """Return how many steps were fed, and when the session expires."""
        return await self._http.get(SessionOut, self._call(operations.GET_SESSION))

    async def close(self) -> None:
        """End the session."""
        await self._http.send(self._call(operations.DELETE_SESSION))

    async def __aenter__(self) -> AsyncSession:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    def _call(self, operation: Operation) -> Call:
        return Call(operation, {"ref": self.ref, "session_id": self.id})


async def open_session(http: AsyncHttp, ref: str) -> AsyncSession:
    """Open a session with a model."""
    opened = await http.get(SessionOut, Call(operations.OPEN_SESSION, {"ref": ref}))
    return AsyncSession(http, ref, opened.id)
