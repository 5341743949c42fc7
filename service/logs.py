"""Log format: one sentence, then its fields."""

import logging

from models.core.names import seen

#: Attributes of every record; others are from `extra`.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


class FieldsFormatter(logging.Formatter):
    """Appends a record's extra fields to its message, as name=value."""

    def format(self, record: logging.LogRecord) -> str:
        fields = " ".join(f"{name}={seen(str(value))}" for name, value in vars(record).items() if name not in _USUAL)
        text = super().format(record)
        return f"{text} [{fields}]" if fields else text

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name in logging
        """Return the sentence on one line: a name with a newline in it must not look like another record."""
        return seen(super().formatMessage(record))


def configure_logs() -> None:
    """Send the logs of this process to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(FieldsFormatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
