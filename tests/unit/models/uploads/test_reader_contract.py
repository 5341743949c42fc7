"""The contract of every reader: a valid file is stored whole, an invalid one is refused with a reason."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.deferred_rows import DeferredRows, in_memory
from models.core.errors import DataError, SpecError
from models.datasets import Description
from models.uploads.formats import READERS
from models.uploads.stored.upload_record import Record
from models.uploads.stored_upload import StoredUpload
from tests.uploaded import data_set, read

#: A sound file of each format.
SOUND = {name: reader.example() for name, reader in READERS.items()}
#: Formats whose library ends the process where a damaged file asks for more memory than there is; the child that reads uploads is made for that.
ABORTING = {"parquet"}
formats = pytest.mark.parametrize("name", READERS)


def judged(name: str, content: bytes) -> None:
    """Read a file that may be broken: it gives a data set, or is refused."""
    with TemporaryDirectory() as folder:
        try:
            upload = read(Path(folder), name, content)
        except DataError:
            return
        described = described_at_all(upload)
        assert described.n_train == upload.record.n_samples > 0


def described_at_all(upload: StoredUpload) -> Description:
    """Describe what was read; arrays of names that say nothing are chosen by their position."""
    try:
        return data_set(upload).describe()
    except SpecError:
        return data_set(upload, features=[0]).describe()


@formats
def test_a_format_has_a_name_and_a_description(name: str) -> None:
    assert READERS[name].format == name
    assert (READERS[name].__doc__ or "").splitlines()[0].endswith(".")


def test_an_ending_belongs_to_one_format() -> None:
    endings = [ending for reader in READERS.values() for ending in reader.endings]
    assert len(set(endings)) == len(endings)


@formats
def test_a_record_is_restored_from_json_and_the_folder_may_be_moved(tmp_path: Path, name: str) -> None:
    upload = read(tmp_path, name, SOUND[name])
    before = repr(data_set(upload).load(None).inputs.tolist())
    (tmp_path / "upload").unlink()
    moved = upload.folder.rename(tmp_path / "moved")
    again = StoredUpload(moved, Record.model_validate_json(upload.record.model_dump_json()))
    assert again.record == upload.record
    assert repr(data_set(again).load(None).inputs.tolist()) == before


@formats
def test_a_file_read_twice_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    folders = [read(tmp_path, name, SOUND[name]).folder for _ in range(2)]
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert first == second


@formats
def test_loaded_data_matches_its_description(tmp_path: Path, name: str) -> None:
    found = data_set(read(tmp_path, name, SOUND[name]))
    described, data = found.describe(), found.load(None)
    assert data.inputs.shape == (described.n_train, *described.inputs.shape)
    assert (data.targets is None) == (described.targets is None)
    assert found.model_dump(mode="json") == {}


@formats
@given(content=st.binary(max_size=200))
def test_no_bytes_break_a_reader(name: str, content: bytes) -> None:
    judged(name, content)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")  # Pillow says so before the image is refused.
@pytest.mark.parametrize("name", sorted(set(READERS) - ABORTING))
@given(data=st.data())
def test_no_change_to_a_valid_file_breaks_a_reader(name: str, data: st.DataObject) -> None:
    content = bytearray(SOUND[name])
    for index in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[index] = data.draw(st.integers(0, 255))
    judged(name, bytes(content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content))


@formats
def test_what_is_opened_is_what_is_loaded(tmp_path: Path, name: str) -> None:
    found = data_set(read(tmp_path, name, SOUND[name]))
    loaded, opened = found.load(None), found.open(None)
    for field in ("inputs", "targets", "test_inputs", "test_targets"):
        held, read_later = getattr(loaded, field), getattr(opened, field)
        assert (read_later is None) == (held is None)
        if held is not None:
            assert (repr(in_memory(read_later).tolist()), read_later.dtype) == (repr(held.tolist()), held.dtype)
    assert found.opens() == isinstance(opened.inputs, DeferredRows)
