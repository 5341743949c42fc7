"""What stands in front of the application, for requests that go past it: the same checks, by the same code."""

from dataclasses import dataclass

from starlette.types import Scope

from service.access.caller import Caller
from service.access.caller import Scope as Right
from service.access.login import Login
from service.access.rate_limits import Rates, bucket_of, take_token
from service.http.gate import Gate
from service.http.work import Work


@dataclass(frozen=True)
class Admission:
    """Finds callers who may predict. A request that it does not let in is refused, with the reason, by the middleware that has the check.

    Args:
        gate: Knows host names and origins.
        login: Finds callers.
        rates: Counts their requests.
        work: The requests in work.
    """

    gate: Gate
    login: Login
    rates: Rates
    work: Work

    def passes(self, scope: Scope) -> bool:
        """Tell whether requests with a head pass the gate, on a connection."""
        return self.gate.refusal(scope) is None

    def caller(self, scope: Scope) -> Caller | None:
        """Return the caller of a request to predict that passes the gate; None for one that is not let in here."""
        if self.work.is_full:
            return None
        caller = self.login.known(scope)
        return caller if caller is not None and caller.has(Right.PREDICT) else None

    def counts(self, scope: Scope, caller: Caller) -> bool:
        """Count a request that is about to be answered; tell whether it is within the rates. It is counted once, also if it is left after all."""
        by_address, by_key = self.rates.by_address, self.rates.by_key
        if by_address.per_s and (address := self.rates.addresses.of(scope)) is not None and take_token(scope, by_address, address):
            return False
        return not (by_key.per_s and (bucket := bucket_of(caller)) is not None and take_token(scope, by_key, bucket))
