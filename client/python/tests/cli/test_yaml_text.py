"""YAML is read as its writers mean it, and what cannot be read is named with its line."""

from __future__ import annotations

from typing import Any

import pytest

from modelbook.cli.yaml_text import YamlError, read_document, read_value

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-3", 0.001),
        ("1E3", 1000.0),
        (".5", 0.5),
        ("-2", -2),
        ("010", 10),
        ("no", "no"),
        ("off", "off"),
        ("yes", "yes"),
        ("true", True),
        ("null", None),
        ("~", None),
        ("", None),
        ("2020-01-01", "2020-01-01"),
        ("12:30", "12:30"),
        ("[1, 2.5, a]", [1, 2.5, "a"]),
        ("{C: 0.1}", {"C": 0.1}),
        ("'3'", "3"),
    ],
)
def test_a_value_is_what_json_would_hold(text: str, value: Any) -> None:
    found = read_value(text)
    assert (found, type(found)) == (value, type(value))


def test_json_is_read_as_json_with_its_escapes_and_tabs() -> None:
    assert read_document('{"a": "\\ud83d\\ude00 \\/",\n\t"b": [1e2]}', "x.json")[0] == {"a": "\U0001f600 /", "b": [100.0]}


def test_each_part_has_its_line() -> None:
    text = "model:\n  layers:\n  - {layer: Dense,\n     units: 3}\n  a/b~c: 1\n"
    assert read_document(text, "x.yaml")[1] == {
        "": 1,
        "/model": 1,
        "/model/layers": 2,
        "/model/layers/0": 3,
        "/model/layers/0/layer": 3,
        "/model/layers/0/units": 4,
        "/model/a~1b~0c": 5,
    }


def test_keys_that_are_numbers_become_text_and_anchors_are_followed() -> None:
    value, _ = read_document("a: &a {x: 1}\nb: {<<: *a, 0: 2.0, true: 3}\n", "x.yaml")
    assert value["b"] == {"x": 1, "0": 2.0, "true": 3}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1,\n", "x.yaml:2:1: expected YAML or JSON"),
        ("a: 1\na: 2", "x.yaml:2: expected each key once, got 'a' again"),
        ("a: &x [*x]", "x.yaml:1: expected at most 200 levels, got more, or a part within itself"),
        ("? [1]\n: 2", "x.yaml:1: expected a key that is text, got a list or an object"),
        ("a: !!binary aa", "x.yaml:1: expected text, a number, true, false or null, got the tag tag:yaml.org,2002:binary"),
        ("\nb: !!python/name:os.system x", "x.yaml:2: expected text, a number"),
        ("a: \x00", "x.yaml: expected YAML or JSON: unacceptable character"),
        ("a: 1\n---\nb: 2", "x.yaml:2:1: expected YAML or JSON"),
        (BOMB, "x.yaml: expected at most 1,000,000 parts, got more"),
    ],
)
def test_what_is_no_json_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(YamlError) as refused:
        read_document(text, "x.yaml")
    assert str(refused.value).startswith(message)
