"""Check images and store them as they are encoded."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from models.core.errors import DataError
from models.preprocessing.encoded_image import NotAnImageError, decode, has_several_frames, head_of
from models.uploads.image_archives.layout import TEST, TRAIN, VALIDATION
from models.uploads.joined_faults import MAX_LISTED
from models.uploads.stored.byte_file import append_blobs, blob_files
from models.uploads.stored.image_set import CLASSES_FILE, IMAGES_FILE

#: Bytes that are written at a time.
_PIECE = 8 * 1024 * 1024
#: Most pixels of all images of an archive, and those for each byte of their files if that is more: a file of 40 bytes can stand for millions.
_FREE_PIXELS, _MAX_PIXELS_OF_BYTE = 100_000_000, 200
#: Parts in the order in which they are stored.
ORDER = (TRAIN, VALIDATION, TEST)


class ImageWriter:
    """Writes images part after part, whatever their order in the archive is, and collects those that cannot be decoded.

    Args:
        folder: An empty folder.
        labels: Label by name of every image.
        parts: Part by name of every image; empty where all are of the training part.
    """

    def __init__(self, folder: Path, labels: Mapping[str, str], parts: Mapping[str, str]) -> None:
        self._folder, self._labels, self._parts = folder, labels, parts
        self._waiting: dict[str, list[bytes]] = {part: [] for part in ORDER}
        self._names: dict[str, list[str]] = {part: [] for part in ORDER}
        #: The first faults, the number of all, and the names of the images that they are of.
        self.faults, self.n_bad, self.bad_names = list[str](), 0, list[str]()
        self.several_frames = list[str]()
        self._n_pixels = self._n_bytes = 0

    def add(self, name: str, content: bytes | DataError) -> None:
        """Check an image and write it.

        Raises:
            DataError: The images are far more pixels than bytes.
        """
        if isinstance(content, DataError):
            self._reject(name, str(content))
            return
        try:
            head = head_of(content)
            self._count(head.width * head.height, len(content))
            decode(content)
        except NotAnImageError as error:
            self._reject(name, f"member {name}: {error}")
            return
        if has_several_frames(head):
            self.several_frames.append(name)
        part = self._parts.get(name, TRAIN)
        self._names[part].append(name)
        self._waiting[part].append(content)
        if sum(map(len, self._waiting[part])) > _PIECE or len(self._waiting[part]) >= MAX_LISTED * 10:
            self._write(part)

    def close(self) -> tuple[list[str], int]:
        """Write what is left; return the labels of all images as they are stored, and the number of those of the test part, which are the last."""
        for part in ORDER:
            self._write(part)
        self._append_parts()
        names = [name for part in ORDER for name in self._names[part]]
        labels = [self._labels[name] for name in names]
        indices = {label: index for index, label in enumerate(sorted(set(labels)))}
        np.save(self._folder / CLASSES_FILE, np.array([indices[label] for label in labels], np.int32), allow_pickle=False)
        return labels, len(self._names[TEST])

    def _count(self, n_pixels: int, n_bytes: int) -> None:
        self._n_pixels, self._n_bytes = self._n_pixels + n_pixels, self._n_bytes + n_bytes
        most = max(_FREE_PIXELS, _MAX_PIXELS_OF_BYTE * self._n_bytes)
        if self._n_pixels > most:
            expected = (
                f"expected images of at most {most // 10**6:,} megapixels together, or {_MAX_PIXELS_OF_BYTE} pixels for each byte of their files"
            )
            raise DataError(f"{expected}, got {self._n_pixels / 10**6:,.0f} megapixels in {self._n_bytes:,} bytes; send smaller images")

    def _reject(self, name: str, fault: str) -> None:
        self.n_bad += 1
        if len(self.faults) < MAX_LISTED:
            self.faults.append(fault)
            self.bad_names.append(name)

    def _write(self, part: str) -> None:
        append_blobs(self._folder, _file_of(part), self._waiting[part])
        self._waiting[part] = []

    def _append_parts(self) -> None:
        """Put the files of the other parts behind those of the training part."""
        for part in ORDER[1:]:
            for path, whole in zip(blob_files(self._folder, _file_of(part)), blob_files(self._folder, IMAGES_FILE), strict=True):
                with path.open("rb") as source, whole.open("ab") as target:
                    shutil.copyfileobj(source, target, _PIECE)
                path.unlink()


def _file_of(part: str) -> str:
    return IMAGES_FILE if part == TRAIN else f"{IMAGES_FILE}-{ORDER.index(part)}"
