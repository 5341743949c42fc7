"""Server-sent events: the lines of a stream as messages."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Message:
    """A message of a stream.

    Args:
        event: Its kind.
        data: Its data, JSON.
        id: Its id; empty for none.
    """

    event: str = "message"
    data: str = ""
    id: str = ""


@dataclass
class Lines:
    """Puts lines together to messages; one that is not whole when the stream ends is dropped."""

    _message: Message = field(default_factory=Message)
    _data: list[str] = field(default_factory=list)

    def add(self, line: str) -> Message | None:
        """Add a line, and return the message that it completes."""
        if line:
            self._field(*line.partition(":"))
            return None
        whole, data = self._message, self._data
        self._message, self._data = Message(), []
        whole.data = "\n".join(data)
        return whole if data else None

    def _field(self, name: str, _colon: str, value: str) -> None:
        value = value[1:] if value.startswith(" ") else value
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._message.event = value
        elif name == "id":
            self._message.id = value
