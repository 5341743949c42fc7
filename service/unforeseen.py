"""Files at which a reader fails in a way that nobody has foreseen: the file is refused, and the failure is logged."""

from models.core.errors import DataError


class UnforeseenError(DataError):
    """A reader failed at a file; its cause is to be logged, as the reader lacks a refusal that says what is wrong."""
