"""What a caller prefers: weights of headers (RFC 9110, section 12.4.2), and the coding of a body (section 12.5.3)."""

from functools import lru_cache

#: Codings that are offered, the better one first.
OFFERED = ("br", "gzip")
#: Names under which old callers know a coding.
_ALIASES = {"x-gzip": "gzip"}


@lru_cache(64)
def chosen_coding(header: bytes) -> str | None:
    """Return the coding that an Accept-Encoding header prefers: by its weights, and of equal ones the better; None for no coding."""
    weights = {_ALIASES.get(coding, coding): weight for coding, weight in weighted(header.decode("latin-1"))}
    rest = weights.get("*", 0.0)
    best = max(OFFERED, key=lambda coding: weights.get(coding, rest))
    weight = weights.get(best, rest)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


def weighted(header: str) -> list[tuple[str, float]]:
    """Return what a header such as Accept names, in lower case, each with its weight."""
    return [_weighted(item) for item in header.lower().split(",") if item.strip()]


def _weighted(item: str) -> tuple[str, float]:
    """Return what an item names and its weight; one whose weight is no number is not wanted."""
    named, *parameters = (part.strip() for part in item.split(";"))
    weight = next((value for value in parameters if value.startswith("q=")), "q=1")
    try:
        return named, float(weight.removeprefix("q="))
    except ValueError:
        return named, 0.0
