"""Archives of images: ZIP or TAR, one folder for each class."""

import io
import zipfile
from pathlib import Path
from typing import ClassVar

from PIL import Image

from models.uploads.image_archives.reading_images import read_images
from models.uploads.reading.reading import Reading
from models.uploads.stored.upload_record import Record
from models.uploads.upload_format import Reader


class ImagesReader(Reader):
    """Images in folders; the name of a folder is the class of its images.

    All class folders may be in common folders, or in folders of parts such as `train` and `test`. Other files beside them are passed over and
    reported; a CSV file among them may give the labels. Every image is decoded once as a check, and stored as encoded.
    """

    format: ClassVar[str] = "images"
    endings: ClassVar[tuple[str, ...]] = (".zip", ".tar", ".tgz")
    kinds: ClassVar[tuple[str, ...]] = ("zip", "tar")
    takes: ClassVar[frozenset[str]] = frozenset({"labels", "on_bad", "max_bad_share"})
    rank: ClassVar[int] = 40

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        return read_images(path, folder, reading)

    def example(self) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, format_name in (("cats/1.png", "PNG"), ("dogs/2.gif", "GIF"), ("dogs/3.jpg", "JPEG")):
                with archive.open(name, "w") as member:
                    Image.linear_gradient("L").resize((7, 5)).save(member, format_name)
        return file.getvalue()
