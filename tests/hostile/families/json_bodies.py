"""JSON bodies of every route kind: depth, size, numbers, keys and letters that JSON readers disagree about; and packed bodies."""

import base64
import gzip
import json

from tests.hostile.case import Case, post
from tests.hostile.families.images import webp
from tests.hostile.requests import MODEL
from tests.hostile.zeros import by_gzip, by_zlib

_JOBS, _PREDICT = post("/v1/jobs"), post(f"/v1/models/{MODEL}/predict")
_CHECK, _INFER = post("/v1/specs/check"), post(f"/v2/models/{MODEL}/infer")
_PACKED = post(f"/v1/models/{MODEL}/predict", headers={"content-encoding": "gzip"})
_BEFORE, _AFTER = b'{"spec":{"seed":', b"}}"


def _images(n_images: int) -> bytes:
    return json.dumps({"inputs": [base64.b64encode(webp(5_000, 4_000)).decode()] * n_images}).encode()


CASES: dict[str, Case] = {
    "depth 10,000": Case(_JOBS, lambda: b'{"spec":' + b"[" * 10_000 + b"]" * 10_000 + b"}", "at most 64 levels"),
    "objects of depth 10,000": Case(_CHECK, lambda: b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "at most 64 levels"),
    "brackets without end": Case(_PREDICT, lambda: b"[" * 5_000_000, "at most 64 levels"),
    "1e999": Case(_JOBS, lambda: _BEFORE + b"1e999" + _AFTER, "JSON"),
    "-1e999 to predict": Case(_PREDICT, lambda: b'{"inputs":[[-1e999]]}', "JSON"),
    "1e-999999": Case(_JOBS, lambda: _BEFORE + b"1e-999999" + _AFTER, "/spec/model"),
    "NaN": Case(_JOBS, lambda: _BEFORE + b"NaN" + _AFTER, "JSON"),
    "2^64": Case(_JOBS, lambda: _BEFORE + b"18446744073709551616" + _AFTER, "/seed"),
    "a number of a million digits": Case(_JOBS, lambda: _BEFORE + b"9" * 1_000_000 + _AFTER, "expected"),
    "a fraction of a million digits": Case(_PREDICT, lambda: b'{"inputs":[[0.' + b"1" * 1_000_000 + b"]]}", "expected"),
    "doubled keys": Case(_JOBS, lambda: b'{"recipe":"a","recipe":"b"}', "recipe"),
    "keys doubled by an escape": Case(_JOBS, lambda: b'{"recipe":"a","r\\u0065cipe":"b"}', "recipe"),
    "a lone surrogate": Case(_JOBS, lambda: b'{"recipe":"\\ud800"}', "expected"),
    "surrogates in the wrong order": Case(_JOBS, lambda: b'{"name":"\\udc00\\ud800","recipe":"x"}', "expected"),
    "an escaped NUL": Case(_JOBS, lambda: b'{"name":"a\\u0000b","recipe":"x"}', "expected"),
    "a NUL": Case(_JOBS, lambda: b'{"recipe":"a\0b"}', "JSON"),
    "UTF-16": Case(_JOBS, lambda: '{"recipe":"x"}'.encode("utf-16"), "JSON"),
    "a mark of UTF-8": Case(_JOBS, lambda: b'\xef\xbb\xbf{"recipe":"x"}', "expected"),
    "longer forms of UTF-8": Case(_JOBS, lambda: b'{"recipe":"\xc0\xaf\xc0\xae"}', "JSON"),
    "a prototype": Case(_JOBS, lambda: b'{"__proto__":{"admin":true},"constructor":{},"recipe":"x"}', "__proto__"),
    "two documents": Case(_JOBS, lambda: b'{"recipe":"x"}{"recipe":"y"}', "JSON"),
    "comments": Case(_JOBS, lambda: b'{"recipe":"x" /* y */}', "JSON"),
    "a text as the body": Case(_JOBS, lambda: b'"' + b"x" * 900_000 + b'"', "expected"),
    "escapes only": Case(_JOBS, lambda: b'{"recipe":"' + b"\\u0041" * 150_000 + b'"}', "expected"),
    "more than the largest body": Case(_JOBS, lambda: b'{"recipe":"' + b"x" * 2_000_000 + b'"}', "at most"),
    "10,000 images of 20 megapixels": Case(_PREDICT, lambda: _images(10_000), "at most 200 megapixels together"),
    "more than the largest prediction": Case(_PREDICT, lambda: b" " * 40_000_000, "at most"),
    "gzip: 500 MB": Case(_PACKED, lambda: by_gzip(500_000_000), "at most"),
    "gzip: cut off": Case(_PACKED, lambda: gzip.compress(b'{"inputs":[[1]]}')[:-6], "expected"),
    "gzip: twice": Case(
        post(f"/v1/models/{MODEL}/predict", headers={"content-encoding": "gzip, gzip"}), lambda: gzip.compress(b""), "Content-Encoding"
    ),
    "deflate: 500 MB": Case(post(f"/v1/models/{MODEL}/predict", headers={"content-encoding": "deflate"}), lambda: by_zlib(500_000_000), "at most"),
    "tensors of 10^18 values": Case(
        _INFER, lambda: b'{"inputs":[{"name":"input","datatype":"FP32","shape":[1000000000,1000000000],"data":[]}]}', "expected"
    ),
    "a billion tensors of no values": Case(
        _INFER, lambda: b'{"inputs":[{"name":"input","datatype":"FP32","shape":[1000000000,0],"data":[]}]}', "expected"
    ),
    "tensors of sizes below 0": Case(_INFER, lambda: b'{"inputs":[{"name":"input","datatype":"FP32","shape":[-1,-784],"data":[1]}]}', "expected"),
    "binary tensors beyond the body": Case(
        post(f"/v2/models/{MODEL}/infer", headers={"inference-header-content-length": "999999999"}), lambda: b'{"inputs":[]}', "expected"
    ),
}
