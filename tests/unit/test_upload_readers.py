"""What every reader keeps to: a sound file is kept whole, a broken one is refused in words."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.errors import DataError
from models.uploads.formats import READERS
from models.uploads.stored.upload_record import Record
from models.uploads.stored_upload import StoredUpload
from tests.unit.uploaded import csv_file, data_set, npy, npz, picture, read, zipped

#: A sound file of each format.
SOUND = {
    "csv": csv_file([["n", "x", "word"], [1, 0.5, "a"], [2, None, "b"], [3, 2.5, None]]),
    "npy": npy(np.arange(12.0).reshape(3, 4)),
    "npz": npz(x=np.arange(6).reshape(3, 2), y=np.array(["a", "b", "a"])),
    "images": zipped({"cats/1.png": picture(1), "dogs/2.gif": picture(2, "GIF"), "dogs/3.jpg": picture(3, "JPEG")}),
    "text": "Once upon a time,\nünd só on.".encode(),
}
formats = pytest.mark.parametrize("name", READERS)


def judged(name: str, content: bytes) -> None:
    """Read a file that may be broken: it gives a data set, or is refused."""
    with TemporaryDirectory() as folder:
        try:
            upload = read(Path(folder), name, content)
        except DataError:
            return
        described = data_set(upload, **({"features": [0]} if name == "npz" else {})).describe()
        assert described.n_train == upload.record.n_samples > 0


@formats
def test_every_format_has_a_sound_file_here(name: str) -> None:
    assert READERS[name].format == name
    assert name in SOUND


def test_an_ending_means_one_format() -> None:
    endings = [ending for reader in READERS.values() for ending in reader.endings]
    assert len(set(endings)) == len(endings)


@formats
def test_a_record_comes_back_from_json_and_the_folder_may_be_moved(tmp_path: Path, name: str) -> None:
    upload = read(tmp_path, name, SOUND[name])
    before = repr(data_set(upload).load(None).inputs.tolist())
    (tmp_path / "upload").unlink()
    moved = upload.folder.rename(tmp_path / "moved")
    again = StoredUpload(READERS[name], moved, Record.model_validate_json(upload.record.model_dump_json()))
    assert again.record == upload.record
    assert repr(data_set(again).load(None).inputs.tolist()) == before


@formats
def test_a_file_read_twice_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    folders = [read(tmp_path, name, SOUND[name]).folder for _ in range(2)]
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert first == second


@formats
def test_what_is_loaded_is_what_is_described(tmp_path: Path, name: str) -> None:
    found = data_set(read(tmp_path, name, SOUND[name]))
    described, data = found.describe(), found.load(None)
    assert data.inputs.shape == (described.n_train, *described.inputs.shape)
    assert (data.targets is None) == (described.targets is None)
    assert found.model_dump(mode="json") == {}


@formats
@given(content=st.binary(max_size=200))
def test_no_bytes_break_a_reader(name: str, content: bytes) -> None:
    judged(name, content)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")  # Pillow says so before the picture is refused.
@formats
@given(data=st.data())
def test_no_change_to_a_sound_file_breaks_a_reader(name: str, data: st.DataObject) -> None:
    content = bytearray(SOUND[name])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    judged(name, bytes(content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content))
