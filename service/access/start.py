"""What must be there before the API listens: beyond this machine, something that checks who calls."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from service.access.admin_key import MAKE, register_admin_key
from service.access.keyless import Keyless, is_loopback
from service.access.start_error import StartError
from service.settings import Settings
from service.settings_errors import reason_of_database
from service.store.database import Database
from service.store.keys import Keys

log = logging.getLogger(__name__)

_NO_KEY = f"""the API would listen on {{host}}, where other machines may reach it, and nothing checks who calls. Ways out:
- create a key: modelbook keys create --owner NAME --scopes admin (of the data folder of `modelbook up`: with --data)
- for containers, set MODELBOOK_ADMIN_KEY_FILE to a file with a key: {MAKE}
- take the tokens of your identity provider: MODELBOOK_OIDC_ISSUER and MODELBOOK_OIDC_AUDIENCE
- listen on this machine only: --host 127.0.0.1
- start it with --open, if a proxy in front of it checks who calls, and nobody reaches it past the proxy"""


def admit(settings: Settings, database: Database, host: str, *, is_open: bool) -> Keyless:
    """Prepare the keys of an API that is about to listen.

    Args:
        settings: Its settings.
        database: Its database, migrated.
        host: The address that it listens on.
        is_open: Whether everyone may do without a key.

    Returns:
        Whose requests without a key it takes.

    Raises:
        StartError: It may not start like this.
    """
    keys = Keys(database)
    try:
        if settings.admin_key_file is not None:
            register_admin_key(settings.admin_key_file, keys)
        keyless = _keyless(settings, host, is_open=is_open)
        if keyless is Keyless.NOBODY and not settings.oidc_issuer and not keys.any_active():
            _without_key(host)
    except SQLAlchemyError as error:
        raise StartError(
            f"the keys cannot be read from the database ({reason_of_database(error)}); if it is new, run `modelbook migrate` first"
        ) from error
    return keyless


def _keyless(settings: Settings, host: str, *, is_open: bool) -> Keyless:
    if is_open and settings.keys == "required":
        raise StartError("expected either MODELBOOK_KEYS=required or --open, got both: the one asks for keys and the other does without")
    if is_open:
        log.warning(
            "The API takes every request without a key (--open): whoever reaches %s may do everything, unless a proxy checks who calls.", host
        )
        return Keyless.EVERYONE
    return Keyless.THIS_MACHINE if settings.keys == "auto" and is_loopback(host) else Keyless.NOBODY


def _without_key(host: str) -> None:
    """Refuse to start, or say how to get in where that can be done later.

    Raises:
        StartError: Other machines reach the address.
    """
    if not is_loopback(host):
        raise StartError(_NO_KEY.format(host=host or "every address"))
    log.warning("The API requires keys, and there is none yet; create one with: modelbook keys create --owner NAME --scopes admin")
