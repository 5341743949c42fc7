"""Split samples into training and test part."""

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.faults import quote
from models.specs.data import Split
from models.specs.fit_sizes import blocks_of, n_split_off, n_test_of_blocks


def split_blocks(n_samples: int, labels: Array | None, split: Split, seed: int) -> tuple[Array, Array]:
    """Split samples, each block by which the data set has grown by itself, so that the samples before it stay in their parts.

    Args:
        n_samples: How many samples there are.
        labels: Their classes, by which a stratified split draws; None without.
        split: The split.
        seed: Seed of the draw.

    Returns:
        Indices of the samples in the training part, and of those in the test part.

    Raises:
        DataError: They cannot be split as specified.
    """
    train, test, start = list[Array](), list[Array](), 0
    for size, n_test in zip(blocks_of(split, n_samples), n_test_of_blocks(split, n_samples), strict=True):
        rows = np.arange(start, start + size)
        parts = (rows, rows[:0]) if n_test == 0 else _split_block(rows, labels, split, seed)
        train.append(parts[0])
        test.append(parts[1])
        start += size
    rows = np.concatenate(train)
    # Samples that were added later would else be the last ones, which become the validation part.
    mixed = np.random.default_rng(seed).permutation(rows) if split.shuffle and len(train) > 1 else rows
    return mixed, np.concatenate(test)


def _split_block(rows: Array, labels: Array | None, split: Split, seed: int) -> tuple[Array, Array]:
    """Split a block; a later one without regard to the classes where it has too few samples of one."""
    targets = None if labels is None else labels[rows]
    try:
        return split_rows(rows, targets, split, seed)
    except DataError:
        if rows[0] == 0 or not split.stratify:
            raise
        return split_rows(rows, None, split.model_copy(update={"stratify": False}), seed)


def split_rows(rows: Array, targets: Array | None, split: Split, seed: int) -> tuple[Array, Array]:
    """Split indices of samples; their classes are in `targets`.

    Raises:
        DataError: They cannot be split as specified.
    """
    from sklearn.model_selection import train_test_split  # Imported late: it takes a second, and few processes split.

    labels = targets if split.stratify else None
    random_state = seed if split.shuffle else None
    try:
        train, test = train_test_split(rows, test_size=split.test, shuffle=split.shuffle, stratify=labels, random_state=random_state)
    except ValueError as error:
        raise DataError(f"the data cannot be split: {_unsplit(len(rows), labels, split)}") from error
    return train, test


def _unsplit(n_samples: int, labels: Array | None, split: Split) -> str:
    """Return why samples cannot be split, in the words of a spec."""
    n_test = n_split_off(n_samples, split.test)
    if labels is None:
        return f"expected a share that leaves samples on either side, got {n_test:,} and {n_samples - n_test:,}"
    classes, counts = np.unique(labels, return_counts=True)
    smallest = int(counts.argmin())
    came = f"{quote(classes.tolist()[smallest])} has {counts[smallest]:,}, and the parts have {n_test:,} and {n_samples - n_test:,}"
    return f"expected at least 2 samples of each of the {len(classes):,} classes, and one of each on either side; {came}"
