"""ZIP archives of images, and texts."""

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.core.errors import DataError, SpecError
from models.core.tensors import IMAGE, TensorType
from models.preprocessing.image import Image
from models.uploads import archive
from models.uploads.image_archives import reading_images
from tests.faults import pointers_of
from tests.hostile.families.images import png
from tests.uploaded import data_set, image, read, zipped

DOG, CAT, GIF = image(10), image(200), image(99, "GIF")
FOLDERS = {"dogs/1.png": DOG, "cats/1.png": CAT, "dogs/2.gif": GIF}


def test_images_are_stored_as_encoded_with_the_folder_as_class(tmp_path: Path) -> None:
    upload = read(tmp_path, "images", zipped(FOLDERS))
    assert [(item.value, item.count) for item in upload.record.classes] == [("cats", 1), ("dogs", 2)]
    described, data = data_set(upload).describe(), data_set(upload).load(None)
    assert (described.inputs, described.targets) == (TensorType((), IMAGE), TensorType((), "str"))
    assert (described.labels, described.n_train) == (("cats", "dogs"), 3)
    assert data.inputs.tolist() == [DOG, CAT, GIF]
    assert data.targets is not None
    assert data.targets.tolist() == ["dogs", "cats", "dogs"]


def test_an_image_step_converts_them_to_arrays(tmp_path: Path) -> None:
    step, found = Image(step="image", size=(4, 6)), data_set(read(tmp_path, "images", zipped(FOLDERS)))
    given, pixels = step.output_type(found.describe().inputs), step.fit(found.load(None).inputs).apply(found.load(None).inputs)
    assert (pixels.shape[1:], pixels.dtype) == (given.shape, given.dtype)
    assert [np.unique(sample).tolist() for sample in pixels] == [[10], [200], [99]]


def test_a_common_folder_and_system_files_are_skipped(tmp_path: Path) -> None:
    members = {f"photos/{name}": content for name, content in FOLDERS.items()}
    left = ["__MACOSX/photos/cats/._1.png", "photos/.DS_Store", "photos/cats/Thumbs.db", ".hidden/cats/1.png"]
    upload = read(tmp_path, "images", zipped({**members, **dict.fromkeys(left, b"junk"), "photos/empty/": b""}))
    assert [item.value for item in upload.record.classes] == ["cats", "dogs"]


def test_one_class_is_a_class(tmp_path: Path) -> None:
    assert data_set(read(tmp_path, "images", zipped({"cats/1.png": CAT, "cats/2.png": CAT}))).describe().labels == ("cats",)


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({}, "expected at least one class folder with images in the archive, got none"),
        ({"__MACOSX/cats/1.png": CAT}, "expected at least one class folder with images in the archive, got none"),
        (
            {**FOLDERS, "cats/3.png": b"junk"},
            "member cats/3.png: expected an image (PNG, JPEG, GIF, BMP, TIFF, WebP or AVIF), got 4 bytes that do not decode",
        ),
        ({**FOLDERS, "cats/3.png": CAT[:50]}, "member cats/3.png: expected a whole image, got a PNG file that is cut off after 50 bytes"),
        ({**FOLDERS, "1.png": CAT}, "member 1.png: expected an image in the folder of its class, as in cats/1.png, got one in no folder"),
        (
            {**FOLDERS, "a/b/c.png": CAT},
            "member a/b/c.png: expected an image in the folder of its class, as in cats/1.png, got one 2 folders",
        ),
        (
            {"a/b/c/d.png": CAT, "a/e.png": DOG},
            "member a/b/c/d.png: expected an image in the folder of its class, as in cats/1.png, got one 3 folders deep",
        ),
        ({"../cats/1.png": CAT}, "member ../cats/1.png: expected a path inside the archive, got one outside it"),
        ({"/cats/1.png": CAT}, "member /cats/1.png: expected a path inside the archive, got one outside it"),
        ({"..\\cats\\1.png": CAT}, "member ../cats/1.png: expected a path inside the archive, got one outside it"),
        ({"c:\\cats\\1.png": CAT}, "member c:/cats/1.png: expected a path inside the archive, got one outside it"),
        ({"cats\\1.png": CAT, "cats/a\\2.png": CAT}, "member cats/a\\2.png: expected / or \\ between the folders of a path, got both in one name"),
        ({"c:/1.png": CAT}, "member c:/1.png: expected a path inside the archive, got one outside it"),
        ({"c" * 201 + "/1.png": CAT}, f"member {'c' * 201}/1.png: expected class names of at most 200 characters, got one of 201"),
    ],
)
def test_a_bad_archive_is_refused_with_its_member(tmp_path: Path, members: dict[str, bytes], message: str) -> None:
    with pytest.raises(DataError) as raised:
        read(tmp_path, "images", zipped(members))
    assert str(raised.value).startswith(message)


def test_an_image_too_large_to_decode_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^member cats/1\.png: expected an image of at most 40 megapixels, got one of 40,001 x 1,000 pixels"):
        read(tmp_path, "images", zipped({"cats/1.png": image(size=(40_001, 1000))}))


def test_images_of_far_more_pixels_than_bytes_are_refused_before_all_are_decoded(tmp_path: Path) -> None:
    members = {f"cats/{index}.png": png(8_000, 5_000) for index in range(3)}
    message = "^expected images of at most 100 megapixels together, or 200 pixels for each byte of their files, got 120 megapixels in 171 bytes"
    with pytest.raises(DataError, match=message):
        read(tmp_path, "images", zipped(members))


@pytest.mark.parametrize(
    ("module", "limit", "message"),
    [
        (archive, "MAX_UNPACKED_BYTES", "expected at most 100 bytes unpacked in all, got 5,000"),
        (archive, "MAX_MEMBERS", "expected at most 100 members in the archive, got 101"),
        (reading_images, "MAX_IMAGE_BYTES", "member cats/1.png: expected an image of at most 100 bytes, got 5,000 (1 of 1 images"),
    ],
)
def test_an_archive_over_a_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, limit: str, message: str) -> None:
    monkeypatch.setattr(module, limit, 100)
    rest = {f"cats/{number}.png": b"" for number in range(2, 102)} if limit == "MAX_MEMBERS" else {}
    with pytest.raises(DataError) as raised:
        read(tmp_path, "images", zipped({"cats/1.png": b"x" * 5000, **rest}))
    assert str(raised.value).startswith(message)


def test_a_duplicate_member_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as twice:
        twice.writestr("cats/1.png", CAT)
        with pytest.warns(UserWarning, match="Duplicate name"):
            twice.writestr("cats/1.png", DOG)
    with pytest.raises(DataError, match=r"^member cats/1\.png: expected distinct names, got this one twice$"):
        read(tmp_path, "images", (tmp_path / "twice.zip").read_bytes())


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"cats/1.png": CAT}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1  # The flags of the member in the archive's list.
    with pytest.raises(
        DataError, match=r"^member cats/1\.png: expected no encryption, got a member with a password; send the archive without a password$"
    ):
        read(tmp_path, "images", bytes(content))


@pytest.mark.parametrize(("format_name", "content"), [("images", zipped(FOLDERS)), ("text", b"words")])
def test_a_selection_of_columns_of_an_upload_without_columns_is_refused(tmp_path: Path, format_name: str, content: bytes) -> None:
    with pytest.raises(SpecError) as raised:
        data_set(read(tmp_path, format_name, content), target="class", features=[0], groups=1)
    assert pointers_of(raised.value.faults) == ["/data/target", "/data/features", "/data/groups"]


def test_a_text_is_a_series_of_its_characters(tmp_path: Path) -> None:
    upload = read(tmp_path, "text", "\ufeffGrüße,\r\n世界😀".encode())
    found = data_set(upload)
    assert found.describe().inputs == TensorType((), "str", "time")
    assert found.load(None).inputs.tolist() == list("Grüße,\n世界😀")
    assert found.describe().n_train == upload.record.n_samples == len(found.load(None).inputs)
    assert found.load(None).inputs.dtype == np.dtype("<U1")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: expected a text, got an empty file"),
        (b"a\n" * 1_000_000 + b"\0", "line 1000001: expected text, got a NUL byte"),
    ],
)
def test_a_file_that_is_not_text_is_refused_with_its_line(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(DataError) as raised:
        read(tmp_path, "text", content)
    assert str(raised.value) == message
