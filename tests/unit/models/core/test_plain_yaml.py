"""YAML that means the same as JSON; everything else that YAML can say is a text, or refused."""

import json
import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from models.catalog import _FOLDER, recipes
from models.core.plain_yaml import PlainYamlError, load_yaml

#: Longest time of the processor for any text of a megabyte, in seconds: others may use it meanwhile.
SOON_S = 1.0
#: Line ends and control characters, which YAML folds or refuses, apart.
TEXTS = st.text(st.characters(categories=["L", "N", "P", "S"]) | st.just(" "), max_size=10)
SCALARS = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
DOCUMENTS = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=10)


@given(DOCUMENTS)
def test_what_yaml_writes_is_read_back(document: Any) -> None:
    assert load_yaml(yaml.safe_dump(document, allow_unicode=True)) == document


@given(DOCUMENTS)
def test_json_is_yaml(document: Any) -> None:
    assert load_yaml(json.dumps(document, ensure_ascii=False)) == document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[("1:30", "1:30"), ("190:20:30", "190:20:30"), ("no", "no"), ("yes", "yes"), ("On", "On"), ("0o17", "0o17"), ("0x1F", "0x1F")],
        *[("2024-01-01", "2024-01-01"), ("1_000", "1_000"), (".inf", ".inf"), ("010", "010"), ("'1'", "1"), ('"null"', "null"), ("1.", 1.0)],
        *[
            ("null", None),
            ("~", None),
            ("", None),
            ("true", True),
            ("false", False),
            ("-5", -5),
            ("1e-3", 0.001),
            ("2.5E+2", 250.0),
            ("True", "True"),
        ],
        *[("{1: a}", {"1": "a"}), ("{true: a}", {"true": "a"}), ("'<<': 1", {"<<": 1}), ("9" * 30, float("9" * 30))],
    ],
)
def test_a_value_is_the_one_that_json_has_for_it(text: str, expected: Any) -> None:
    found = load_yaml(text)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("a: &a [1]\nb: *a", "line 1: expected no aliases and no anchors"),
        ("&a x", "no anchors"),
        ("<<: {a: 1}", "no merge key"),
        ("!!python/object/apply:os.system [true]", "expected no tags"),
        ("!!str 1", "expected no tags"),
        ("a: 1\na: 2", "line 2: expected each key once, got 'a' again"),
        ("? [1]\n: 2", "expected a text as key"),
        ("a: 1\n---\nb: 2", "line 2: expected one document"),
        ("a: [", "did not find"),
        ("1e999", "expected a number that a 64-bit float can be"),
        ("\ud800", "surrogates not allowed"),
        ("a: \0", "control characters are not allowed"),
    ],
)
def test_what_json_cannot_say_is_refused(text: str, phrase: str) -> None:
    with pytest.raises(PlainYamlError, match=phrase):
        load_yaml(text)


HOSTILE = {
    "brackets": "[" * 100_000,
    "braces": "{a: " * 100_000,
    "dashes": "- " * 400_000,
    "indents": "\n".join(" " * level + "a:" for level in range(1_400)),
    "items": "[" + "a," * 500_000 + "]",
    "laughs": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50_000)),
    "merges": "a: &a {x: 1}\n" + "b: {<<: *a}\n" * 50_000,
    "questions": "? " * 300_000,
    "digits": "9" * 1_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_refused_in_a_moment(text: str) -> None:
    start = time.thread_time()
    with pytest.raises(PlainYamlError):
        load_yaml(text)
    assert time.thread_time() - start < SOON_S


def test_numbers_to_the_base_of_60_are_texts_and_take_no_time() -> None:
    start = time.thread_time()
    assert load_yaml("[" + "1:30," * 90_000 + "]") == ["1:30"] * 90_000
    assert time.thread_time() - start < SOON_S


def test_the_deepest_nesting_is_read() -> None:
    assert load_yaml("[" * 64 + "]" * 64)
    with pytest.raises(PlainYamlError, match="at most 64 levels"):
        load_yaml("[" * 65 + "]" * 65)


def test_every_recipe_is_read_as_before_but_for_numbers_that_were_texts() -> None:
    for path in sorted(_FOLDER.glob("*/*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert recipes()[path.stem].spec == yaml.safe_load(text)["spec"], path
