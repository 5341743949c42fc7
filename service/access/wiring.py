"""The parts that find callers, and their place in front of an application."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.applications import Starlette

from service.access.accounts import accounts_of
from service.access.callers import Callers
from service.access.keyless import Keyless
from service.access.login import Login
from service.access.page_sessions import PageSessions
from service.access.rate_limits import AddressRate, KeyRate, Rates
from service.access.references import SharedReferences
from service.access.stream_tokens import StreamTokens
from service.settings import Settings
from service.store.audit import Audit
from service.store.database import Database
from service.store.keys import Keys


@dataclass(frozen=True)
class Access:
    """Keys, who calls with them, and how often."""

    keys: Keys
    audit: Audit
    tokens: StreamTokens
    sessions: PageSessions
    callers: Callers
    rates: Rates

    @classmethod
    def of(cls, settings: Settings, database: Database) -> "Access":
        """Return the parts for an installation.

        Raises:
            StartError: The settings of OpenID Connect, or the trusted proxies, cannot be used.
        """
        keys, tokens, sessions = Keys(database), StreamTokens(settings.broker_url), PageSessions(settings.broker_url)
        callers = Callers(keys, tokens, sessions, accounts_of(settings))
        return cls(keys, Audit(database), tokens, sessions, callers, Rates.of(settings))

    def close(self) -> None:
        """End its threads and connections."""
        self.callers.close()
        self.tokens.close()
        self.sessions.close()


def install_access(app: Starlette, access: Access, keyless: Keyless, own_names: Iterable[str], below_models: Mapping[str, Iterable[str]]) -> None:
    """Put the login and the request rates in front of an application, and what reads references to models of other owners.

    Args:
        app: The application.
        access: Finds callers, and counts their requests.
        keyless: Whose requests without a key are taken.
        own_names: Names of this machine besides those of loopback.
        below_models: What may stand below a model, by the beginning of the path.
    """
    app.add_middleware(SharedReferences, below=below_models)
    app.add_middleware(KeyRate, rates=access.rates)
    app.add_middleware(Login, callers=access.callers, keyless=keyless, own_names=own_names)
    app.add_middleware(AddressRate, rates=access.rates)  # In front of the login: wrong keys are bounded, too.
