"""Accounts of another service: its tokens are taken where the settings name an issuer of OpenID Connect."""

from service.access.callers import Accounts
from service.access.start_error import StartError
from service.settings import Settings


def accounts_of(settings: Settings) -> Accounts | None:
    """Return what verifies the tokens of the settings' issuer; None if they name none.

    Raises:
        StartError: The settings are incomplete or not safe, or the packages are not installed.
    """
    if not settings.oidc_issuer:
        return None
    try:
        from service.access.oidc import Issuer  # Its packages are those of an extra, which few need.
    except ImportError as error:
        needed = "MODELBOOK_OIDC_ISSUER needs the extra `oidc`; install it with: pip install 'modelbook[oidc]'"
        raise StartError(needed) from error
    return Issuer.of(settings)
