"""Which arrays of an upload belong together, by their names: in any case, with or without `_`, `-` or blanks between their words."""

import re
from collections.abc import Sequence

from models.core.faults import listed, quote

#: Names of the input array where a spec selects none, in order of preference; "train" may stand before or behind them.
INPUTS = ("x", "inputs", "images", "features", "data")
#: Words for the training part in names of arrays.
_TRAIN = re.compile("training|train")


def inputs_of(names: Sequence[str], others: Sequence[int | None] = ()) -> int | None:
    """Return the index of the input array where a spec selects none.

    Args:
        names: Names of all arrays.
        others: Indices of the arrays that a spec selects as targets and groups.

    Returns:
        The array with one of the usual names, else the only one besides the others; None where there are several.
    """
    keys = [_TRAIN.sub("", _key(name)) for name in names]
    usual = [keys.index(key) for key in INPUTS if keys.count(key) == 1]
    left = [index for index in range(len(names)) if index not in others or len(names) == 1]
    return usual[0] if usual else left[0] if len(left) == 1 else None


def test_part_of(names: Sequence[str], index: int) -> int | None:
    """Return the index of the array with the test part of another: X_test for X_train, test_images for train_images, y_test for y.

    Returns:
        The index; None where there is no such array, or there are several.
    """
    key = _key(names[index])
    keys = {_TRAIN.sub("test", key)} if _TRAIN.search(key) else {f"{key}test", f"test{key}"}
    found = [other for other, name in enumerate(names) if other != index and _key(name) in keys]
    return found[0] if len(found) == 1 else None


def notes_on(names: Sequence[str]) -> list[str]:
    """Return sentences about the arrays that are test parts of others."""
    pairs = [(index, test) for index in range(len(names)) if (test := test_part_of(names, index)) is not None]
    if not pairs:
        return []
    named = [f"{quote(names[test])} of {quote(names[index])}" for index, test in pairs]
    return [f"test parts by their names, used where both the inputs and the targets have one: {listed(named)}"]


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
