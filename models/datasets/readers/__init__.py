"""Every reader of uploaded files, by its format."""

from models.datasets.readers.arrays import NpyReader, NpzReader
from models.datasets.readers.pictures import PicturesReader
from models.datasets.readers.reader import Reader
from models.datasets.readers.table import TableReader
from models.datasets.readers.text import TextReader

READERS: dict[str, Reader] = {cls.format: cls() for cls in (TableReader, NpyReader, NpzReader, PicturesReader, TextReader)}

__all__ = ["READERS", "Reader"]
