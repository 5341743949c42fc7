"""Class names that look alike: they differ in capitals, blanks at their ends, or in how Unicode writes a letter."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from models.core.faults import quote
from models.uploads.reading.doubt import Doubt

#: Ways to join labels that look alike.
AS_IS, STRIP, STRIP_CASEFOLD = "as_is", "strip", "strip_casefold"
#: All of them.
HOW = (AS_IS, STRIP, STRIP_CASEFOLD)


def composed(label: str) -> str:
    """Return a label in the composed form of Unicode, as all labels are."""
    return unicodedata.normalize("NFC", label)


def joined_labels(labels: Iterable[str], how: str) -> dict[str, str]:
    """Return the label that each becomes; of labels that are joined without regard to capitals, the most frequent one stands for all.

    Args:
        labels: The labels, each as often as it occurs.
        how: One of `HOW`.
    """
    counts = Counter(labels)
    if how == AS_IS:
        return {label: label for label in counts}
    if how == STRIP:
        return {label: label.strip() or label for label in counts}
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for label, count in counts.items():
        groups[_key(label)][label.strip() or label] += count
    chosen = {key: min(found, key=lambda label: (-found[label], label)) for key, found in groups.items()}
    return {label: chosen[_key(label)] for label in counts}


def doubts_of(counts: Mapping[str, int]) -> list[Doubt]:
    """Return a doubt for each group of labels that look alike.

    Args:
        counts: Occurrences of each label.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for label in counts:
        groups[_key(label)].append(label)
    return [_doubt(sorted(group), counts) for _, group in sorted(groups.items()) if len(group) > 1]


def _key(label: str) -> str:
    return composed(composed(label).casefold()).strip()


def _doubt(group: list[str], counts: Mapping[str, int]) -> Doubt:
    found = ", ".join(f"{quote(label)} ({counts[label]:,})" for label in group)
    joining = [STRIP] * (len({label.strip() for label in group}) == 1) + [STRIP_CASEFOLD]
    return Doubt(cell=group[0], detail=f"class names look alike: {found}", refuses="target", settle=[{"labels": way} for way in (*joining, AS_IS)])
