"""What is done in contained child processes: reading uploads, drawing them, counting the weights of a file."""

from dataclasses import asdict
from pathlib import Path

import orjson

from models.artifact.foreign import foreign_weights
from models.datasets import DataSet
from models.datasets.data_set import PartName
from models.datasets.raw_preview import preview
from models.evaluation.dataset_plot import plot_of
from models.uploads.formats import READERS
from models.uploads.reading.reading import Reading


def read_upload(format_name: str, path: Path, folder: Path, reading: Reading) -> bytes:
    """Read an uploaded file into a folder; return its record as JSON."""
    return READERS[format_name].read(path, folder, reading).model_dump_json().encode()


def preview_upload(data_set: DataSet, part: PartName, first: int, n_samples: int, cache: Path) -> bytes:
    """Return samples of an upload as JSON; see `preview`."""
    return orjson.dumps(asdict(preview(data_set, part, first, n_samples, cache)))


def plot_upload(data_set: DataSet, cache: Path) -> bytes:
    """Draw an upload as a PNG file."""
    return plot_of(data_set.load(cache), data_set.describe(), data_set.title)


def counted_weights(path: Path) -> bytes:
    """Return the number of weights of each layer of an HDF5 file, by name, as JSON."""
    with foreign_weights(path) as layers:
        return orjson.dumps({name: sum(int(data.size) for data in weights) for name, weights in layers.items()})
