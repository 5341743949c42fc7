"""Models that are trained again: on new data, or to see whether the result is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelbook import _operations as operations
from modelbook._async.bound import bind, given
from modelbook._async.http import AsyncHttp
from modelbook._async.jobs import AsyncJob
from modelbook._calls import Call, json_body, submission_headers
from modelbook._operations import Operation
from modelbook._specs import Patch


class AsyncRetrainingCalls:
    """How a model is trained again."""

    if TYPE_CHECKING:
        ref: str
        _http: AsyncHttp

    async def retrain(self, source: Any = None, patch: Patch | None = None, *, idempotency_key: str | None = None, **fields: Any) -> AsyncJob:
        """Train the recorded spec again from new weights, and register the result as a new version: `job.watch()`, then `job.refresh().retraining`.

        Args:
            source: `newest` for what the data set has grown to, an object with `source` such as an uploaded data set, or a name; the recorded
                data when left out.
            patch: Merge patch on the recorded spec.
            idempotency_key: Key under which repeated requests are one; a new one when left out.
            fields: `name`, `priority`, `notify`, and `promote`: which alias is moved to the new version, and when, such as
                `{"alias": "champion", "when": "if_better", "metric": "accuracy", "margin": 0.01}`.

        Raises:
            InvalidError: The spec does not fit the data; `errors` says where.
        """
        asked = given(source=getattr(source, "source", source), patch=patch, **fields)
        return await self._submitted(operations.RETRAIN_MODEL, asked, idempotency_key)

    async def reproduce(self, *, idempotency_key: str | None = None, **fields: Any) -> AsyncJob:
        """Train the recorded spec on the same data, and compare the result with the model: `job.wait()`, which returns it with `reproduction`.

        Args:
            idempotency_key: Key under which repeated requests are one; a new one when left out.
            fields: `priority`, `notify`.

        Raises:
            ConflictError: The model was imported, or its data is gone.
        """
        return await self._submitted(operations.REPRODUCE_MODEL, given(**fields), idempotency_key)

    async def _submitted(self, operation: Operation, asked: dict[str, Any], key: str | None) -> AsyncJob:
        call = Call(operation, {"ref": self.ref}, headers=submission_headers(operation, key), body=json_body(asked))
        return bind(await self._http.get(AsyncJob, call), self._http)
