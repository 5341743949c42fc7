"""Archives of images as people have them: from Windows, with parts, with other files beside the folders, with labels in a table, damaged."""

import io
import re
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.uploads import packed
from models.uploads.image_archives import image_writer
from tests.image_archives import counts_of, images, notes_of, refusal, skipped_of
from tests.uploaded import data_set, image, read, zipped

DRAWINGS = {f"{kind}/{k}.png": image(20 * k + light) for kind, light in (("bar", 0), ("disc", 120)) for k in range(4)}
CUT = image(7)[:40]


def tarred(members: dict[str, bytes], mode: Any = "w:gz") -> bytes:
    """Return a TAR archive."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as sent:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            sent.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
@pytest.mark.parametrize("root", ["", "./", "./photos/all/"])
def test_a_tar_archive_gives_what_a_zip_archive_gives(tmp_path: Path, mode: str, root: str) -> None:
    (tmp_path / "zip").mkdir()
    found = read(tmp_path, "images", tarred({root + name: content for name, content in DRAWINGS.items()}, mode))
    expected = images(tmp_path / "zip", DRAWINGS)
    assert found.record.model_copy(update={"reading": None}) == expected.record.model_copy(update={"reading": None})
    assert data_set(found).load(None).inputs.tolist() == data_set(expected).load(None).inputs.tolist()


def test_backslashes_of_windows_are_separators(tmp_path: Path) -> None:
    members = {"photos\\": b"", "photos\\bar\\": b"", **{f"photos\\{name}".replace("/", "\\"): content for name, content in DRAWINGS.items()}}
    assert counts_of(images(tmp_path, members)) == {"bar": 4, "disc": 4}


def test_names_in_utf_8_that_do_not_say_so_are_read_as_utf_8(tmp_path: Path) -> None:
    sent = zipped({name.replace("bar", "Baür"): content for name, content in DRAWINGS.items()})
    flagged = bytearray(sent)
    for mark, flags in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        for found in re.finditer(re.escape(mark), sent):
            flagged[found.start() + flags] &= ~0x08 & 0xFF
    assert counts_of(read(tmp_path, "images", bytes(flagged))) == {"Baür": 4, "disc": 4}


def test_sizes_of_64_bits_are_read(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as sent:
        for name, content in DRAWINGS.items():
            with sent.open(name, "w", force_zip64=True) as member:
                member.write(content)
    assert counts_of(read(tmp_path, "images", buffer.getvalue())) == {"bar": 4, "disc": 4}


def test_other_files_are_passed_over_and_reported(tmp_path: Path) -> None:
    others = {
        "README.txt": b"Drawings.",
        "labels.csv": b"file,class\n",
        "bar/notes.txt": b"x",
        "bar/.hidden": b"x",
        "model.json": b"{}",
        "LICENSE": b"MIT",
    }
    upload = images(tmp_path, {**others, **DRAWINGS})
    assert counts_of(upload) == {"bar": 4, "disc": 4}
    assert skipped_of(upload) == {"files that are no images": ["README.txt", "labels.csv", "bar/notes.txt", "model.json", "LICENSE"]}


def test_an_image_is_known_by_its_bytes_where_its_name_has_no_ending(tmp_path: Path) -> None:
    members = {name.removesuffix(".png"): content for name, content in DRAWINGS.items()}
    assert counts_of(images(tmp_path, {**members, "README": b"text"})) == {"bar": 4, "disc": 4}


def test_an_archive_without_images_is_refused_with_what_it_holds(tmp_path: Path) -> None:
    assert refusal(tmp_path, {"a.csv": b"x,y\n1,2\n", "b.zip": zipped(DRAWINGS)}).endswith(
        'got none; it holds "a.csv"; "b.zip" (a ZIP archive: unpack it, and send what is in it)'
    )


@pytest.mark.parametrize(
    ("parts", "n_test", "note"),
    [
        ({"train": "train", "test": "test"}, 8, 'the 8 images of the folder "test" are the test part'),
        ({"Training": "train", "Valid": "test"}, 8, 'the 8 images of the folder "Valid" are the test part'),
        ({"x/train": "train", "x/val": "val", "x/test": "test"}, 8, "training.validation.split 0.5 takes them"),
    ],
)
def test_folders_of_parts_are_parts(tmp_path: Path, parts: dict[str, str], n_test: int, note: str) -> None:
    # In the order of the archive, the parts are mixed.
    members = {f"{part}/{name}": content for name, content in DRAWINGS.items() for part in parts}
    upload = images(tmp_path, members)
    described, data = data_set(upload).describe(), data_set(upload).load(None)
    assert (described.n_train, described.n_test, described.labels) == (8 * len(parts) - n_test, n_test, ("bar", "disc"))
    assert data.test_inputs is not None
    assert data.test_targets is not None
    assert data.targets is not None
    assert data.test_inputs.tolist() == list(DRAWINGS.values())
    assert data.inputs.tolist() == list(DRAWINGS.values()) * (len(parts) - 1)
    assert data.test_targets.tolist() == ["bar"] * 4 + ["disc"] * 4
    assert data.targets.tolist() == (["bar"] * 4 + ["disc"] * 4) * (len(parts) - 1)
    assert data_set(upload).label_counts() == {"bar": 4 * (len(parts) - 1), "disc": 4 * (len(parts) - 1)}
    assert any(note in found for found in notes_of(upload))
    for part, whole in (("train", data.inputs), ("test", data.test_inputs)):
        shown, _ = data_set(upload).piece(part, 3, 6, None)  # type: ignore[arg-type]
        assert shown is not None
        assert shown.tolist() == whole[3:6].tolist()


def test_parts_with_other_classes_are_refused(tmp_path: Path) -> None:
    members = {f"{part}/{name}": content for name, content in DRAWINGS.items() for part in ("train", "test")}
    del members["test/disc/0.png"], members["test/disc/1.png"], members["test/disc/2.png"], members["test/disc/3.png"]
    assert refusal(tmp_path, members) == 'expected the same class folders in "train" and "test", got other ones: "test" lacks "disc"'


@pytest.mark.parametrize(
    "names",
    [
        [f"train/{kind}.{k}.jpg" for kind in ("cat", "dog") for k in range(3)],
        [f"a/train/{kind}.{k}.jpg" for kind in ("cat", "dog") for k in range(3)],
        [f"{kind}_{k}.png" for kind in ("cat", "dog") for k in range(3)],
        [f"{kind} ({k}).png" for kind in ("cat", "dog") for k in range(3)],
    ],
)
def test_images_whose_names_begin_with_their_class_are_refused_with_the_way_out(tmp_path: Path, names: list[str]) -> None:
    message = refusal(tmp_path, dict.fromkeys(names, image(9)))
    assert message.startswith(f"expected a folder for each class, got {len(names)} images in ")
    assert 'put the images of each into a folder with its name ("cat", "dog"), or add a CSV file' in message


@pytest.mark.parametrize("names", [["train/a.png", "train/b.png"], ["train/cat.0.png", "test/cat.1.png"], ["train/1.png", "val/2.png", "test/3.png"]])
def test_parts_are_no_classes(tmp_path: Path, names: list[str]) -> None:
    assert "which name parts" in refusal(tmp_path, dict.fromkeys(names, image(9)))


def test_every_member_that_cannot_be_read_is_in_one_answer(tmp_path: Path) -> None:
    bad = {"bar/b1.png": CUT, "bar/b2.png": b"", "disc/photo.jpg": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "disc/b3.svg": b"<svg/>"}
    message = refusal(tmp_path, {**DRAWINGS, **bad})
    assert [f"member {name}: expected " in message for name in bad] == [True] * 4
    assert "got a PNG file that is cut off after 40 bytes" in message
    assert "got an empty file" in message
    assert "a HEIC file" in message
    assert message.endswith('(4 of 12 images cannot be read; reading {"on_bad": "skip"} passes over them, up to a share max_bad_share of 0.05)')


def test_twenty_bad_members_are_listed_and_the_others_counted(tmp_path: Path) -> None:
    message = refusal(tmp_path, {**DRAWINGS, **{f"bar/bad{k}.png": CUT for k in range(33)}})
    assert message.count("is cut off after") == 20
    assert "; and 13 more (33 of 41 images" in message


def test_bad_members_are_skipped_up_to_a_share(tmp_path: Path) -> None:
    members = {**DRAWINGS, "bar/bad.png": CUT}
    upload = images(tmp_path, members, on_bad="skip", max_bad_share=0.2)
    assert counts_of(upload) == {"bar": 4, "disc": 4}
    assert skipped_of(upload) == {"images that cannot be read": ["bar/bad.png"]}
    message = refusal(tmp_path, members, on_bad="skip")
    assert message.startswith(
        "expected at most a share of 0.05 of images that cannot be read, got 1 of 9: member bar/bad.png: expected a whole image"
    )


def test_a_member_that_does_not_unpack_is_a_bad_member(tmp_path: Path) -> None:
    sent = bytearray(zipped(DRAWINGS))
    sent[sent.index(b"IHDR") if b"IHDR" in sent else 60] ^= 0xFF
    assert "member bar/0.png: expected a valid member, got one that cannot be unpacked" in refusal(tmp_path, bytes(sent))


def test_further_frames_are_reported(tmp_path: Path) -> None:
    from PIL import Image as Pillow

    file = io.BytesIO()
    Pillow.new("L", (5, 5), 1).save(file, "GIF", save_all=True, append_images=[Pillow.new("L", (5, 5), 200)])
    upload = images(tmp_path, {**DRAWINGS, "bar/film.gif": file.getvalue()})
    assert skipped_of(upload) == {"frames or pages after the first of an image": ["bar/film.gif"]}


def test_passwords_are_counted(tmp_path: Path) -> None:
    content = bytearray(zipped(DRAWINGS))
    for found in re.finditer(b"PK\x01\x02", bytes(content)):
        content[found.start() + 8] |= 1
    expected = "member bar/0.png: expected no encryption, got 8 members with a password; send the archive without a password"
    assert refusal(tmp_path, bytes(content)) == expected


@pytest.mark.parametrize("share", [0.2, 0.5, 0.75])
def test_half_an_archive_is_cut_off(tmp_path: Path, share: float) -> None:
    for sent in (zipped(DRAWINGS), tarred(DRAWINGS, "w:gz"), tarred(DRAWINGS, "w")):
        assert "cut off" in refusal(tmp_path, sent[: int(len(sent) * share)])


def test_links_in_a_tar_archive_are_passed_over(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as sent:
        for name, content in DRAWINGS.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            sent.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("bar/9.png")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        sent.addfile(link)
    upload = read(tmp_path, "images", buffer.getvalue())
    assert counts_of(upload) == {"bar": 4, "disc": 4}
    assert list(skipped_of(upload)) == ["links, devices and sparse files"]


@pytest.mark.parametrize("name", ["../bar/1.png", "/bar/1.png", "bar/../../1.png"])
def test_a_tar_member_outside_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    assert "expected a path inside the archive, got one outside it" in refusal(tmp_path, tarred({name: image(1)}))


def test_a_tar_bomb_is_refused_while_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_INFLATED_BYTES", 1024**2)
    sent = tarred({"bar/zeros.png": bytes(64 * 1024**2), **DRAWINGS})
    assert len(sent) < 200_000
    assert refusal(tmp_path, sent).startswith("expected a gzip file of at most ")
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 1024**2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Rar!\x1a\7\0" + bytes(500), "expected a file of the format images, got a RAR archive: unpack it"),
        (image(1), "expected a file of the format images, got a PNG image: send images as a ZIP or tar archive with one folder for each class"),
        (b"one,two\n1,2\n", "expected a ZIP or TAR archive, got a file that is neither"),
    ],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    assert refusal(tmp_path, content).startswith(message)


def test_images_are_written_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_writer, "_PIECE", 100)
    upload = images(tmp_path, DRAWINGS)
    assert data_set(upload).load(None).inputs.tolist() == list(DRAWINGS.values())
    assert np.load(upload.folder / "classes.npy").tolist() == [0] * 4 + [1] * 4
