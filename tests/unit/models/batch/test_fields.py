"""Predictions as arrays by field are those that are made one by one, and become the columns and objects of their answers."""

import json
import resource
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from models.artifact.answers import LabelPrediction
from models.artifact.predictions import Prediction, Probabilities, fields_of, label_predictions
from models.artifact.samples.read import Decoded
from models.artifact.signature import OutputSignature
from models.batch.forms import FORMS, Predicted
from models.batch.table import KeptColumn, flat, together, with_probabilities
from models.core.arrays import Array
from models.core.errors import DataError
from models.kinds import KINDS, Kind, Port
from models.preprocessing.chain import Chain
from models.specs.batch import BatchFields
from service.answers.answered import Answered
from service.answers.csv_form import csv_of

DRAWN: Array = np.random.default_rng(0).random((5, 3)).astype(np.float32)
X = {"inputs": DRAWN + 1}
#: Outputs of a model of each kind, with its labels.
CASES: dict[str, tuple[str, Array, tuple[Any, ...] | None]] = {
    "words": ("classification", DRAWN / DRAWN.sum(axis=1, keepdims=True), ("low", "mid", "high")),
    "numbers of classes": ("classification", DRAWN, (3, 5, 8)),
    "two classes of one output": ("classification", DRAWN[:, :1], ("no", "yes")),
    "classes without probabilities": ("classification", np.array([2, 0, 1, 1, 2]), ("low", "mid", "high")),
    "values": ("regression", DRAWN[:, :1], None),
    "several values": ("regression", DRAWN, None),
    "several labels": ("multi_label", DRAWN, ("a", "b", "c")),
    "images of values": ("regression", DRAWN.reshape(5, 3, 1) + np.zeros((1, 1, 2), np.float32), None),
    "symbols": ("generation", DRAWN, ("a", "b", "c")),
    "clusters": ("clustering", np.array([0, 1, -1, 1, 0]), None),
    "rows": ("transform", DRAWN.astype(np.float64), None),
    "reconstructions": ("reconstruction", DRAWN, None),
}


def port_of(outputs: Array, labels: tuple[Any, ...] | None, kind: str) -> Port:
    names = labels if kind == "multi_label" else None
    return Port("outputs", OutputSignature(kind, outputs.shape[1:], None if names else labels, names), Chain({"inputs": ()}, {"outputs": ()}))


def given(name: str) -> tuple[Kind, Array, Port]:
    kind, outputs, labels = CASES[name]
    return KINDS[kind], outputs, port_of(outputs, labels, kind)


def predictions(name: str, wanted: Probabilities = Probabilities.ALL) -> list[Prediction]:
    kind, outputs, port = given(name)
    return kind.encode(outputs, port, Decoded(X), wanted)


def predicted(name: str, wanted: Probabilities = Probabilities.ALL) -> Predicted:
    kind, outputs, port = given(name)
    return Predicted({}, {"outputs": with_probabilities(kind.fields(outputs, port, Decoded(X)), wanted)}, is_bare=True)


def test_every_kind_is_among_the_cases_but_that_of_series() -> None:
    assert {kind for kind, _, _ in CASES.values()} | {"forecasting"} == set(KINDS)


@pytest.mark.parametrize("name", CASES)
def test_a_table_has_the_names_and_the_values_of_the_csv_form_of_answers(name: str, tmp_path: Path) -> None:
    answered = Answered("m@1", CASES[name][0], predictions(name), False, lambda: None)
    FORMS["csv"].write(predicted(name), tmp_path / "piece")
    found, expected = (pl.read_csv(content) for content in ((tmp_path / "piece").read_bytes(), csv_of(answered)))
    assert found.columns == expected.columns
    assert found.rows() == expected.rows()


def test_an_array_of_lists_of_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="lists of labels; ask for their probabilities"):
        FORMS["npy"].write(predicted("several labels", Probabilities.NONE), tmp_path / "piece")


@pytest.mark.parametrize("wanted", Probabilities)
@pytest.mark.parametrize("name", CASES)
def test_lines_of_json_have_the_objects_of_answers(name: str, wanted: Probabilities, tmp_path: Path) -> None:
    FORMS["jsonl"].write(predicted(name, wanted), tmp_path / "piece")
    found = [json.loads(line) for line in (tmp_path / "piece").read_text().splitlines()]
    assert [_without_null(line) for line in found] == [_without_null(line) for line in predictions(name, wanted)]


def _without_null(prediction: Prediction) -> Prediction:
    """Return a prediction without the labels that it names no probability of."""
    known = prediction.get("probabilities")
    return prediction if known is None else {**prediction, "probabilities": {label: value for label, value in known.items() if value is not None}}


@pytest.mark.parametrize("name", CASES)
def test_the_slow_way_gives_the_same(name: str) -> None:
    kind, outputs, port = given(name)
    quick, slow = flat(kind.fields(outputs, port, Decoded(X))), flat(fields_of(predictions(name)))
    assert list(quick) == list(slow)
    assert [_plain(array) for array in quick.values()] == [_plain(array) for array in slow.values()]


def _plain(array: Array) -> list[Any]:
    return [None if value != value else value for value in array.tolist()]


@pytest.mark.parametrize(("form", "expected"), [("csv", ['["a","é"]', "[]"]), ("parquet", [["a", "é"], []]), ("jsonl", [["a", "é"], []])])
def test_lists_of_different_lengths_are_kept_and_are_json_in_a_table_of_text(form: str, expected: list[Any], tmp_path: Path) -> None:
    for index, labels in enumerate([["a", "é"], []]):
        FORMS[form].write(Predicted({}, {"outputs": {"labels": np.fromiter([labels], object, 1)}}, is_bare=True), tmp_path / f"{index}")
    FORMS[form].join([tmp_path / "0", tmp_path / "1"], tmp_path / "whole")
    read = {"csv": pl.read_csv, "parquet": pl.read_parquet, "jsonl": pl.read_ndjson}[form]
    assert read(tmp_path / "whole")["labels"].to_list() == expected


def test_a_kind_that_says_nothing_about_fields_gets_those_of_its_predictions() -> None:
    class Ranked(Kind):
        """Lists of labels, as many as there are."""

        answer = LabelPrediction

        def encode(self, outputs: Array, port: Port, given: Decoded, probabilities: Probabilities) -> list[Prediction]:
            return [{"labels": ["a"] * int(value)} for value in outputs]

    fields = Ranked().fields(np.array([1, 3, 0]), port_of(np.zeros(3), None, "ranked"), Decoded(X))
    assert fields["labels"].tolist() == [["a"], ["a"] * 3, []]  # type: ignore[union-attr]


def test_the_runs_of_a_piece_are_put_together() -> None:
    kind, outputs, port = given("words")
    runs = [kind.fields(outputs[at : at + 2], port, Decoded(X)) for at in range(0, 5, 2)]
    assert flat(together(runs)).keys() == flat(kind.fields(outputs, port, Decoded(X))).keys()
    assert together(runs)["label"].tolist() == [each["label"] for each in predictions("words")]  # type: ignore[union-attr]


def test_kept_columns_stand_first_with_their_types_also_where_a_piece_has_none_of_their_values(tmp_path: Path) -> None:
    kept = {
        "id": KeptColumn("text", np.array(["007", None], object)),
        "gone": KeptColumn("text", np.array([None, None], object)),
        "n": KeptColumn("int64", np.array([2**60, -1])),
        "x": KeptColumn("float64", np.array([0.5, np.nan])),
        "ok": KeptColumn("boolean", np.array([1.0, np.nan])),
        "value": KeptColumn("text", np.array(["taken", "too"], object)),
    }
    FORMS["parquet"].write(Predicted(kept, {"outputs": {"value": np.array([1.5, 2.5])}}, is_bare=True), tmp_path / "piece")
    frame = pl.read_parquet(tmp_path / "piece")
    types = [pl.String, pl.String, pl.Int64, pl.Float64, pl.Boolean, pl.String, pl.Float64]
    assert dict(zip(frame.columns, frame.dtypes, strict=True)) == dict(zip(["id", "gone", "n", "x", "ok", "kept.value", "value"], types, strict=True))
    assert frame.rows() == [("007", None, 2**60, 0.5, True, "taken", 1.5), (None, None, -1, None, None, "too", 2.5)]


def test_records_have_a_field_for_each_column_and_texts_of_the_width_of_the_longest(tmp_path: Path) -> None:
    for index, text in enumerate(["a", "longer"]):
        kept = {"größe, id": KeptColumn("text", np.array([text, None], object)), "ok": KeptColumn("boolean", np.array([1.0, np.nan]))}
        fields: Any = {"label": np.array(["x", "yes"], object), "probabilities": {"x": np.array([0.5, 0.25])}}
        FORMS["npy"].write(Predicted(kept, {"outputs": fields}, is_bare=True), tmp_path / f"{index}")
    FORMS["npy"].join([tmp_path / "0", tmp_path / "1"], tmp_path / "whole")
    whole = np.load(tmp_path / "whole", allow_pickle=False)
    assert whole.dtype.names == ("größe, id", "ok", "label", "probabilities.x")
    assert whole["größe, id"].tolist() == ["a", "", "longer", ""]
    assert whole["label"].tolist() == ["x", "yes"] * 2
    assert np.array_equal(whole["ok"], [1.0, np.nan, 1.0, np.nan], equal_nan=True)


def test_a_text_that_would_widen_all_others_is_refused(tmp_path: Path) -> None:
    kept = {"note": KeptColumn("text", np.array(["x" * 1_001], object))}
    with pytest.raises(DataError, match="expected texts of at most 1,000 characters for an array, got one of 1,001; use csv or parquet"):
        FORMS["npy"].write(Predicted(kept, {"outputs": {"value": np.array([1.0])}}, is_bare=True), tmp_path / "piece")


@pytest.mark.parametrize("form", FORMS)
def test_pieces_are_joined_in_order_whatever_is_in_them(form: str, tmp_path: Path) -> None:
    texts = ["plain", 'with "quotes",\nand a line break', ""]
    for index in range(3):
        labels = np.array(["a", "longer label"], object)
        kept = {} if form == "npy" else {'a "name"\nof two lines': KeptColumn("text", np.array([texts[index], None], object))}
        FORMS[form].write(Predicted(kept, {"outputs": {"label": labels}}, is_bare=True), tmp_path / f"{index}")
    FORMS[form].join([tmp_path / f"{index}" for index in range(3)], tmp_path / "whole")
    if form == "npy":
        assert np.load(tmp_path / "whole").tolist() == ["a", "longer label"] * 3
        return
    read = {"csv": pl.read_csv, "parquet": pl.read_parquet, "jsonl": pl.read_ndjson}[form]
    frame = read(tmp_path / "whole")
    assert frame["label"].to_list() == ["a", "longer label"] * 3
    assert [value or "" for value in frame.to_series(0).to_list()[::2]] == texts


@pytest.mark.parametrize("form", FORMS)
def test_there_may_be_more_pieces_than_files_that_a_process_may_have_open(form: str, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    pieces = [tmp_path / f"{index}" for index in range(200)]
    for index, piece in enumerate(pieces):
        FORMS[form].write(Predicted({}, {"outputs": {"value": np.array([float(index)])}}, is_bare=True), piece)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/proc/self/fd").iterdir())) + 60, hard))
    try:
        FORMS[form].join(pieces, tmp_path / "whole")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    read = {"csv": pl.read_csv, "parquet": pl.read_parquet, "jsonl": pl.read_ndjson, "npy": lambda path: {"value": pl.Series(np.load(path))}}[form]
    assert read(tmp_path / "whole")["value"].to_list() == [float(index) for index in range(200)]


def test_classes_without_probabilities_have_none_in_any_form() -> None:
    labels = label_predictions(np.array([1]), ["a", "b"])
    assert labels == [{"label": "b", "probability": None}]


def test_a_spec_may_name_the_forms_that_there_are() -> None:
    for name in FORMS:
        assert BatchFields.model_validate({"format": name}).format == name
    assert set(BatchFields.model_json_schema()["properties"]["format"]["enum"]) == set(FORMS)
    assert set(BatchFields.model_json_schema()["properties"]["probabilities"]["enum"]) == set(Probabilities)
