"""Bodies: the hot path and the ordinary route give the same bytes and headers, for models of every kind."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from models.core.arrays import Ports
from service.api.fast.heads import MAX_BYTES
from tests.integration.service.fast.asking import Hot, json_of, request_of, require_equal
from tests.integration.service.fast.conftest import IMAGES, OTHERS, SHAPES
from tests.integration.service.fast.held import running

pytestmark = pytest.mark.slow

#: Draws bodies for samples of a shape.
Bodies = Callable[[tuple[int, ...]], st.SearchStrategy[bytes]]
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
def lists(draw: st.DrawFn, shape: tuple[int, ...], values: st.SearchStrategy[str], wrong: st.SearchStrategy[int]) -> str:
    """Draw a nested list of numbers of a shape, and of another one where its size is to be wrong."""
    size = shape[0] + draw(wrong)
    items = [draw(values) if len(shape) == 1 else draw(lists(shape[1:], values, wrong)) for _ in range(size)]
    return "[" + ",".join(items) + "]"


@st.composite
def sound_bodies(draw: st.DrawFn, shape: tuple[int, ...]) -> bytes:
    """Draw a body with samples of a shape, or with flat ones of as many values."""
    own = draw(st.sampled_from((shape, (int(np.prod(shape)),))))
    inputs = [draw(lists(own, draw(st.sampled_from((SOUND, SOUND, SOUND, NUMBERS))), st.just(0))) for _ in range(draw(st.integers(1, 3)))]
    return b'{"inputs": [%b]}' % ", ".join(inputs).encode()


@st.composite
def odd_bodies(draw: st.DrawFn, shape: tuple[int, ...]) -> bytes:
    """Draw a body that is written in an unusual way, or is wrong."""
    values, wrong = st.one_of(*[SOUND] * 20, NUMBERS, st.sampled_from(FAULTS)), st.sampled_from((0,) * 30 + (-1, 1))
    own = draw(st.sampled_from((shape, shape, shape[1:], (1, *shape), (0,)))) or (1,)
    inputs = [draw(lists(own, values, wrong)) for _ in range(draw(st.integers(0, 3)))]
    blank = BLANKS if draw(st.booleans()) else st.just("")
    key = draw(
        st.sampled_from(('"inputs"',) * 6 + ('"\\u0069nputs"', '"Inputs"', "'inputs'", '"inputs\\u0000"', '"inputs", "inputs"', '"\xefnputs"'))
    )
    after = draw(st.sampled_from(("",) * 6 + (', "method": "predict"', ', "inputs": [[1, 2]]', ",", ', "x": 1', ', "x": "["', ', "method": null')))
    text = "{" + draw(blank) + key + draw(blank) + ":" + draw(blank) + "[" + draw(blank).join(("", ",".join(inputs), "")) + "]" + after + "}"
    before, behind = draw(
        st.sampled_from((("", ""),) * 6 + (("\ufeff", ""), (" ", "\n"), ("", "x"), ("", "\x00"), ("[", "]"), ("", "{}"), ("", "]")))
    )
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


def test_any_json_gets_the_same_on_both_ways(every_kind: Hot) -> None:
    @settings(max_examples=250)
    @given(st.sampled_from([*SHAPES, *OTHERS, IMAGES]), st.sampled_from((sound_bodies, odd_bodies)), st.data())
    def check(model: str, bodies: Bodies, data: st.DataObject) -> None:
        require_equal(every_kind, model, data.draw(bodies((SHAPES | OTHERS | {IMAGES: (4,)})[model])))

    before = len(every_kind.watched.taken)
    check()
    assert len(every_kind.watched.taken) - before > 10


def test_series_of_too_many_windows_are_refused_on_both_ways(every_kind: Hot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.bodies.row_limits.MADE_ROWS", 0.001)  # 10 windows of 4 steps.
    for n_steps, is_hot in ((13, True), (14, False)):
        assert require_equal(every_kind, "series-horizon", json_of(np.ones((1, n_steps)).tolist())) is is_hot


@pytest.mark.parametrize("model", ["scaled-values", "sklearn-values", "dense-classes", "rows-by-pca", "series-horizon", "denoised-digits"])
def test_numbers_that_are_too_large_for_an_answer_get_the_same_on_both_ways(model: str, every_kind: Hot) -> None:
    body = json_of(np.ones((2, *SHAPES[model])).tolist())
    for value in (3.4e38, -3.4e38, 1e30, np.nan):
        with running(every_kind, f"default/{model}@1", lambda x, own, value=value: filled(own(x), value)):
            require_equal(every_kind, model, body)
            assert every_kind.ask(request_of(model, body))[0].status in (200, 422)


def filled(outputs: Ports, value: float) -> Ports:
    return {name: np.full_like(array, value) for name, array in outputs.items()}


#: Headers of .npy files that are unusual, malformed or hostile.
HEADERS = (
    *("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 4), }", "{'descr': '>f8', 'fortran_order': False, 'shape': (1, 4), }"),
    *("{'descr': '<f8', 'fortran_order': False, 'shape': (-1, -4), }", "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4), }"),
    *("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", "{'descr': '|O', 'fortran_order': False, 'shape': (1, 4), }"),
    *("{'descr': '<c16', 'fortran_order': False, 'shape': (1, 2), }", "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1, 4), }"),
    *("{'descr': '<f8', 'fortran_order': False, 'shape': (1L, 4L), }", "{'descr': '(2,)<f8', 'fortran_order': False, 'shape': (1, 2), }"),
    *("{'descr': '<f8', 'fortran_order': False, 'shape': (True, 4), }", "{'descr': '<f8', 'fortran_order': False, 'shape': (10**9, 10**9), }"),
    *("{'descr': '|b1', 'fortran_order': False, 'shape': (1, 4), }", "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 4), 'x': 1}"),
    *("(" * 200, "{'descr': '", "{'a': 1", "", "{" * 100 + "}" * 100, "{'descr': '<f8', 'fortran_order': 0, 'shape': (1, 4)}", "import os"),
    *("{'descr': '<f8', 'fortran_order': False, 'shape': [1, 4], }", "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 4), }" + " " * 9_000),
)


@st.composite
def npy_bodies(draw: st.DrawFn, shape: tuple[int, ...]) -> bytes:
    """Draw a .npy file: mostly a sound one with samples of a shape."""
    own = draw(st.sampled_from((shape, shape, shape[1:] or (1,), (int(np.prod(shape)),))))
    dtype = draw(st.sampled_from(("<f8", "<f4", "<f2", "<i8", "<u8", "|u1", "|i1", ">f4", "|b1", "<f8", "<f4")))
    values = np.random.default_rng(draw(st.integers(0, 9))).uniform(0, 5, (draw(st.integers(0, 3)), *own)).astype(dtype)
    odd = draw(st.sampled_from((None,) * 6 + (np.nan, np.inf, -np.inf, 3e38, -0.0, 2.0**53 + 2, 2.0**63)))
    if odd is not None and values.size and values.dtype.kind == "f":
        with np.errstate(over="ignore"):
            values.flat[-1] = odd
    body = npy(values)
    if draw(st.integers(0, 3)) == 0:
        text = draw(st.sampled_from(HEADERS)) + " " * draw(st.integers(0, 9)) + "\n"
        body = b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode() + bytes(32)
    cut = draw(st.sampled_from((0,) * 9 + (1, 8, 60)))
    return (body[: len(body) - cut] + draw(st.sampled_from((b"",) * 12 + (b"x", body)))).replace(
        b"NUMPY\x01", draw(st.sampled_from((b"NUMPY\x01",) * 9 + (b"NUMPY\x02",)))
    )


def test_any_npy_file_gets_the_same_on_both_ways(every_kind: Hot, caplog: pytest.LogCaptureFixture) -> None:
    @settings(max_examples=200)
    @given(st.sampled_from([*SHAPES, *OTHERS, IMAGES]), st.data())
    def check(model: str, data: st.DataObject) -> None:
        require_equal(every_kind, model, data.draw(npy_bodies((SHAPES | OTHERS | {IMAGES: (8, 8)})[model])), media=NPY)

    before = len(every_kind.watched.taken)
    check()
    assert len(every_kind.watched.taken) - before > 10
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


def png(mode: str, size: tuple[int, int], **options: Any) -> bytes:
    file = io.BytesIO()
    pixels = np.random.default_rng(0).integers(0, 256, (size[1], size[0]), np.uint8)
    Image.fromarray(pixels).convert(mode).save(file, "PNG", **options)
    return file.getvalue()


SMALL = png("L", (8, 8))
#: Files that are sent as PNG, and whether the hot path reads them.
FILES: dict[str, tuple[bytes, bool]] = {
    **{mode: (png(mode, (20, 10)), True) for mode in ("1", "L", "P", "RGB", "RGBA", "LA", "I;16")},
    "the largest": (png("1", (256, 256)), True),
    "one that is larger": (png("1", (257, 256)), False),
    "transparent": (png("L", (8, 8), transparency=3), True),
    "behind something": (b" " + SMALL, False),
    "before something": (SMALL + b"something", True),
    "cut": (SMALL[:60], False),
    "cut in its head": (SMALL[:20], False),
    "a small head of much": (SMALL[:16] + b"\x00\x00\x00\x01\x00\x00\x00\x01" + SMALL[24:], False),
    "a large head": (SMALL[:16] + b"\xff" * 8 + SMALL[24:], False),
    "nothing": (b"", False),
    "JSON": (b'{"inputs": [[1]]}', False),
}


@pytest.mark.parametrize("what", FILES)
def test_any_image_gets_the_same_on_both_ways(what: str, every_kind: Hot) -> None:
    file, is_hot = FILES[what]
    assert require_equal(every_kind, IMAGES, file, media=PNG) is is_hot
    for model in (*SHAPES, *OTHERS):
        assert not require_equal(every_kind, model, file, media=PNG)


def test_a_body_of_the_largest_size_is_read_and_one_byte_more_is_left(every_kind: Hot) -> None:
    for size, is_hot in ((MAX_BYTES, True), (MAX_BYTES + 1, False)):
        body = json_of([[1.5, 2, 3, 4]]).ljust(size)
        assert require_equal(every_kind, "dense-classes", body) is is_hot
