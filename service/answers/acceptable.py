"""Which of several content types a caller prefers (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.http.accepted import weighted

#: How specific a range is: any type, any of a main type, one type.
_ANY, _ANY_OF_MAIN, _ONE = range(3)


@dataclass(frozen=True)
class _Range:
    """A range of content types of an Accept header, with its weight."""

    media: str
    weight: float

    def specificity(self, media: str) -> int | None:
        """Return how specifically it names a content type; None if it does not include it."""
        if self.media == media:
            return _ONE
        if self.media == f"{media.partition('/')[0]}/*":
            return _ANY_OF_MAIN
        return _ANY if self.media == "*/*" else None


@lru_cache(256)
def acceptable(accept: str, offered: Sequence[str]) -> tuple[str, ...]:
    """Return the content types that a caller accepts, the preferred one first.

    Of equal weights, one that the header names comes before one that a wildcard includes; of those, the one that is offered first.

    Args:
        accept: The Accept header; empty if there is none.
        offered: The content types, the default first.
    """
    ranges = [_Range(*item) for item in weighted(accept)]
    if not ranges:
        return tuple(offered)
    found = [(media, *_weight(media, ranges)) for media in offered]
    wanted = [each for each in found if each[1] > 0]
    return tuple(media for media, _, _ in sorted(wanted, key=lambda each: (-each[1], -each[2])))


def _weight(media: str, ranges: Sequence[_Range]) -> tuple[float, int]:
    """Return the weight of a content type, that of the range that names it most specifically, and how specific that is."""
    fitting = [(specificity, each.weight) for each in ranges if (specificity := each.specificity(media)) is not None]
    specificity, weight = max(fitting, default=(_ANY, 0.0))
    return weight, specificity
