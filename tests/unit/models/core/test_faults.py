"""Faults: moved pointers, suggestions for unknown words, and bounds of long lists and values."""

import json
import time
from typing import Any

import pytest
from pydantic import ValidationError

from models.core.errors import MAX_FAULTS, Fault, SpecError, n_faults_in, shortened
from models.core.faults import did_you_mean, faults_of, listed, pointer_of, quote
from models.core.part import Part


@pytest.mark.parametrize(
    ("pointer", "moved"),
    [
        ("/data/params", "/query/params"),
        ("/data/params/n_samples", "/query/params/n_samples"),
        ("/data/paramset", "/data/paramset"),
        ("/data", "/data"),
        ("", ""),
    ],
)
def test_a_fault_is_moved_where_its_pointer_is_the_old_one_or_below_it(pointer: str, moved: str) -> None:
    assert Fault(pointer, "detail").moved("/data/params", "/query/params") == Fault(moved, "detail")


def test_a_fault_is_put_below_a_prefix() -> None:
    assert [Fault(pointer, "x").under("/spec").pointer for pointer in ("", "/model")] == ["/spec", "/spec/model"]


def test_a_pointer_escapes_special_characters() -> None:
    assert pointer_of(["inputs", 0, "a/b~"]) == "/inputs/0/a~1b~0"


def test_the_most_similar_known_word_is_named() -> None:
    assert did_you_mean("bach_size", ["batch_size", "epochs"]) == "; did you mean batch_size?"
    assert did_you_mean("knd", ["kind"], write=quote) == '; did you mean "kind"?'
    assert did_you_mean("xyz", ["batch_size"]) == ""
    assert (did_you_mean("acc", ["accuracy"]), did_you_mean("acc", ["accuracy"], cutoff=0.5)) == ("", "; did you mean accuracy?")


class Inner(Part):
    units: int = 1


class Outer(Part):
    inner: Inner = Inner()
    epochs: int = 1


def faults_with(**raw: Any) -> list[Fault]:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(raw)
    return faults_of(caught.value, raw, Outer)


@pytest.mark.parametrize("n_keys", [101, 20_000])
def test_of_many_faults_the_first_are_listed_and_the_others_counted(n_keys: int) -> None:
    start = time.thread_time()
    found = faults_with(inner={f"unit{index}": 1 for index in range(n_keys)})
    assert time.thread_time() - start < 1.0
    assert len(found) == MAX_FAULTS + 1
    assert found[-1] == Fault("", f"{n_keys - 100:,} more faults are not listed", n_keys - 100)
    assert n_faults_in(found) == n_keys


def test_the_first_faults_have_suggestions_and_the_others_none() -> None:
    found = faults_with(inner={f"unit{index}": 1 for index in range(50)})
    assert [("did you mean units?" in fault.detail) for fault in found] == [True] * 10 + [False] * 40


def test_a_hundred_faults_are_all_listed() -> None:
    assert [fault.n_faults for fault in faults_with(**{f"x{index}": 1 for index in range(100)})] == [1] * 100


def test_lists_of_faults_that_are_joined_count_all_of_them_once() -> None:
    part = shortened([Fault(f"/{index}", "x") for index in range(150)])
    whole = shortened([fault.under("/spec") for fault in part] * 2)
    assert (len(whole), n_faults_in(whole), whole[-1].as_dict()) == (101, 300, {"pointer": "", "detail": "200 more faults are not listed"})
    assert shortened(whole) == whole
    assert len(SpecError(part * 3).faults) == 101
    assert SpecError(part * 3).faults[-1].n_faults == 350


@pytest.mark.parametrize("value", ["x" * 10**7, ["y"] * 10**6, {"a": [[1] * 10**6]}, {f"key {index}": index for index in range(10**6)}])
def test_a_quote_reads_no_more_of_a_value_than_it_writes(value: Any) -> None:
    start = time.thread_time()
    assert len(quote(value)) == 80
    assert time.thread_time() - start < 0.1


@pytest.mark.parametrize("value", ["a", "é\n", ["x", 1, None, {"b": 2.5}], b"x", float("nan")])
def test_a_short_value_is_quoted_whole(value: Any) -> None:
    assert quote(value) == json.dumps(value, default=str, ensure_ascii=False)


def test_letters_of_every_script_are_quoted_as_they_are_and_what_does_not_show_as_escapes() -> None:
    assert quote("Größe 日本\u00a0\u202e\ud800") == '"Größe 日本\\u00a0\\u202e\\ud800"'


def test_names_in_a_message_are_few_and_short() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed(map(str, range(10**6))) == ", ".join(map(str, range(20))) + ", …"
    assert len(listed(["x" * 10**6])) == 80


def test_a_long_word_or_a_long_list_of_words_gets_no_slow_suggestion() -> None:
    start = time.thread_time()
    assert did_you_mean("x" * 10**6, ["xx"]) == ""
    did_you_mean("column", [f"some name {index}" for index in range(10**6)])
    assert time.thread_time() - start < 0.5


def test_a_pointer_holds_only_the_beginning_of_a_long_key() -> None:
    assert pointer_of(["spec", "x" * 10**6]) == "/spec/" + "x" * 200
