"""Stored forms: the record says which one a folder has, whatever the format of the file was."""

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.core.errors import SpecError
from models.uploads.formats import READERS
from models.uploads.forms import FORMS
from models.uploads.stored_upload import StoredUpload
from tests.uploaded import csv_file, data_set, npy, npz, read

#: The stored form of each format in records of earlier releases.
EARLIER = {"csv": "table", "npy": "array", "npz": "arrays", "images": "images", "text": "text"}


@pytest.mark.parametrize("name", READERS)
def test_a_reader_names_a_known_form(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, name, READERS[name].example()).record.form in FORMS


@pytest.mark.parametrize(("format_name", "form"), EARLIER.items())
def test_a_record_of_an_earlier_release_has_the_form_of_its_format(tmp_path: Path, format_name: str, form: str) -> None:
    upload = read(tmp_path, format_name, READERS[format_name].example())
    description = upload.record.model_dump(mode="json", exclude={"form"})
    earlier = StoredUpload.of(format_name, upload.folder, description)
    assert earlier.form is FORMS[form]
    assert repr(data_set(earlier).load(None)) == repr(data_set(upload).load(None))


def test_the_form_is_that_of_the_record_and_not_of_the_format(tmp_path: Path) -> None:
    upload = read(tmp_path, "npy", READERS["npy"].example())
    assert StoredUpload.of("npz", upload.folder, upload.record.model_dump(mode="json")).form is FORMS["array"]


def test_an_upload_of_a_plug_in_that_is_gone_is_refused_in_words(tmp_path: Path) -> None:
    upload = read(tmp_path, "npy", READERS["npy"].example())
    description = upload.record.model_dump(mode="json", exclude={"form"})
    with pytest.raises(SpecError, match="/data/source: expected an upload in one of the stored forms table, array"):
        data_set(StoredUpload.of("of a plug-in", upload.folder, description))


def test_series_are_made_of_tables_and_of_one_array_only(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="expected an upload that is a table or one array for series, got named arrays"):
        data_set(read(tmp_path, "npz", npz(x=[1.0, 2.0])), series=True)


#: Tables and arrays of series, with the columns that a spec chooses.
SERIES: dict[str, tuple[str, bytes, dict[str, Any]]] = {
    "one series": ("csv", csv_file([["price"], [1], [2], [3]]), {}),
    "several columns": ("csv", csv_file([["price", "volume"], [1, 4], [2, 5], [3, 6]]), {"target": "volume"}),
    "several series": ("csv", csv_file([["shop", "price"], ["a", 1], ["b", 2], ["a", 3]]), {"groups": "shop"}),
    "series by time": ("csv", csv_file([["hour", "price"], [2, 1], [0, 2], [1, 3]]), {"time": "hour"}),
    "series with gaps": ("csv", csv_file([["hour", "price"], [0, 1], [1, 2], [2, 3], [5, 4]]), {"time": "hour", "on_gap": "fill"}),
    "series in pieces": ("csv", csv_file([["hour", "price"], [0, 1], [1, 2], [2, 3], [5, 4]]), {"time": "hour", "on_gap": "split"}),
    "series of an array": ("npy", npy(np.arange(12.0).reshape(2, 6, 1)), {}),
}


@pytest.mark.parametrize("name", READERS)
def test_a_child_process_gets_a_data_set_of_each_format(tmp_path: Path, name: str) -> None:
    sent = data_set(read(tmp_path, name, READERS[name].example()))
    assert repr(pickle.loads(pickle.dumps(sent)).load(None)) == repr(sent.load(None))


@pytest.mark.parametrize("name", SERIES)
def test_a_child_process_gets_series_as_they_are(tmp_path: Path, name: str) -> None:
    format_name, content, chosen = SERIES[name]
    sent = data_set(read(tmp_path, format_name, content), series=True, **chosen)
    assert repr(pickle.loads(pickle.dumps(sent)).load(None)) == repr(sent.load(None))
