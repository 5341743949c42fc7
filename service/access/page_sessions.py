"""Sessions of pages: a browser that has logged in with a key sends a cookie with a random text instead of it.

The text ends with the key that it was given for, when the page logs out, and when it was not used for some hours.
"""

from service.access.caller import Caller
from service.access.stored_callers import StoredCallers
from service.store.key_text import PAGE_PREFIX, new_key

#: Seconds after its last use for which a session can be used.
VALID_FOR_S = 12 * 3600.0
#: Most sessions of one key, or of an owner whose accounts have none.
MOST_OF_CALLER = 100


class PageSessions:
    """The sessions of pages of a service. Called off the event loop.

    Args:
        url: Address of the Redis or Valkey server.
    """

    def __init__(self, url: str) -> None:
        self._stored = StoredCallers(url, "page-session", VALID_FOR_S, MOST_OF_CALLER)

    def begin(self, caller: Caller, instead_of: str | None = None) -> str:
        """Begin a session of a caller, and return its text.

        Args:
            caller: Who has logged in.
            instead_of: Text of the session that the page had before, which ends; None without one.

        Raises:
            Unavailable: Redis is unavailable.
        """
        if instead_of is not None:
            self.end(instead_of)
        text = new_key(PAGE_PREFIX)
        self._stored.keep(text, caller)
        return text

    def find(self, digest: str) -> Caller | None:
        """Return the caller of a session as it has logged in, and count this as a use; None if there is no such session any more.

        Args:
            digest: Digest of its text.

        Raises:
            Unavailable: Redis is unavailable.
        """
        return self._stored.find(digest, renews=True)

    def end(self, text: str) -> None:
        """End a session.

        Raises:
            Unavailable: Redis is unavailable.
        """
        self._stored.forget(text)

    def close(self) -> None:
        """Close the connections."""
        self._stored.close()
