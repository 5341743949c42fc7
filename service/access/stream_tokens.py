"""Stream tokens: short-lived keys for event streams of browsers, which cannot send headers (EventSource)."""

from dataclasses import dataclass, replace

from service.access.caller import Caller, Scope
from service.access.stored_callers import StoredCallers
from service.store.key_text import STREAM_PREFIX, digest_of, new_key

#: Seconds for which a token can be used, also again by a browser that connects anew.
VALID_FOR_S = 60.0


@dataclass(frozen=True)
class StreamToken:
    """A token.

    Args:
        text: Its text.
        expires_at: When it expires, in seconds since 1970.
    """

    text: str
    expires_at: float


class StreamTokens:
    """The stream tokens of a service. Called off the event loop.

    Args:
        url: Address of the Redis or Valkey server.
    """

    def __init__(self, url: str) -> None:
        self._stored = StoredCallers(url, "stream-token", VALID_FOR_S)

    def create(self, caller: Caller) -> StreamToken:
        """Create a token that follows the jobs of a caller, and may only read, for as long as its key is valid.

        Raises:
            Unavailable: Redis is unavailable.
        """
        text = new_key(STREAM_PREFIX)
        return StreamToken(text, self._stored.keep(text, replace(caller, scopes=frozenset({Scope.READ}))))

    def find(self, text: str) -> Caller | None:
        """Return the caller of a token; None if there is no such token, or it has expired.

        Raises:
            Unavailable: Redis is unavailable.
        """
        return self._stored.find(digest_of(text))

    def close(self) -> None:
        """Close the connections."""
        self._stored.close()
