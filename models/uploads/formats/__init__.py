"""Every reader of uploaded files, by its format."""

from models.uploads.formats.arrays import NpyReader, NpzReader
from models.uploads.formats.csv_table import TableReader
from models.uploads.formats.image_zip import PicturesReader
from models.uploads.formats.plain_text import TextReader
from models.uploads.upload_format import Reader

READERS: dict[str, Reader] = {cls.format: cls() for cls in (TableReader, NpyReader, NpzReader, PicturesReader, TextReader)}

__all__ = ["READERS", "Reader"]
