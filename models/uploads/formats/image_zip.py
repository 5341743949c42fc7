"""ZIP archives of images, one folder for each class."""

import io
import zipfile
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import ClassVar

import numpy as np
from PIL import Image

from models.core.errors import DataError
from models.preprocessing.encoded_image import NotAnImageError, decode
from models.uploads.archive import open_archive, unpacking
from models.uploads.reading.reading import Reading
from models.uploads.stored.byte_file import append_blobs
from models.uploads.stored.image_set import CLASSES_FILE, IMAGES_FILE
from models.uploads.stored.upload_record import IMAGES, MAX_LABEL, Count, Record
from models.uploads.upload_format import Reader

#: Largest file of one image, in bytes: 32 MiB.
MAX_IMAGE_BYTES = 32 * 1024 * 1024
#: Files that operating systems put into folders of images.
_SYSTEM_FILES = ("Thumbs.db", "desktop.ini")


class ImagesReader(Reader):
    """Images in folders; the name of a folder is the class of its images.

    All class folders may be in one common folder. Files that begin with a dot, `__MACOSX` and `Thumbs.db` are skipped. Every
    image is decoded once as a check, and stored as encoded.
    """

    format: ClassVar[str] = "images"
    endings: ClassVar[tuple[str, ...]] = (".zip",)
    kinds: ClassVar[tuple[str, ...]] = ("zip", "tar")
    takes: ClassVar[frozenset[str]] = frozenset({"labels", "on_bad", "max_bad_share"})
    rank: ClassVar[int] = 40

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        with open_archive(path) as (archive, members):
            images = [member for member in members if not _is_system_file(member.filename)]
            classes = _classes(images)
            for member in images:
                append_blobs(folder, IMAGES_FILE, [_image(archive, member)])
        counts = Counter(classes)
        labels = sorted(counts)
        indices = {label: index for index, label in enumerate(labels)}
        np.save(folder / CLASSES_FILE, np.array([indices[label] for label in classes], np.int32), allow_pickle=False)
        return Record(form=IMAGES, n_samples=len(images), classes=[Count(value=label, count=counts[label]) for label in labels])

    def example(self) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, format_name in (("cats/1.png", "PNG"), ("dogs/2.gif", "GIF"), ("dogs/3.jpg", "JPEG")):
                with archive.open(name, "w") as member:
                    Image.linear_gradient("L").resize((7, 5)).save(member, format_name)
        return file.getvalue()


def _is_system_file(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return parts[-1] in _SYSTEM_FILES or any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _classes(images: list[zipfile.ZipInfo]) -> list[str]:
    """Return the class of each image: the name of its folder."""
    if not images:
        raise DataError("expected at least one class folder with images in the archive, got none")
    paths = [PurePosixPath(image.filename) for image in images]
    root = paths[0].parts[0] if all(len(path.parts) > 2 and path.parts[0] == paths[0].parts[0] for path in paths) else ""
    return [_class_of(path, root) for path in paths]


def _class_of(path: PurePosixPath, root: str) -> str:
    inside = path.relative_to(root) if root else path
    if len(inside.parts) != 2:
        came = "in no folder" if len(inside.parts) == 1 else f"{len(inside.parts) - 1} folders deep"
        raise DataError(f"member {path}: expected an image in the folder of its class, as in cats/1.png, got one {came}")
    label = inside.parts[0]
    if len(label) > MAX_LABEL:
        raise DataError(f"member {path}: expected class names of at most {MAX_LABEL} characters, got one of {len(label):,}")
    return label


def _image(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.file_size > MAX_IMAGE_BYTES:
        raise DataError(f"member {member.filename}: expected an image of at most {MAX_IMAGE_BYTES:,} bytes, got {member.file_size:,}")
    with unpacking(member.filename), archive.open(member) as packed:
        # One byte more than declared: an unbounded read would unpack up to a gigabyte before checking the size.
        data = packed.read(member.file_size + 1)
    try:
        decode(data)
    except NotAnImageError as error:
        raise DataError(f"member {member.filename}: {error}") from error
    return data
