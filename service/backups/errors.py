"""What a backup, a restore or a move cannot do."""


class BackupError(Exception):
    """A backup cannot be made or used; the message says what was expected and what was found."""


class DamagedBackupError(BackupError):
    """A backup is not as it was written."""
