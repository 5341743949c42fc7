"""Packages that the settings need: looked for before the rest of a program is imported, which takes seconds."""

from models.core.errors import MissingExtraError
from models.core.extras import installing, require_extra
from service.settings import Settings


def require_needed_packages(settings: Settings) -> None:
    """Require the packages of the extras that settings need.

    Raises:
        MissingExtraError: Something is not installed.
    """
    require_driver(settings.database_url)
    require_exporter(settings)
    if settings.oidc_issuer:
        require_extra("oidc", "MODELBOOK_OIDC_ISSUER is set")


def require_exporter(settings: Settings) -> None:
    """Require that traces can be exported, if that is wanted.

    Raises:
        MissingExtraError: They cannot.
    """
    if settings.traces_url:
        require_extra("otel", "MODELBOOK_TRACES_URL is set")


def require_driver(database_url: str) -> None:
    """Require that the driver of a database can be used; that of SQLite always can.

    Raises:
        MissingExtraError: It cannot.
    """
    if not database_url.startswith("postgresql"):
        return
    require_extra("postgres", "MODELBOOK_DATABASE_URL names PostgreSQL")
    try:
        import psycopg  # noqa: F401 - a package of the extra, which may be there without the library of PostgreSQL
    except ImportError as error:
        raise MissingExtraError(
            f"MODELBOOK_DATABASE_URL names PostgreSQL, whose driver cannot be used ({error}). {installing('postgres')}"
        ) from error
