"""A run over a whole API: a number of cases, spread over all its operations, and what came of them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from tests.acceptance.service import Service
from tests.fuzz.calling import Calls
from tests.fuzz.drawing import MAX_STEPS, Cases, operations_of, schema_of, send_chains
from tests.fuzz.known import Known

#: Most cases of an operation in a row: what one operation makes is there for the others.
MAX_TURN = 10
#: Part of them that is drawn by the schemas; the others are at their borders.
DRAWN = 0.6
#: Part of all cases that are sent in chains.
IN_CHAINS = 0.15


@dataclass(frozen=True)
class Plan:
    """What a run does.

    Args:
        n_cases: Number of cases; some of them may not be sent, as a client cannot write them.
        seed: Seed of what is drawn.
        only: Operations that are called, without chains; all when empty.
    """

    n_cases: int
    seed: int
    only: Sequence[str] = ()


def fuzzed(service: Service, known: Known, plan: Plan) -> Calls:
    """Send the cases of a plan to a service and return what came of them."""
    schema, calls = schema_of(str(service.http.base_url)), Calls(service, known)
    cases = {name: Cases(operation, known, calls.make) for name, operation in operations_of(schema).items() if not plan.only or name in plan.only}
    draws, n_chained = random.Random(plan.seed), 0 if plan.only else round(IN_CHAINS * plan.n_cases)
    turn, each = 0, min(MAX_TURN, ceil((plan.n_cases - n_chained) / len(cases)))
    n_before = -1
    while n_before < calls.n_cases < plan.n_cases - n_chained:  # A service that is gone answers nothing, and is among the failures.
        n_before = calls.n_cases
        for name in draws.sample(list(cases), len(cases)):
            cases[name].send_drawn(ceil(each * DRAWN), f"{plan.seed} {name} {turn}")
            cases[name].send_borders(each - ceil(each * DRAWN), f"{plan.seed} {name} {turn}")
        turn += 1
        print(f"{calls.n_cases:,} of {plan.n_cases:,} cases, {len(calls.failures):,} failures", flush=True)
    if n_chained:
        send_chains(schema, calls.make, max(1, n_chained // MAX_STEPS), str(plan.seed))
    return calls
