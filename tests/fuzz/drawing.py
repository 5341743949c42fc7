"""Cases that are drawn for the operations of a document: by its schemas, at their borders, near its examples, and one after the other."""

import random
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import Any

import hypothesis
import schemathesis
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from schemathesis import APIOperation, BaseSchema, Case, GenerationMode, Response

from models.catalog import recipes
from tests.described import JSON
from tests.fuzz.changed_json import changed
from tests.fuzz.drawn_once import once
from tests.fuzz.known import Known
from tests.fuzz.odd_headers import set_odd

#: Sends a case; None where there was no response.
Send = Callable[[Case[Any]], Response | None]
#: Cases at the borders of one operation among which is chosen: those of a spec have no end.
MAX_BORDERS = 200
#: Longest chain of calls that pass on what they got.
MAX_STEPS = 8
_BOTH = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


def schema_of(url: str) -> BaseSchema:
    """Return the schema of the document that a service gives."""
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
    schema.config.generation.update(with_security_parameters=False)  # What is sent instead of a key is a check of its own.
    return schema


def operations_of(schema: BaseSchema) -> dict[str, APIOperation[Any, Any, Any, Any]]:
    """Return the operations by name."""
    found = [result.ok() for result in schema.get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


class Cases:
    """Cases of one operation.

    Args:
        operation: The operation.
        known: What is there.
        send: Sends a case.
    """

    def __init__(self, operation: APIOperation[Any, Any, Any, Any], known: Known, send: Send) -> None:
        self._operation, self._known, self._send = operation, known, send

    def send_drawn(self, n_cases: int, seed: str) -> None:
        """Send cases that the schemas allow, or just do not, and examples with changes."""

        def send(data: st.DataObject, case: Case[Any]) -> None:
            self._known.place(case, data)
            set_odd(case, data)
            if self._near is not None and data.draw(st.booleans()):
                case.body = data.draw(self._near)
            self._send(case)

        hypothesis.seed(seed)(once(n_cases)(given(data=st.data(), case=self._by_schema)(send)))()

    def send_borders(self, n_cases: int, seed: str) -> None:
        """Send cases at the borders of the schemas: longest and shortest values, missing and doubled ones, other methods."""
        draws = random.Random(seed)
        for _ in range(min(n_cases, len(self._borders))):
            case = self._borders.pop(draws.randrange(len(self._borders)))
            self._known.place_at(case, draws)
            self._send(case)

    @cached_property
    def _by_schema(self) -> st.SearchStrategy[Case[Any]]:
        has_input = bool(list(self._operation.iter_parameters()) or self._operation.body)
        return st.one_of([self._operation.as_strategy(generation_mode=mode) for mode in (_BOTH if has_input else _BOTH[:1])])

    @cached_property
    def _borders(self) -> list[Case[Any]]:
        schema = self._operation.schema
        config = schema.config.generation_for(operation=self._operation, phase="coverage")
        return list(islice(schema.iter_coverage_cases(self._operation, generation_modes=_BOTH, generation_config=config), MAX_BORDERS))

    @cached_property
    def _near(self) -> st.SearchStrategy[Any] | None:
        """Bodies near the examples of the operation, and near recipes where it takes a spec; None where it takes no JSON."""
        content = self._operation.definition.raw.get("requestBody", {}).get("content", {}).get(JSON, {})
        if "example" not in content:
            return None
        examples = [content["example"]]
        if "spec" in examples[0] or "recipe" in examples[0]:
            examples += [{"spec": recipe.spec} for recipe in recipes().values()]
        return st.sampled_from(examples).flatmap(changed)


def send_chains(schema: BaseSchema, send: Send, n_chains: int, seed: str) -> None:
    """Send chains of calls, each with values of the responses before: a job, its model, a prediction.

    Equal draws get other responses later, which Hypothesis, where it sees it, calls flaky: the chains that are left are then drawn by another seed.
    """
    begun: list[None] = []

    class Chain(schema.as_state_machine()):  # type: ignore[misc]
        def setup(self) -> None:
            begun.append(None)

        def call(self, case: Case[Any], **_: Any) -> Response:
            return send(case) or reject()

        def validate_response(self, *_: Any, **__: Any) -> None:
            """Pass: it was judged where it was sent."""

    while len(begun) < n_chains:
        hypothesis.seed(f"{seed} {len(begun)}")(Chain)
        with suppress(Flaky):
            Chain.run(settings=settings(once(n_chains - len(begun)), stateful_step_count=MAX_STEPS))
