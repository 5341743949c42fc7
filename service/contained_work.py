"""What is done in contained child processes: reading uploads, drawing them, counting the weights of a file; making plots of jobs."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import orjson

from models.artifact.file import read_artifact
from models.artifact.foreign import foreign_file
from models.core.arrays import Ports
from models.core.redaction import reason_of
from models.datasets import DataSet
from models.datasets.data_set import PartName
from models.datasets.raw_preview import preview
from models.plots.figures import figure_of
from models.plots.layer_outputs import layers_shown
from models.plots.run import Run
from models.plots.subjects import Answer, DataShown
from models.serving.source import source_runtime
from models.uploads.append_file import append_file
from models.uploads.read_file import read_file
from models.uploads.reading.reading import Reading
from models.uploads.stored_upload import StoredUpload
from service.plots.folder import Form, PlotFolder
from service.unforeseen import UnforeseenError

#: Errors that libraries raise for files that they do not expect.
_OF_FILES = (ValueError, TypeError, LookupError, ArithmeticError, AssertionError, struct.error)


@contextmanager
def _refusing(format_name: str) -> Iterator[None]:
    """Refuse a file at which its reader fails in a way that it did not foresee."""
    try:
        yield
    except _errors_of_files() as error:
        raise UnforeseenError(f"expected a sound file of the format {format_name}, got one that cannot be read: {reason_of(error)}") from error


def _errors_of_files() -> tuple[type[Exception], ...]:
    from polars.exceptions import PolarsError  # Imported late: the API imports this module, and has no use for polars at its start.

    return (*_OF_FILES, PolarsError)


def read_upload(format_name: str, path: Path, folder: Path, reading: Reading) -> bytes:
    """Read an uploaded file into a folder; return its record as JSON."""
    with _refusing(format_name):
        return read_file(format_name, path, folder, reading).model_dump_json().encode()


def append_upload(earlier: StoredUpload, format_name: str, path: Path, folder: Path, reading: Reading) -> bytes:
    """Read a file as an upload was read, write the values of both into a folder, and return their record as JSON."""
    with _refusing(format_name):
        return append_file(earlier, format_name, path, folder, reading).model_dump_json().encode()


def preview_upload(data_set: DataSet, part: PartName, first: int, n_samples: int, cache: Path) -> bytes:
    """Return samples of an upload as JSON; see `preview`."""
    return orjson.dumps(asdict(preview(data_set, part, first, n_samples, cache)))


def make_dataset_plots(data_set: DataSet, cache: Path, title: str, folder: PlotFolder) -> bytes:
    """Write the numbers of all plots of a data set.

    Args:
        data_set: The data set.
        cache: Folder for unpacked data sets.
        title: What to call it.
        folder: Where to write them.
    """
    folder.make(DataShown(title, data_set.sketch(cache), data_set.describe()))
    return b""


def looked_weights(path: Path, most: int) -> bytes:
    """Return name and size of each weight of an HDF5 file, by group, and what it says about the network, of which `most` characters, as JSON."""
    with foreign_file(path) as found:
        groups = {group: [(name, int(data.size)) for name, data in weights] for group, weights in found.groups.items()}
        said = {"architecture": found.architecture, "keras_version": found.keras_version, "backend": found.backend}
        return orjson.dumps({"groups": groups, **{name: text[:most] for name, text in said.items()}})


def make_plots(run: Run, folder: PlotFolder) -> bytes:
    """Write the numbers of all plots of a job."""
    folder.make(run)
    return b""


def draw_plots(folder: PlotFolder, form: Form, first: str) -> bytes:
    """Draw the figures of a form that are missing, that of a plot first."""
    folder.draw(form, first=first)
    return b""


def draw_answer(answer: Answer, form: Form) -> bytes:
    """Draw an answer as a file of a form."""
    return figure_of(answer, form)


def show_layers(path: Path, one: Ports) -> bytes:
    """Return what the layers of a network give for one prepared sample, as JSON.

    Args:
        path: The artifact of the network.
        one: The sample by input, arrays of shape (1, ...).
    """
    found = layers_shown(source_runtime(read_artifact(path, to_continue=False)), one)
    layers = [layer.model_dump() for layer in (*found.given, *found.outputs)]
    return orjson.dumps({"n_inputs": len(found.given), "n_layers": found.n_layers, "layers": layers})
