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

#: Largest archive once it is unpacked, in bytes: a small file may unpack to terabytes.
MAX_UNPACKED = 256 * 1024 * 1024


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
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > MAX_UNPACKED:
            raise InputError([Fault("", f"expected an archive of at most {MAX_UNPACKED:,} bytes once it is unpacked, got {size:,}")])
        with np.load(io.BytesIO(body), allow_pickle=False) as found:
            _require_names(found.files, names)
            arrays = {name: found[name] for name in names}
    except InputError:
        raise
    except Exception as error:  # NumPy raises errors of zipfile, tokenize and the allocator, all caused by the body.
        detail = f"expected a NumPy .npz archive without pickled objects, got {len(body)} bytes that do not load: {reason_of(error)}"
        raise InputError([Fault("", detail)]) from error
    _require_samples(arrays)
    return arrays


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
