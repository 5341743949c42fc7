"""Raw samples of both parts, from any index; and the counts of texts by hand."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PIL import Image

from models.core.errors import InputError
from models.datasets import DATA_SETS, DataSet, json_preview, symbol_counts
from models.datasets.drawn_shapes import Shapes
from models.datasets.json_preview import plain_values
from models.datasets.raw_preview import preview
from models.datasets.symbol_counts import Counting, Occurrences, Vocabulary, count_symbols
from tests.faults import refused
from tests.texts import HOLMES_FOLDER, needs_holmes
from tests.uploaded import data_set, npz, read


@pytest.mark.parametrize("data_set", [cls() for cls in DATA_SETS.values() if not cls.downloads], ids=lambda data_set: data_set.source)
def test_a_preview_is_json_of_the_first_samples(data_set: DataSet) -> None:
    data = data_set.load(None)
    samples = json.loads(json.dumps(preview(data_set, "train", 0, 3, None).samples, allow_nan=False))
    assert_array_equal([sample["input"] for sample in samples], data.inputs[:3])
    n_shown = len(data.inputs[:3])
    assert [sample["target"] for sample in samples] == ([None] * n_shown if data.targets is None else data.targets[:3].tolist())


def test_a_preview_has_null_for_what_json_has_no_number_for() -> None:
    mixed = np.array([[np.nan, "a"], [None, "b"], [np.inf, "c"], [1.5, "d"]], dtype=object)
    assert plain_values(mixed) == [[None, "a"], [None, "b"], [None, "c"], [1.5, "d"]]


def test_numbers_of_a_test_part_are_shown_from_any_index(tmp_path: Path) -> None:
    arrays = npz(x_train=np.arange(6).reshape(3, 2), y_train=[1, 0, 1], x_test=[[7, 8], [9, 10]], y_test=[0, 1])
    uploaded = data_set(read(tmp_path, "npz", arrays), target="y_train")
    found = preview(uploaded, "test", 1, 5, None)
    assert (found.n_samples, found.samples) == (2, [{"index": 1, "input": [9, 10], "target": 1}])
    assert [sample["index"] for sample in preview(uploaded, "train", 1, 5, None).samples] == [1, 2]


def test_the_test_series_of_the_book_begins_with_its_values() -> None:
    found = preview(DATA_SETS["sum_of_sines"](), "test", 0, 3, None)
    assert [sample["input"][0] for sample in found.samples] == pytest.approx([1.27431, 1.21252, 1.12758], abs=1e-5)


@pytest.mark.parametrize(
    ("source", "part", "first", "pointer", "phrase"),
    [
        ("iris", "test", 0, "/query/part", "Iris flowers has no test part of its own, got test; data.split of a spec splits one off"),
        ("iris", "train", 150, "/query/from", "expected the index of one of 150 samples, 0 to 149, got 150"),
        ("sum_of_sines", "test", 200, "/query/from", "0 to 199, got 200"),
    ],
)
def test_samples_that_are_not_there_are_refused(source: str, part: Any, first: int, pointer: str, phrase: str) -> None:
    ((found, detail),) = refused(lambda: preview(DATA_SETS[source](), part, first, 1, None))
    assert found == pointer
    assert phrase in detail


def test_a_response_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_preview, "MAX_SHOWN", 56)
    assert len(preview(DATA_SETS["iris"](), "train", 0, 4, None).samples) == 4  # Of four numbers, and room for ten characters, each.
    with pytest.raises(InputError, match="/query/n_samples: expected at most 56 numbers and characters in one response, got"):
        preview(DATA_SETS["iris"](), "train", 0, 5, None)


def test_only_the_shapes_that_are_shown_are_drawn() -> None:
    many, few = Shapes(n_samples=100_000, test=100_000), Shapes()
    assert len(many.first(3, None).inputs) == 3
    assert preview(many, "test", 2, 2, None).samples == preview(few, "test", 2, 2, None).samples


def test_the_shapes_before_those_that_are_shown_or_plotted_are_not_drawn() -> None:
    many = Shapes(n_samples=100_000, test=100_000)
    inputs, targets = many.piece("train", 99_998, 100_003, None)
    assert (len(inputs), len(targets)) == (2, 2)
    assert_array_equal(many.piece("test", 600, 603, None)[0], Shapes().load(None).test_inputs[600:603])
    assert len(many.sketch(None).inputs) == 1_000


def counts_of(folder: Path, text: str, **how: Any) -> symbol_counts.TextCounts:
    return count_symbols(data_set(read(folder, "text", text.encode())), "train", Counting(**how), None)


def test_letters_and_words_of_a_tiny_text_are_counted(tmp_path: Path) -> None:
    found = counts_of(tmp_path, "A cat,\na  cat; the cat", most=2, size=3)
    assert (found.n_texts, found.n_characters, found.complete) == (1, 22, True)
    assert found.letters == Vocabulary(22, 10, 6, [Occurrences(" ", 5), Occurrences("a", 4)])
    assert found.words == Vocabulary(8, 6, 5, [Occurrences("cat", 3), Occurrences("A", 1)])
    assert found.n_outside == 4


def test_letters_are_counted_as_the_step_reads_them(tmp_path: Path) -> None:
    text = "A cat,\na  cat; the cat"
    lower, clean = counts_of(tmp_path, text, lower=True), counts_of(tmp_path, text, clean=True)
    assert (lower.letters.n_distinct, lower.words.n_distinct, lower.n_characters) == (9, 6, 22)
    assert (clean.letters.n_symbols, clean.letters.n_distinct) == (21, 9)


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 100])
def test_words_are_whole_however_a_text_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(symbol_counts, "PIECE", piece)
    found = counts_of(tmp_path, " one\ttwo  two\u2003three, three three\n")
    assert found.words.most_frequent == [Occurrences("three", 3), Occurrences("two", 2), Occurrences("one", 1), Occurrences(",", 1)]


def test_a_word_without_an_end_is_not_shown_whole(tmp_path: Path) -> None:
    (word,) = counts_of(tmp_path, "a" * 100_000).words.most_frequent
    assert word == Occurrences("a" * 1_000 + "…", 1)


def test_texts_of_many_samples_are_counted_together(tmp_path: Path) -> None:
    found = count_symbols(data_set(read(tmp_path, "npz", npz(x=np.array(["a b", "b"])))), "train", Counting(), None)
    assert (found.n_texts, found.n_characters, found.words.n_symbols) == (2, 4, 3)


def test_a_long_text_is_counted_up_to_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symbol_counts, "MAX_CHARACTERS", 5)
    assert counts_of(tmp_path, "abcde").complete
    found = counts_of(tmp_path, "abcdef")
    assert (found.n_characters, found.complete, found.letters.n_distinct) == (5, False, 5)
    several = data_set(read(tmp_path, "npz", npz(x=np.array(["abc", "de", "f"]))))
    counts = count_symbols(several, "train", Counting(), None)
    assert (counts.n_texts, counts.n_characters, counts.complete) == (2, 5, False)


@pytest.mark.parametrize(("source", "part", "pointer"), [("iris", "train", "/path/dataset_id"), ("sonnets", "test", "/query/part")])
def test_what_is_not_a_text_is_refused(source: str, part: Any, pointer: str) -> None:
    ((found, _),) = refused(lambda: count_symbols(DATA_SETS[source](), part, Counting(), None))
    assert found == pointer


def test_the_sonnets_have_the_letters_that_their_recipe_needs() -> None:
    assert count_symbols(DATA_SETS["sonnets"](), "train", Counting(clean=True), None).letters.n_distinct == 61


@needs_holmes
def test_the_book_counts_the_same_letters_and_words() -> None:
    found = count_symbols(DATA_SETS["holmes"](), "train", Counting(clean=True, size=8_000), HOLMES_FOLDER)
    assert (found.letters.n_symbols, found.letters.n_distinct) == (1_637_265, 89)
    assert (found.words.n_symbols, found.words.n_distinct, found.n_outside) == (366_463, 15_098, 8_053)
    lower = count_symbols(DATA_SETS["holmes"](), "train", Counting(clean=True, lower=True), HOLMES_FOLDER)
    assert lower.letters.n_distinct == 63


def test_the_copies_of_a_text_while_it_is_read_count_as_memory(tmp_path: Path) -> None:
    assert data_set(read(tmp_path, "text", b"a" * 1_000)).loaded_bytes() == 16_000


def test_an_uploaded_image_is_shown_with_the_shades_and_the_way_up_that_a_model_gets() -> None:
    shades = np.tile(np.linspace(0, 1, 28), (28, 1))
    exif = Image.Exif()
    exif[0x0112] = 3  # Upside down.
    turned = Image.fromarray((shades[::-1, ::-1] * 255).round().astype(np.uint8))
    files = [
        as_file(Image.fromarray((shades * 255).round().astype(np.uint8))),
        as_file(Image.fromarray((shades * 65_535).round().astype(np.uint16))),
        as_file(turned, exif=exif),
    ]
    encoded = np.empty(len(files), object)
    encoded[:] = files
    shown = [Image.open(io.BytesIO(base64.b64decode(value.partition(",")[2]))) for value in plain_values(encoded)]
    pixels = [np.asarray(each.convert("L")).astype(int) for each in shown]
    assert max(np.abs(other - pixels[0]).max() for other in pixels) <= 1


def as_file(image: Image.Image, **how: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", **how)
    return file.getvalue()
