"""Predictions on inputs of any form and number: fitted to the model, in batches, and back in the form of the inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from modelbook import _operations as operations
from modelbook._answers import parsed
from modelbook._async.http import AsyncHttp
from modelbook._batches import batches, further_on
from modelbook._calls import Call
from modelbook._fitting import Fitted, by_name, fitted, needs_schema, one_of_shape, positional
from modelbook._inputs import sent
from modelbook._models import ModelSchemaOut, Predictions
from modelbook._progress import display_for
from modelbook.errors import InputError, InvalidError, PermissionDeniedError

#: Methods whose inputs are the outputs of others: the schema of the model's inputs says nothing of them.
_BACKWARDS = frozenset({"inverse_transform"})


@dataclass(frozen=True)
class _Asked:
    """A model, and how it is asked: parameters and headers of each request."""

    http: AsyncHttp
    ref: str
    query: Mapping[str, Any]
    headers: Mapping[str, str]


@dataclass(frozen=True)
class _Answered:
    """Predictions, the version that gave them, and what puts them into the form of the inputs."""

    predictions: list[Any]
    model: str
    shaped: Callable[[list[Any]], Any]


async def predict(http: AsyncHttp, ref: str, inputs: Any, query: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Any:
    """Return predictions in the form of the inputs.

    Args:
        http: The connection.
        ref: The model.
        inputs: Inputs of any form that the client knows.
        query: Parameters of the request.
        headers: Further headers of it.

    Raises:
        InputError: The inputs cannot be sent, or do not fit the model.
        InvalidError: The server has refused them.
    """
    asked = _Asked(http, ref, query, headers or {})
    if query.get("method") in _BACKWARDS:
        return _shaped(await _asked(asked, positional(inputs)))
    if not needs_schema(inputs):
        return _shaped(await _asked_as_is(asked, inputs))
    answered = await _asked(asked, await _fitted(http, ref, inputs))
    known = http.schemas.get(ref)
    if known is not None and known.model != answered.model:  # A newer version, which may take other columns.
        http.schemas.pop(ref, None)
        answered = await _asked(asked, await _fitted(http, ref, inputs))
    return _shaped(answered)


async def _asked_as_is(asked: _Asked, inputs: Any) -> _Answered:
    """Send inputs; an array that is refused once more as a single input, if it has the shape of one."""
    try:
        return await _asked(asked, Fitted(inputs))
    except InvalidError:
        single = await _single(asked, inputs) if getattr(inputs, "ndim", 0) >= 2 else None
        if single is None:
            raise
    return await _asked(asked, single)


async def _single(asked: _Asked, inputs: Any) -> Fitted | None:
    """Return an array as a single input, if it has the shape of one; None if not, or if the key does not allow to read the shape."""
    try:
        return one_of_shape(inputs, (await _schema(asked.http, asked.ref)).input.to_json())
    except PermissionDeniedError:
        return None


def _shaped(answered: _Answered) -> Any:
    return answered.shaped(answered.predictions)


async def _fitted(http: AsyncHttp, ref: str, inputs: Any) -> Fitted:
    """Return inputs as the model takes them, by a schema that was read before if they fit it, else by the newest."""
    is_known = ref in http.schemas
    try:
        return _by_schema(inputs, await _schema(http, ref))
    except PermissionDeniedError:
        return by_name(inputs)  # The key is for predictions only: the server tells what does not fit.
    except InputError:
        http.schemas.pop(ref, None)
        if not is_known:
            raise
    return _by_schema(inputs, await _schema(http, ref))


def _by_schema(inputs: Any, found: ModelSchemaOut) -> Fitted:
    label = found.output.to_json().get("properties", {}).get("label", {})
    return fitted(inputs, found.input.to_json(), label.get("enum", ()))


async def _schema(http: AsyncHttp, ref: str) -> ModelSchemaOut:
    found = http.schemas.get(ref)
    if found is None:  # Another thread may remove it at any time: what is returned is never read from there again.
        found = http.schemas[ref] = await http.get(ModelSchemaOut, Call(operations.GET_MODEL_SCHEMA, {"ref": ref}))
    return found


async def _asked(asked: _Asked, found: Fitted) -> _Answered:
    """Send inputs, in batches of one model version."""
    http, ref = asked.http, asked.ref
    parts = list(batches(found.inputs))
    display = display_for(len(parts) > 1)
    predictions: list[Any] = []
    shaped, version, model = found.shaped, ref, ref
    try:
        for part in parts:
            body = sent(part.inputs)
            shaped = shaped or body.shaped
            answer = parsed(await http.send(Call(body.operation, {"ref": version}, asked.query, asked.headers, body.body)), Predictions)
            predictions += answer.predictions
            model = answer.model
            version = ref.rpartition("/")[0] + "/" + model if "/" in ref and "/" not in model else model
            display.show(part.done, f"predictions of {model}")
    except InvalidError as error:
        http.schemas.pop(ref, None)
        error.errors = further_on(error.errors, len(predictions))
        raise
    finally:
        display.close()
    assert shaped is not None  # There is at least one batch.
    return _Answered(predictions, model, shaped)
