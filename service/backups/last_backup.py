"""The note in a folder of files of the last backup that was taken of them, for `modelbook doctor`. It is in no backup itself."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from models.core.files import write_atomically

#: Name of the note.
LAST_BACKUP = "last-backup.json"


@dataclass(frozen=True)
class LastBackup:
    """The last backup.

    Args:
        folder: Its folder, as the machine names it that took it.
        taken_at: Time of its rows, in seconds since 1970.
        n_missing: Files that its rows name, and that the installation did not have.
    """

    folder: str
    taken_at: float
    n_missing: int = 0

    def write(self, files: Path) -> None:
        """Write the note into a folder of files.

        Raises:
            OSError: It cannot be written.
        """
        text = json.dumps(asdict(self))
        write_atomically(files / LAST_BACKUP, lambda draft: draft.write_text(text, encoding="utf-8"))

    @classmethod
    def of(cls, files: Path) -> "LastBackup | None":
        """Return the last backup of a folder of files; None where there is no note, or none that can be read."""
        try:
            found = json.loads((files / LAST_BACKUP).read_text(encoding="utf-8"))
            return cls(str(found["folder"]), float(found["taken_at"]), int(found.get("n_missing", 0)))
        except (OSError, ValueError, KeyError, TypeError):
            return None
