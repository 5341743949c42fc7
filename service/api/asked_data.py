"""Requests about the data of a spec: the body is read, the spec is checked, and its data found, before any of it is loaded."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool

from models.core.errors import DataError, Fault, SpecError, UnreachableError
from models.kinds import kinds_of
from models.preparing.parts import JobData
from models.specs.job import JobSpec
from models.specs.ports import port_sets
from models.specs.registered import Registered
from service.api.given_spec import GivenSpec
from service.api.submissions import EnvelopeT, sound_spec
from service.bodies.content import decoded_body
from service.deps import Parts
from service.errors import Invalid, Unavailable
from service.problem_types.of_server import DATA_UNREACHABLE

#: Computes an answer from the body of a request, the data of its spec, and the registered models.
Answer = Callable[[EnvelopeT, JobData, Registered], dict[str, Any]]


async def answered(request: Request, parts: Parts, envelope: type[EnvelopeT], answer: Answer[EnvelopeT]) -> Response:
    """Answer a request about the data of a spec, off the event loop and one at a time.

    Args:
        request: The request.
        parts: The parts of the service.
        envelope: The form of the body.
        answer: Computes the answer from the body, the data and the registered models; pointers of its SpecErrors are into the spec.
    """
    raw, _ = await decoded_body(request)
    async with parts.preparing:
        body = await run_in_threadpool(_answer, raw, parts, envelope, answer)
    return Response(body, media_type="application/json")


def _answer(raw: Any, parts: Parts, envelope: type[EnvelopeT], answer: Answer[EnvelopeT]) -> bytes:
    wanted, spec, given = sound_spec(raw, envelope, parts.lookup)
    with _faults_of_data(given):
        return orjson.dumps(answer(wanted, _data_of(spec, parts.lookup, parts.settings.cache), parts.lookup))


def _data_of(spec: JobSpec, registered: Registered, cache: Path) -> JobData:
    sets = port_sets(spec, registered)
    kinds = kinds_of(spec, {name: data_set.describe() for name, data_set in sets.targets.items()})
    return JobData(spec, sets, kinds, all(kind.takes_targets for kind in kinds.values()), cache)


@contextmanager
def _faults_of_data(given: GivenSpec) -> Iterator[None]:
    """Turn errors of loading and preparing data into problem responses that point into the body."""
    try:
        yield
    except SpecError as error:
        raise Invalid.of([given.located(fault) for fault in error.faults]) from error
    except UnreachableError as error:
        raise Unavailable(str(error), kind=DATA_UNREACHABLE) from error
    except DataError as error:
        raise Invalid.of([given.located(Fault("/data", str(error)))]) from error
