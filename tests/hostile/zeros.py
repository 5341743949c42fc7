"""Zeros that are packed a thousand times smaller, written in a moment: one packed piece is repeated."""

import zlib
from functools import cache

#: Bytes of a piece, unpacked.
_PIECE_BYTES = 1 << 20
#: Head of a file of gzip without a name; and of zlib.
_GZIP, _ZLIB = b"\x1f\x8b\x08\0\0\0\0\0\0\xff", b"\x78\xda"
#: The last block of deflate, which is empty.
_END = b"\x03\0"
_ADLER = 65_521


@cache
def _piece(n_bytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(bytes(n_bytes)) + packer.flush(zlib.Z_FULL_FLUSH)


def deflated(n_bytes: int) -> bytes:
    """Return zeros packed by deflate, without a head."""
    return _piece(_PIECE_BYTES) * (n_bytes // _PIECE_BYTES) + _piece(n_bytes % _PIECE_BYTES) + _END


def by_zlib(n_bytes: int) -> bytes:
    """Return zeros packed by zlib."""
    return _ZLIB + deflated(n_bytes) + (n_bytes % _ADLER << 16 | 1).to_bytes(4, "big")


def by_gzip(n_bytes: int) -> bytes:
    """Return zeros packed by gzip, with a wrong checksum."""
    return _GZIP + deflated(n_bytes) + bytes(4) + (n_bytes % (1 << 32)).to_bytes(4, "little")
