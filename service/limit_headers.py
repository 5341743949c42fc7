"""Headers of a response that refuses a request because a limit is reached (draft-ietf-httpapi-ratelimit-headers-11)."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """A limit, as the headers describe it.

    Args:
        name: Its name in `GET /v1/me`.
        most: The limit.
        unit: What is counted.
        window_s: Seconds over which it is counted; None for what exists at a time.
    """

    name: str
    most: float
    unit: str
    window_s: float | None = None

    def headers(self, remaining: float, reset_s: float) -> dict[str, str]:
        """Return the headers RateLimit-Policy and RateLimit.

        Args:
            remaining: What is left of the limit.
            reset_s: Seconds until more of it may be left.
        """
        policy = f'"{self.name}";q={int(self.most)};qu="{self.unit}"'
        window = "" if self.window_s is None else f";w={math.ceil(self.window_s)}"
        return {
            "RateLimit-Policy": policy + window,
            "RateLimit": f'"{self.name}";r={max(0, int(remaining))};t={seconds(reset_s)}',
        }


def seconds(delay_s: float) -> int:
    """Return a delay as whole seconds, at least one: a caller that waits no longer than asked is not refused again at once."""
    return max(1, math.ceil(delay_s))
