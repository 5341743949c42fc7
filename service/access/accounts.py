"""Accounts of another service: its tokens are taken where the settings name an issuer of OpenID Connect."""

from models.core.errors import MissingExtraError
from models.core.extras import require_extra
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
        require_extra("oidc", "MODELBOOK_OIDC_ISSUER is set")
    except MissingExtraError as error:
        raise StartError(str(error)) from error
    from service.access.oidc import Issuer  # Its packages are those of the extra, which few need.

    return Issuer.of(settings)
