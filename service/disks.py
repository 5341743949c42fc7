"""The folders whose disks must have room: workers start no job without it, and `/readyz` reports it."""

from pathlib import Path

from service.settings import Settings
from service.store.database import files_of


def folders_with_room(settings: Settings) -> dict[str, Path]:
    """Return the folders by what is in them: files, cache, and the database if that is a file."""
    folders = {"files": settings.files, "cache": settings.cache}
    if database := files_of(settings.database_url):
        folders["database"] = database[0].parent
    return folders
