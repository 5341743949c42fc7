"""A ZIP archive of pictures, in a folder for each class."""

import io
import zipfile
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import ClassVar

import numpy as np
from PIL import Image

from models.core.errors import DataError
from models.datasets.data_set import DataSet
from models.preprocessing.image import NotAnImageError, decode
from models.uploads.archive import open_archive, unpacking
from models.uploads.column_selection import ColumnSelection
from models.uploads.stored.byte_file import append_blobs
from models.uploads.stored.column_values import MAX_LABEL
from models.uploads.stored.image_set import CLASSES_FILE, IMAGES, ImageSet
from models.uploads.stored.upload_record import Count, Record
from models.uploads.upload_format import Reader

#: Largest file of one picture, in bytes: 32 MiB.
MAX_IMAGE_BYTES = 32 * 1024 * 1024
#: Files that systems leave in folders of pictures.
_LEFT_BEHIND = ("Thumbs.db", "desktop.ini")


class ImagesReader(Reader):
    """Pictures in folders; the name of a folder is the class of what is in it.

    All class folders may lie in one common folder. Files that begin with a dot, `__MACOSX` and `Thumbs.db` are passed
    over. Every picture is decoded once, to know that it can be, and kept as it came.
    """

    format: ClassVar[str] = "images"
    endings: ClassVar[tuple[str, ...]] = (".zip",)
    rank: ClassVar[int] = 40

    def read(self, path: Path, folder: Path, delimiter: str) -> Record:
        with open_archive(path) as (archive, members):
            images = [member for member in members if not _is_left_behind(member.filename)]
            classes = _classes(images)
            for member in images:
                append_blobs(folder, IMAGES, [_image(archive, member)])
        counts = Counter(classes)
        labels = sorted(counts)
        indices = {label: index for index, label in enumerate(labels)}
        np.save(folder / CLASSES_FILE, np.array([indices[label] for label in classes], np.int32), allow_pickle=False)
        return Record(n_samples=len(images), classes=[Count(value=label, count=counts[label]) for label in labels])

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return ImageSet.of(folder, record, data)

    def example(self) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, format_name in (("cats/1.png", "PNG"), ("dogs/2.gif", "GIF"), ("dogs/3.jpg", "JPEG")):
                with archive.open(name, "w") as member:
                    Image.linear_gradient("L").resize((7, 5)).save(member, format_name)
        return file.getvalue()


def _is_left_behind(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return parts[-1] in _LEFT_BEHIND or any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _classes(images: list[zipfile.ZipInfo]) -> list[str]:
    """Return the class of each picture: the folder it lies in."""
    if not images:
        raise DataError("expected at least one class folder with pictures in the archive, got none")
    paths = [PurePosixPath(image.filename) for image in images]
    root = paths[0].parts[0] if all(len(path.parts) > 2 and path.parts[0] == paths[0].parts[0] for path in paths) else ""
    return [_class_of(path, root) for path in paths]


def _class_of(path: PurePosixPath, root: str) -> str:
    inside = path.relative_to(root) if root else path
    if len(inside.parts) != 2:
        came = "lies in no folder" if len(inside.parts) == 1 else f"lies {len(inside.parts) - 1} folders deep"
        raise DataError(f"member {path}: expected a picture in the folder of its class, as in cats/1.png, got one that {came}")
    label = inside.parts[0]
    if len(label) > MAX_LABEL:
        raise DataError(f"member {path}: expected class names of at most {MAX_LABEL} characters, got one of {len(label):,}")
    return label


def _image(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.file_size > MAX_IMAGE_BYTES:
        raise DataError(f"member {member.filename}: expected a picture of at most {MAX_IMAGE_BYTES:,} bytes, got {member.file_size:,}")
    with unpacking(member.filename), archive.open(member) as packed:
        # One byte more than there should be: reading without a bound would unpack up to a gigabyte before it looks at the size.
        data = packed.read(member.file_size + 1)
    try:
        decode(data)
    except NotAnImageError as error:
        raise DataError(f"member {member.filename}: {error}") from error
    return data
