"""Keys and passwords do not stand in messages, however they are quoted or cut."""

import base64
import hashlib
import json
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.errors import MAX_DETAIL, Fault, beginning_of
from models.core.faults import MAX_KEY, QUOTE, listed, pointer_of, quote
from models.core.redaction import holds_key, reason_of, redacted
from tests.leaks import SHOWN, leaks


def digest_text(n: int) -> str:
    """Return 43 characters of base64url, the same in every process."""
    return base64.urlsafe_b64encode(hashlib.sha256(bytes([n])).digest()).decode().rstrip("=")


KEYS = [f"mb_{digest_text(n)}" for n in range(5)] + [f"mb_{hashlib.sha256(b'').hexdigest()}", f"mb_stream_{digest_text(5)}"]
#: Texts that are no keys, although they begin like one.
NAMES = [
    "mb_",
    "mb_downloaded_in_the_last_thirty_days",
    "mb_total_upload_bandwidth_per_customer_2024",
    "comb_filter",
    "MB_USED",
    "mb_0123456789abcdef",
]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_taken_out_of_a_text(key: str) -> None:
    assert redacted(f"x {key}, {key}.") == "x mb_…, mb_…."
    assert holds_key(f"Bearer {key}")
    assert not leaks(redacted(f"a{key}b"), key)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://:secret@broker/0", "redis://:…@broker/0"),
        ("postgresql://db/x?user=me&password=secret&sslmode=require", "postgresql://db/x?user=me&password=…&sslmode=require"),
        ("postgresql://me:secret@db/x?PASSWORD=s'ecret", "postgresql://me:…@db/x?PASSWORD=…"),
        ("postgresql://db/x?sslpassword=secret", "postgresql://db/x?sslpassword=…"),
    ],
)
def test_the_password_of_a_url_is_not_shown(url: str, shown: str) -> None:
    assert redacted(f"cannot connect to {url} now") == f"cannot connect to {shown} now"


@pytest.mark.parametrize("key", KEYS)
def test_a_key_without_its_end_is_one(key: str) -> None:
    cut = key[: len("mb_") + SHOWN + 1]
    assert holds_key(cut)
    assert not leaks(redacted(cut), key)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_words_are_no_keys(name: str) -> None:
    assert redacted(name) == name
    assert not holds_key(name)


@pytest.mark.parametrize(
    "text", ["mb_" * 300_000, "mb_a" * 200_000, "mb_" + "a" * 900_000 + "g", "://a:" * 200_000, "://?password=" * 100_000, f"mb_{'a' * 31} " * 30_000]
)
def test_a_long_text_is_looked_through_in_a_moment(text: str) -> None:
    start = time.process_time()
    holds_key(text)
    redacted(text)
    assert time.process_time() - start < 1


def test_what_is_as_long_as_a_key_is_not_shown_though_it_may_be_words() -> None:
    assert redacted("mb_" + "k" * 43) == "mb_…"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://:s3cret@127.0.0.1:6379/0", "redis://:…@127.0.0.1:6379/0"),
        ("cannot open postgresql+psycopg://me:p%40ss@db/name", "cannot open postgresql+psycopg://me:…@db/name"),
        ("http://127.0.0.1:8000/docs", "http://127.0.0.1:8000/docs"),
        ("https://me@host/a:b@c", "https://me@host/a:b@c"),
    ],
)
def test_the_password_of_a_url_is_taken_out(url: str, shown: str) -> None:
    assert redacted(url) == shown


@given(before=st.text(string.printable, max_size=100), key=st.sampled_from(KEYS))
def test_a_quoted_value_shows_no_key_wherever_it_is_cut(before: str, key: str) -> None:
    value = f"{before} {key} after"
    for text in (quote(value), quote(value.encode()), quote([value]), quote({value: 1}), listed([value, key]), redacted(json.dumps(value))):
        assert not leaks(text, key)
    assert len(quote(value)) <= QUOTE


@pytest.mark.parametrize("length", [0, 10, MAX_KEY - 40, MAX_KEY - 20, MAX_KEY])
def test_a_pointer_shows_no_key(length: int) -> None:
    for key in KEYS:
        assert not leaks(pointer_of(["a" * length + key, 1]), key)


def test_a_fault_and_a_long_detail_show_no_key() -> None:
    for key in KEYS:
        fault = Fault(f"/{key}", f"got {key}").as_dict()
        assert not leaks(fault["pointer"] + fault["detail"], key)
        for length in range(MAX_DETAIL - 70, MAX_DETAIL, 7):
            assert not leaks(beginning_of("x" * length + key + "y" * 9), key)


def test_what_a_library_says_is_shown_without_addresses_in_memory() -> None:
    error = ValueError(f"malformed node on line 1: {object()!r}, at 0x10 of the file")
    assert reason_of(error) == "malformed node on line 1: <object object>, at 0x10 of the file"
