"""Encoded images and their classes."""

from pathlib import Path
from typing import ClassVar

from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection
from models.uploads.growing.images import append_images
from models.uploads.image_archives.look_alike import HOW
from models.uploads.reading.reading import Reading
from models.uploads.stored.image_set import ImageSet
from models.uploads.stored.upload_record import IMAGES, Record
from models.uploads.stored_form import StoredForm


class ImagesForm(StoredForm):
    """Encoded images and their classes."""

    form: ClassVar[str] = IMAGES
    noun: ClassVar[str] = "images"
    rank: ClassVar[int] = 40

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return ImageSet.of(folder, record, data)

    def append(self, folder: Path, earlier: tuple[Path, Record], more: tuple[Path, Record]) -> Record:
        return append_images(folder, earlier, more)

    def reading_of(self, record: Record) -> Reading:
        labels = None if record.reading is None else record.reading.labels
        return Reading(labels=labels if labels in HOW else None)
