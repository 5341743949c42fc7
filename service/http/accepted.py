"""Which coding of a body a caller prefers (RFC 9110, section 12.5.3)."""

from functools import lru_cache

#: Codings that are offered, the better one first.
OFFERED = ("br", "gzip")
#: Names under which old callers know a coding.
_ALIASES = {"x-gzip": "gzip"}


@lru_cache(64)
def chosen_coding(header: bytes) -> str | None:
    """Return the coding that an Accept-Encoding header prefers: by its weights, and of equal ones the better; None for no coding."""
    weights = dict(_weighted(item) for item in header.decode("latin-1").lower().split(",") if item.strip())
    rest = weights.get("*", 0.0)
    best = max(OFFERED, key=lambda coding: weights.get(coding, rest))
    weight = weights.get(best, rest)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


def _weighted(item: str) -> tuple[str, float]:
    """Return a coding and its weight; one whose weight is no number is not wanted."""
    coding, *parameters = (part.strip() for part in item.split(";"))
    weight = next((value for value in parameters if value.startswith("q=")), "q=1")
    try:
        return _ALIASES.get(coding, coding), float(weight.removeprefix("q="))
    except ValueError:
        return coding, 0.0
