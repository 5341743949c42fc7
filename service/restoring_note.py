"""The note in a folder of files that a backup is being restored into it.

A restore that was cut off goes on from there, and nothing is started before it has ended.
"""

import json
from pathlib import Path

from models.core.files import write_atomically

#: Name of the note.
RESTORING = "restoring.json"


def note_restore(files: Path, backup: Path, manifest_sha256: str) -> None:
    """Note in a folder of files that a backup is being restored: all of its files are there, and its rows come.

    Args:
        files: The folder.
        backup: Folder of the backup, for people.
        manifest_sha256: SHA-256 of its manifest.
    """
    text = json.dumps({"backup": str(backup), "manifest_sha256": manifest_sha256})
    write_atomically(files / RESTORING, lambda draft: draft.write_text(text, encoding="utf-8"))


def forget_restore(files: Path) -> None:
    """Remove the note: the restore has ended."""
    (files / RESTORING).unlink()


def restored_manifest(files: Path) -> str | None:
    """Return the SHA-256 of the manifest of the backup that is being restored; None if none is."""
    return _noted(files).get("manifest_sha256")


def restored_backup(files: Path) -> str | None:
    """Return the folder of the backup that is being restored; None if none is."""
    return _noted(files).get("backup")


def _noted(files: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((files / RESTORING).read_text(encoding="utf-8"))
    except OSError:  # Without one, or with a folder that cannot be read, of which whoever uses it says so.
        return {}
    return found
