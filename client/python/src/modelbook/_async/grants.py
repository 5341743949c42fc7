"""Whom models and data sets are shared with."""

from __future__ import annotations

from modelbook import _operations as operations
from modelbook._async.http import AsyncHttp
from modelbook._calls import Call, json_body
from modelbook._models import GivenGrantOut, GrantsOut

_MODEL = (operations.LIST_MODEL_GRANTS, operations.GIVE_MODEL_GRANT, operations.WITHDRAW_MODEL_GRANT, "name")
_DATASET = (operations.LIST_DATASET_GRANTS, operations.GIVE_DATASET_GRANT, operations.WITHDRAW_DATASET_GRANT, "dataset_id")


class AsyncGrants:
    """The grants on one thing.

    Args:
        http: The connection.
        kind: `model` or `dataset`.
        name: Name of the model, or id of the data set.
    """

    def __init__(self, http: AsyncHttp, kind: str, name: str) -> None:
        self._http = http
        self._list, self._give, self._withdraw, parameter = _MODEL if kind == "model" else _DATASET
        self._path = {parameter: name}

    async def list(self) -> GrantsOut:
        """Return whom it is shared with."""
        return await self._http.get(GrantsOut, Call(self._list, self._path))

    async def give(self, owner: str, right: str = "use") -> GivenGrantOut:
        """Share it.

        Args:
            owner: With whom; `*` for every owner.
            right: `read`, or `use`, which includes it.
        """
        call = Call(self._give, {**self._path, "owner": owner}, body=json_body({"right": right}))
        return await self._http.get(GivenGrantOut, call)

    async def withdraw(self, owner: str) -> None:
        """Share it no longer."""
        await self._http.send(Call(self._withdraw, {**self._path, "owner": owner}))
