"""A NumPy .npy file."""

import io
from typing import ClassVar

import numpy as np

from models.artifact.samples.read import Items
from models.artifact.signature import Signature
from models.core.redaction import reason_of
from models.serving.decoding import FILE, BodyError, BodyFormat, Extras


class NpyArray(BodyFormat):
    """A NumPy .npy file of numbers, samples first, without pickled objects."""

    name = "npy"
    rank = 20
    media_types = ("application/x-npy",)
    first_bytes = (b"\x93NUMPY",)
    documented: ClassVar = {"application/x-npy": {**FILE, "description": "A NumPy .npy file, samples first."}}

    def decode(self, body: bytes, signature: Signature, extras: Extras) -> Items:
        try:
            array = np.load(io.BytesIO(body), allow_pickle=False)
        except Exception as error:  # NumPy raises errors of zipfile, tokenize and the allocator, all caused by the body.
            got = f"{len(body)} bytes that do not load: {reason_of(error)}"
            raise BodyError(f"expected a NumPy .npy file without pickled objects, got {got}") from error
        if not isinstance(array, np.ndarray) or array.ndim == 0 or array.dtype.kind not in "fiub":
            raise BodyError("expected one array of numbers, samples first")
        return array
