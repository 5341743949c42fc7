"""Chunks of a packed HDF5 data set, examined before HDF5 unpacks them: it unpacks whatever a chunk holds, however little the chunk should."""

import zlib
from math import prod

import h5py

from models.core.errors import ArtifactError

#: Numbers of the filters that pack: gzip and lzf. Those beside them in `FILTERS` keep the size, or add a checksum.
_GZIP, _PACKERS = 1, (1, 32_000)
#: Filters of HDF5 that weights may be stored with: gzip, shuffle, checksum, lzf. Others may load code.
FILTERS = (_GZIP, 2, 3, 32_000)
#: Bytes that packing and a checksum may add to a chunk that cannot be made smaller, beside a hundredth of it.
_ADDED_BYTES = 4_096


def require_sound_chunks(item: h5py.Dataset) -> None:
    """Refuse a data set that is packed by other filters, or that unpacks to more than its chunks should hold.

    Args:
        item: An open data set.

    Raises:
        ArtifactError: It is one.
    """
    properties = item.id.get_create_plist()
    filters = [properties.get_filter(index)[0] for index in range(properties.get_nfilters())]
    if not set(filters) <= set(FILTERS):
        raise ArtifactError(f"expected {item.name} stored plainly, or packed by gzip or lzf; got the HDF5 filters {filters}")
    if sum(each in _PACKERS for each in filters) > 1:
        raise ArtifactError(f"expected {item.name} packed at most once, got the HDF5 filters {filters}")
    if filters:
        item.id.chunk_iter(lambda chunk: _require_bounded(item, chunk, filters))


def _require_bounded(item: h5py.Dataset, chunk: h5py.h5d.StoreInfo, filters: list[int]) -> None:
    n_bytes = prod(item.chunks) * item.dtype.itemsize
    if chunk.size > n_bytes + n_bytes // 100 + _ADDED_BYTES:
        raise ArtifactError(f"expected {item.name} in chunks of {n_bytes:,} bytes, got one of {chunk.size:,} bytes before it is unpacked")
    is_packed = _GZIP in filters and not chunk.filter_mask >> filters.index(_GZIP) & 1
    if is_packed and _is_longer(item.id.read_direct_chunk(chunk.chunk_offset)[1], n_bytes + _ADDED_BYTES):
        raise ArtifactError(f"expected {item.name} in chunks of {n_bytes:,} bytes, got one that is larger once it is unpacked")


def _is_longer(packed: bytes, n_bytes: int) -> bool:
    """Tell whether gzip unpacks to more than a number of bytes, without unpacking more."""
    try:
        return len(zlib.decompressobj().decompress(packed, n_bytes + 1)) > n_bytes
    except zlib.error as error:
        raise ArtifactError(f"expected chunks that gzip unpacks, got one that is damaged: {error}") from error
