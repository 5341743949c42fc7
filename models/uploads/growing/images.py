"""Images behind the images of an upload."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from models.core.arrays import Array
from models.uploads.image_archives.look_alike import doubts_of
from models.uploads.stored.byte_file import StoredBlobs, append_blobs
from models.uploads.stored.image_set import CLASSES_FILE, IMAGES_FILE
from models.uploads.stored.upload_record import Count, Record

#: Images that are copied at a time.
PIECE = 1_000


def append_images(folder: Path, earlier: tuple[Path, Record], more: tuple[Path, Record]) -> Record:
    """Write the images of two uploads one behind the other, those of a test part behind those of the training part.

    Args:
        folder: Folder for the values.
        earlier: Folder and record of the images.
        more: Folder and record of the images behind them, also of new classes.
    """
    both = (earlier, more)
    labels = sorted({str(item.value) for _, record in both for item in record.classes})
    classes: list[Array] = []
    for part in (False, True):
        for values, record in both:
            rows = _rows(record, part)
            classes.append(_classes(values, record, labels)[rows])
            blobs = StoredBlobs(values, IMAGES_FILE)
            for piece in _pieces(rows):
                append_blobs(folder, IMAGES_FILE, blobs[piece].tolist())
    indices = np.concatenate(classes)
    np.save(folder / CLASSES_FILE, indices.astype(np.int32), allow_pickle=False)
    counts = np.bincount(indices, minlength=len(labels)).tolist()
    doubts = earlier[1].doubts or doubts_of(dict(zip(labels, counts, strict=True)))
    return earlier[1].model_copy(
        update={
            "n_samples": len(indices),
            "n_test": sum(record.n_test for _, record in both),
            "doubts": doubts,
            "classes": [Count(value=label, count=count) for label, count in zip(labels, counts, strict=True)],
        }
    )


def _rows(record: Record, is_test: bool) -> range:
    n_train = record.n_samples - record.n_test
    return range(n_train, record.n_samples) if is_test else range(n_train)


def _pieces(rows: range) -> Iterator[slice]:
    for first in range(rows.start, rows.stop, PIECE):
        yield slice(first, min(first + PIECE, rows.stop))


def _classes(folder: Path, record: Record, labels: list[str]) -> Array:
    """Return the index of each image's class among labels."""
    own = np.array([labels.index(str(item.value)) for item in record.classes], np.int64)
    classes: Array = np.load(folder / CLASSES_FILE, allow_pickle=False)
    return own[classes]
