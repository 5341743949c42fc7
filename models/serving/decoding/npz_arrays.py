"""A NumPy archive with an array for each input of a model."""

import io
import zipfile
from collections.abc import Sequence
from itertools import islice
from typing import ClassVar

import numpy as np

from models.artifact.samples.numbers import MAX_FAULTS, ROOT
from models.artifact.samples.read import Items
from models.artifact.signature import Signature
from models.core.arrays import Array, Ports
from models.core.errors import Fault, InputError
from models.core.faults import pointer_of, quote
from models.core.redaction import reason_of
from models.serving.decoding import FILE, BodyFormat
from models.serving.extras import Extras
from models.uploads.stored.array_header import read_header

#: Largest archive once it is unpacked, in bytes: a small file may unpack to terabytes.
MAX_UNPACKED = 256 * 1024 * 1024
#: Most members of an archive: each costs memory, whatever its size.
MAX_MEMBERS = 1_000
#: Beginning of a member in the directory of an archive.
_ENTRY = b"PK\1\2"
#: How NumPy packs members. Of other ways a few kilobytes are unpacked to gigabytes before their size is looked at.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class NpzArrays(BodyFormat):
    """A NumPy .npz archive of numbers, an array for each input by its name, samples first."""

    name = "npz"
    rank = 40
    media_types = ("application/x-npz",)
    first_bytes = (b"PK",)
    documented: ClassVar = {"application/x-npz": {**FILE, "description": "A NumPy .npz archive with an array for each input, by its name."}}
    holds_several_inputs = True
    is_quick = False

    def decode(self, body: bytes, signature: Signature, extras: Extras) -> Items:
        return arrays_of_npz(body, tuple(signature.inputs))


def arrays_of_npz(body: bytes, names: Sequence[str]) -> Ports:
    """Read an archive.

    Args:
        body: A NumPy .npz file.
        names: The inputs of the model.

    Returns:
        The arrays by name, in the order of the inputs, samples first, the same number in each.

    Raises:
        InputError: It is not such an archive, or lacks arrays of these names.
    """
    try:
        _require_few(body)
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            _require_small(archive.infolist())
            _require_names([member.removesuffix(".npy") for member in archive.namelist()], names)
            arrays = {name: _array(archive, f"{name}.npy") for name in names}
    except InputError:
        raise
    except Exception as error:  # NumPy raises errors of zipfile, tokenize and the allocator, all caused by the body.
        detail = f"expected a NumPy .npz archive without pickled objects, got {len(body)} bytes that do not load: {reason_of(error)}"
        raise InputError([Fault("", detail)]) from error
    _require_samples(arrays)
    return arrays


def _require_few(body: bytes) -> None:
    """Refuse many members before the directory is read."""
    n_members = body.count(_ENTRY)
    if n_members > MAX_MEMBERS:
        raise InputError([Fault("", f"expected at most {MAX_MEMBERS:,} arrays in the archive, got {n_members:,}")])


def _require_small(members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse members that are unpacked too large, or without a bound."""
    size = sum(member.file_size for member in members)
    if size > MAX_UNPACKED:
        raise InputError([Fault("", f"expected an archive of at most {MAX_UNPACKED:,} bytes once it is unpacked, got {size:,}")])
    other = next((member for member in members if member.compress_type not in _PACKINGS), None)
    if other is not None:
        came = f"{quote(other.filename)}, packed by the method {other.compress_type} of ZIP"
        detail = f"expected members that are packed by deflate, as numpy.savez_compressed does, or not packed; got {came}"
        raise InputError([Fault("", detail)])


def _array(archive: zipfile.ZipFile, member: str) -> Array:
    """Read an array whose values are all there: NumPy asks for their memory before it reads the first."""
    with archive.open(member) as file:
        header = read_header(file)
    size = archive.getinfo(member).file_size
    if header.file_bytes > size:
        raise ValueError(f"expected {header.file_bytes:,} bytes in {member}, got {size:,}")
    with archive.open(member) as file:
        array: Array = np.lib.format.read_array(file, allow_pickle=False)
    return array


def _require_names(found: Sequence[str], names: Sequence[str]) -> None:
    faults = [Fault(ROOT + pointer_of([name]), "expected an array for each input, got none") for name in names if name not in found]
    unknown = list(islice((name for name in found if name not in names), MAX_FAULTS))
    faults += [Fault(ROOT + pointer_of([name]), f"expected no other arrays than {', '.join(names)}, got {quote(name)}") for name in unknown]
    if faults:
        raise InputError(faults)


def _require_samples(arrays: Ports) -> None:
    """Refuse arrays that hold no numbers, or different numbers of samples."""
    faults = [
        Fault(ROOT + pointer_of([name]), f"expected an array of numbers, samples first, got one of type {array.dtype} and {array.ndim} axes")
        for name, array in arrays.items()
        if array.ndim == 0 or array.dtype.kind not in "fiub"
    ]
    faults = faults or _unlike_lengths(arrays)
    if faults:
        raise InputError(faults)


def _unlike_lengths(arrays: dict[str, Array]) -> list[Fault]:
    first, *others = arrays
    return [
        Fault(ROOT + pointer_of([name]), f"expected as many samples as {first} has, {len(arrays[first]):,}, got {len(arrays[name]):,}")
        for name in others
        if len(arrays[name]) != len(arrays[first])
    ]
