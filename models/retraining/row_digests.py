"""Digests of samples, by which those of one data set are found in another."""

import hashlib
from collections.abc import Iterator

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import DeferredRows, Samples
from models.preparing.raw import Raw

#: Bytes of the digest of a sample: of a million samples two share one with a chance below 1 in 10 million.
SIZE = 8
#: Samples of an array in memory that are hashed at a time.
PIECE = 10_000


def row_digests(raw: Raw) -> Array:
    """Return a digest of each sample, of its inputs and its targets.

    Args:
        raw: The samples, or the steps of series.

    Returns:
        Array of uint64, shape (n_samples,).
    """
    ports = [*raw.inputs.values(), *(raw.targets or {}).values()]
    columns = [list(_contents(samples)) for samples in ports]
    found = (hashlib.blake2b(b"".join(row), digest_size=SIZE).digest() for row in zip(*columns, strict=True))
    return np.frombuffer(b"".join(found), np.uint64)


def _contents(samples: Samples) -> Iterator[bytes]:
    """Yield a digest of each sample of a port, so that what is held of large samples is small."""
    for piece in _pieces(samples):
        for content in _as_bytes(piece):
            yield hashlib.blake2b(content, digest_size=SIZE).digest() if len(content) > SIZE else content.rjust(SIZE)


def _pieces(samples: Samples) -> Iterator[Array]:
    if isinstance(samples, DeferredRows):
        yield from samples.pieces()
        return
    for start in range(0, len(samples), PIECE):
        yield samples[start : start + PIECE]


def _as_bytes(piece: Array) -> Iterator[bytes]:
    """Yield the content of each sample; numbers as float64 and texts as UTF-8, as one more sample may change the type of a whole array."""
    if piece.dtype.kind in "biuf" and piece.dtype.itemsize <= 8:
        rows = np.ascontiguousarray(piece.reshape(len(piece), -1).astype(np.float64))
        yield from (row.tobytes() for row in rows)
        return
    for sample in piece:
        yield sample if isinstance(sample, bytes) else repr(np.asarray(sample).tolist()).encode()
