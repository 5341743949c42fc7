"""The position of a span in a trace, and its form in the header `traceparent` (W3C Trace Context)."""

import re
from dataclasses import dataclass
from random import getrandbits, random
from typing import Self

#: Name of the header, in requests and in the rows of jobs.
TRACEPARENT = b"traceparent"
#: Later versions may append fields to those of version 00; "ff" is no version.
_FORM = re.compile(rb"(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
#: Bit of the flags that says that the caller records its part of the trace.
_SAMPLED = 1


@dataclass(slots=True)
class Trace:
    """The position of a span in a trace.

    Args:
        trace_id: Id of the trace, 32 hexadecimal digits.
        span_id: Id of the span, 16 hexadecimal digits.
        parent_id: Id of the span that it is part of; empty for the first of a trace.
        is_sampled: Whether it is exported.
        is_given: Whether the caller has decided on that.
    """

    trace_id: str
    span_id: str
    parent_id: str = ""
    is_sampled: bool = True
    is_given: bool = False

    @classmethod
    def begun(cls, header: bytes | None, part: float) -> Self:
        """Begin the span of a request.

        Args:
            header: Value of its `traceparent`; None without one. A malformed one counts as none.
            part: Part of the requests without one that are exported, 0 to 1.
        """
        return cls.within(header) or cls(f"{getrandbits(128):032x}", _new_span_id(), is_sampled=random() < part)

    @classmethod
    def within(cls, header: bytes | None) -> Self | None:
        """Begin a span within the one that a header names; None without a header, or with a malformed one."""
        found = None if header is None else _FORM.fullmatch(header)
        if found is None or (found[1] == b"00" and found[5] is not None):
            return None
        return cls(found[2].decode(), _new_span_id(), found[3].decode(), bool(int(found[4], 16) & _SAMPLED), is_given=True)

    def child(self) -> Self:
        """Begin a span within this one."""
        return type(self)(self.trace_id, _new_span_id(), self.span_id, self.is_sampled, self.is_given)

    def keep(self) -> None:
        """Let the span be exported, unless the caller has decided that it is not."""
        self.is_sampled = self.is_sampled or not self.is_given

    @property
    def traceparent(self) -> str:
        """Return the value of the header for what this span causes."""
        return f"00-{self.trace_id}-{self.span_id}-{int(self.is_sampled):02x}"


def _new_span_id() -> str:
    return f"{getrandbits(64):016x}"
