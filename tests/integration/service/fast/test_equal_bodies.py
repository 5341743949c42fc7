"""Bodies: the hot path and the ordinary route give the same bytes and headers, for models of every kind."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.integration.service.fast.asking import Hot, json_of, require_equal
from tests.integration.service.fast.conftest import IMAGES, OTHERS, SHAPES

NPY, PNG = "application/x-npy", "image/png"

#: Numbers as they may be written, and what is none.
FORMS = (
    *("0", "-0", "-0.0", "0e0", "1E5", "1e-5", "1.5e+3", "0.1", "1e-400", "5e-324", "2.2250738585072014e-308", "0.30000000000000004"),
    *("1e400", "-1e999", "1e39", "3.5e38", "1e308", "9007199254740991", "9007199254740992", "9007199254740993", "-9007199254740993"),
    *("9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "-9223372036854775809", "1e20", "1" * 400),
    *("123456789.123456789123456789", "16777217", "0." + "3" * 60, "4.35", "1.7976931348623157e308"),
)
FAULTS = (
    *("true", "false", "null", '"1"', '""', "NaN", "Infinity", "-Infinity", "nan", "01", "+1", ".5", "1.", "0x1", "1_0", "-", "--1", "1e", "[]"),
    *("{}", "[1]", "[[1]]", '{"a": 1}', "", "\u0661", "1,", "/*1*/1", "1 1", "\\u0031"),
)
NUMBERS = st.one_of(
    st.integers(-100, 100).map(str),
    st.integers(-(2**65), 2**65).map(str),
    st.floats(-1e4, 1e4).map(repr),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(FORMS),
)
SOUND = st.one_of(st.integers(-100, 300).map(str), st.floats(-1e4, 1e4).map(repr), st.floats(0, 16).map("{:.6e}".format))
BLANKS = st.sampled_from(("", " ", "\n", "\t", "\r\n", "  ", "\x0b", "\xa0", "\x00"))


@st.composite
def lists(draw: st.DrawFn, shape: tuple[int, ...], values: st.SearchStrategy[str]) -> str:
    """Draw a nested list of numbers of a shape, now and then of another one."""
    size = shape[0] + draw(st.sampled_from((0,) * 30 + (-1, 1, -shape[0])))
    items = [draw(values) if len(shape) == 1 else draw(lists(shape[1:], values)) for _ in range(size)]
    return "[" + ",".join(items) + "]"


@st.composite
def json_bodies(draw: st.DrawFn, shape: tuple[int, ...]) -> bytes:
    """Draw a body: mostly one with samples of a shape, written in any way."""
    values = SOUND if draw(st.booleans()) else st.one_of(NUMBERS, *[SOUND] * 8, st.sampled_from(FAULTS))
    own = draw(st.sampled_from((shape, shape, shape, shape[1:], (1, *shape), (int(np.prod(shape)),)))) or (1,)
    inputs = [draw(lists(own, values)) for _ in range(draw(st.integers(0, 3)))]
    blank = BLANKS if draw(st.integers(0, 9)) == 0 else st.just("")
    key = draw(st.sampled_from(('"inputs"',) * 12 + ('"\\u0069nputs"', '"Inputs"', "'inputs'", '"inputs\\u0000"', '"inputs", "inputs"', '"\xefnputs"')))
    after = draw(st.sampled_from(("",) * 12 + (', "method": "predict"', ', "inputs": [[1, 2]]', ",", ', "x": 1', ', "x": "["', ', "method": null')))
    text = "{" + draw(blank) + key + draw(blank) + ":" + draw(blank) + "[" + draw(blank).join(("", ",".join(inputs), "")) + "]" + after + "}"
    before, behind = draw(st.sampled_from((("", ""),) * 12 + (("\ufeff", ""), (" ", "\n"), ("", "x"), ("", "\x00"), ("[", "]"), ("", "{}"), ("", "]"))))
    return (before + text + behind).encode(draw(st.sampled_from(("utf-8",) * 20 + ("utf-16", "latin-1"))), "replace")


@pytest.mark.parametrize("model", SHAPES)
def test_a_sound_body_is_answered_by_the_hot_path_as_by_the_ordinary_one(model: str, every_kind: Hot) -> None:
    for n_samples in (1, 3):
        rows = np.random.default_rng(0).uniform(0.1, 5, (n_samples, *SHAPES[model]))
        assert require_equal(every_kind, model, json_of(rows.tolist()))
        for dtype in ("<f8", "<f4", "<f2", "<i8", "<i4", "u1", "<u8"):
            assert require_equal(every_kind, model, npy(rows.astype(dtype)), media=NPY), dtype


def npy(array: Any) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


@pytest.mark.parametrize("model", OTHERS)
def test_models_that_read_text_or_several_inputs_are_left_to_the_ordinary_route(model: str, every_kind: Hot) -> None:
    for body in (json_of([[1] * OTHERS[model][0]]), json_of(["From fairest creatures"]), json_of([[1, "up", 2.5]])):
        assert not require_equal(every_kind, model, body)
    assert not require_equal(every_kind, model, npy(np.ones((1, *OTHERS[model]))), media=NPY)


@settings(max_examples=300)
@given(st.data())
def test_any_json_gets_the_same_on_both_ways(every_kind: Hot, data: st.DataObject) -> None:
    model = data.draw(st.sampled_from([*SHAPES, *OTHERS, IMAGES]))
    require_equal(every_kind, model, data.draw(json_bodies((SHAPES | OTHERS | {IMAGES: (4,)})[model])))
