"""Middleware that bounds how many requests a caller sends: by address before the login, by key after it."""

from dataclasses import dataclass
from typing import Self

from starlette.types import ASGIApp, Receive, Scope, Send

from service.access.addresses import Addresses
from service.access.caller import ANYONE, Caller
from service.access.rate import Rate
from service.access.refused import refusal_of
from service.errors import TooMany
from service.http.refusal import Refusal
from service.http.work import HEALTH_PATHS
from service.limit_headers import seconds
from service.problem_types.of_access import TOO_MANY_REQUESTS
from service.settings import Settings


@dataclass(frozen=True)
class Rates:
    """The rates of one process, and where its callers come from."""

    addresses: Addresses
    by_address: Rate
    by_key: Rate

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the rates of an installation: nobody has sent anything yet.

        Raises:
            StartError: A trusted proxy of the settings is malformed.
        """
        addresses = Addresses(filter(None, settings.trusted_proxies.split(",")))
        by_address = Rate("address_requests", settings.address_requests_per_s)
        return cls(addresses, by_address, Rate("key_requests", settings.key_requests_per_s))


def bucket_of(caller: Caller) -> str | None:
    """Return the name of a caller's bucket: its key's, or its owner's where it has an account instead. None for one who needs no key."""
    if caller is ANYONE:
        return None
    return caller.key_id or f"owner {caller.owner}"


def take_token(scope: Scope, rate: Rate, bucket: str) -> float:
    """Take a token for a request, once: one that was counted before it was left to the application is not counted again.

    Args:
        scope: The request.
        rate: The rate.
        bucket: Whose bucket.

    Returns:
        0 if there was one; else the seconds until there is.
    """
    counted = scope.setdefault("modelbook.counted", set())
    if rate in counted:
        return 0.0
    wait_s = rate.take(bucket)
    if not wait_s:
        counted.add(rate)
    return wait_s


class AddressRate:
    """ASGI middleware that refuses too many requests of one address. It stands before the login, so that wrong keys are bounded, too.

    Args:
        app: The application behind it.
        rates: The rates.
    """

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        self._app, self._address_of, self._rate = app, rates.addresses.of, rates.by_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if self._rate.per_s and scope["type"] == "http" and scope["path"] not in HEALTH_PATHS:
            address = self._address_of(scope)
            wait_s = take_token(scope, self._rate, address) if address is not None else 0.0
            if wait_s:
                await _refused(f"from the address {address}", "MODELBOOK_ADDRESS_REQUESTS_PER_S", self._rate, wait_s)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class KeyRate:
    """ASGI middleware that refuses too many requests with one key. It stands behind the login, which finds the caller.

    Args:
        app: The application behind it.
        rates: The rates.
    """

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        self._app, self._rate = app, rates.by_key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        caller = scope.get("caller")
        if caller is not None and self._rate.per_s and scope["path"] not in HEALTH_PATHS:
            bucket = bucket_of(caller)
            wait_s = take_token(scope, self._rate, bucket) if bucket is not None else 0.0
            if wait_s:
                whose = f"with the key {caller.key_id}" if caller.key_id else f"of owner {caller.owner}"
                await _refused(whose, "MODELBOOK_KEY_REQUESTS_PER_S", self._rate, wait_s)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _refused(whose: str, setting: str, rate: Rate, wait_s: float) -> Refusal:
    expected = f"expected at most {rate.per_s:g} requests a second {whose}, and {rate.limit.most:,} at once, got more"
    detail = f"{expected}; wait {seconds(wait_s)} s, or let an administrator raise {setting}"
    return refusal_of(TooMany(detail, wait_s, rate.limit.headers(0, wait_s), kind=TOO_MANY_REQUESTS))
