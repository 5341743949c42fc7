"""Hostile requests, by kind: small or large bodies that are valid enough to cost a careless server minutes or gigabytes."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx

from tests.acceptance.service import Service
from tests.hostile.watch import watched
from tests.hostile.weights import ARCHITECTURE, equal_names, plain, written

#: Names of a model of images and of one of rows with named columns, in the service that the requests are sent to.
MODEL, TABLE = "hostile-digits", "hostile-table"


def prepare(service: Service) -> None:
    """Train the models that the requests are sent to, unless they are there."""
    if service.http.get(f"/v1/models/{TABLE}").status_code == 200:
        return
    softmax = {"layers": [{"layer": "Dense", "units": 10, "activation": "softmax"}]}
    training = {"epochs": 1, "batch_size": 4096, "validation": None}
    digits = service.submit("mnist-dense-784", name=MODEL, patch={"model": softmax, "training": training})
    table = service.http.post("/v1/datasets", files={"file": ("rows.csv", b"x,y\n1,2\n2,4\n3,6\n4,8\n")}).json()["source"]
    spec = {"data": {"source": table, "target": "y"}, "model": {"kind": "sklearn", "steps": [{"estimator": "LinearRegression"}]}}
    for job in (digits, service.submit(spec, name=TABLE)):
        service.wait_for(job["id"], "succeeded")


@dataclass(frozen=True)
class Hostile:
    """A hostile request.

    Args:
        path: Its path.
        body: Makes its body.
        status: Status of the answer.
        phrase: Words in the answer.
        media_type: Content type of the body.
    """

    path: str
    body: Callable[[], bytes]
    status: int
    phrase: str
    media_type: str = "application/json"

    def send(self, client: httpx.Client, body: bytes) -> httpx.Response:
        """Send the request; the body is made before, so that the time of the answer is the server's."""
        return client.post(self.path, content=body, headers={"content-type": self.media_type})


def repeated(before: bytes, item: bytes, n_items: int, after: bytes) -> Callable[[], bytes]:
    """Return a function that makes a body of equal items."""
    return lambda: before + item * n_items + after


def keys(before: str, n_keys: int, after: str, value: str = "1", name: str = "unit") -> Callable[[], bytes]:
    """Return a function that makes a body of unknown keys, each much like a known one."""
    return lambda: (before + ",".join(f'"{name}{index}":{value}' for index in range(n_keys)) + after).encode()


def nested(before: bytes, depth: int, after: bytes = b"}") -> Callable[[], bytes]:
    """Return a function that makes a body of nested lists."""
    return lambda: before + b"[" * depth + b"]" * depth + after


def form(fields: Mapping[str, bytes], files: Mapping[str, bytes] | None = None) -> bytes:
    """Return the body of a form, with the boundary of FORM."""
    head = b'--limit\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    parts = [head % (name.encode(), b"", value) for name, value in fields.items()]
    parts += [head % (name.encode(), b'; filename="%s"' % name.encode(), value) for name, value in (files or {}).items()]
    return b"".join(parts) + b"--limit--\r\n"


#: Longest answer to a hostile request, in bytes.
MAX_ANSWER_BYTES = 100_000
FORM = "multipart/form-data; boundary=limit"


def imported(architecture: str, fill: Callable[..., None] = plain, **fields: str) -> Callable[[], bytes]:
    """Return a function that makes the form of an import."""

    def body() -> bytes:
        texts = {"name": "imported", "architecture": architecture, **fields}
        return form({name: text.encode() for name, text in texts.items()}, {"weights": written(fill)()})

    return body


def uploaded(content: Callable[[], bytes], name: str = "table.csv") -> Callable[[], bytes]:
    """Return a function that makes the form of an upload."""
    head = f'--limit\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    return lambda: head + content() + b"\r\n--limit--\r\n"


LAYER = '{"spec":{"data":{"source":"mnist"},"model":{"kind":"sequential","layers":[{"layer":"Dense","units":1,'
RIDGE = '"model":{"kind":"sklearn","steps":[{"estimator":"Ridge"}]}'
PREDICT = f"/v1/models/{MODEL}/predict"
#: What the refusal of a long list of faults says.
MANY = "more faults are not listed"
#: The routes that read JSON, with the beginning of a body of each.
JSON_ROUTES = {
    "/v1/jobs": b'{"spec":',
    "/v1/specs/check": b'{"spec":',
    "/v1/sweeps": b'{"recipe":"ridge-sine-line","sweep":',
    "/v1/augmentation/preview": b'{"spec":',
    "/v1/specs/parts": b'{"spec":',
    "/v1/specs/prepared": b'{"spec":',
    "/v1/temperature": b'{"temperatures":[1],"probabilities":',
    f"/v1/models/{MODEL}/transform": b'{"inputs":',
    f"/v1/models/{MODEL}/inverse_transform": b'{"targets":',
    PREDICT: b'{"inputs":',
    f"/v1/models/{MODEL}/forecast": b'{"steps":1,"series":',
    f"/v1/models/{MODEL}/surface": b'{"fixed":',
    f"/v1/models/{MODEL}/sample": b'{"points":',
    f"/v1/models/{MODEL}/generate": b'{"seed":',
    f"/v1/models/{MODEL}/sessions/x/predict": b'{"inputs":',
}


def require_bounded(service: Service, hostile: Hostile) -> None:
    """Send a hostile request, and fail if the answer is another one, or if one of the bounds is passed."""
    body = hostile.body()
    with watched(service) as watch:
        response = hostile.send(service.http, body)
    assert response.status_code == hostile.status, response.text[:500]
    assert hostile.phrase in response.text
    assert len(response.content) < MAX_ANSWER_BYTES
    watch.require_bounds()


#: Requests whose answers take a moment.
QUICK: dict[str, Hostile] = {
    **{
        f"depth {depth} of {path}": Hostile(path, nested(before, depth), 400, "at most 64 levels of nesting")
        for depth in (65, 500, 100_000)
        for path, before in JSON_ROUTES.items()
    },
    "70,000 keys": Hostile("/v1/jobs", keys('{"spec":{', 70_000, "}}"), 422, "at most 20,000 keys"),
    "keys of a spec": Hostile("/v1/jobs", keys('{"spec":{', 19_000, "}}", name="dat"), 422, MANY),
    "keys of a layer": Hostile("/v1/jobs", keys(LAYER, 19_000, "}]}}}"), 422, MANY),
    "keys of a patch": Hostile("/v1/jobs", keys('{"recipe":"mnist-dense-784","patch":{"training":{', 19_000, "}}}"), 422, MANY),
    "keys of parameters": Hostile(
        "/v1/jobs", keys('{"spec":{"data":{"source":"moons","params":{', 19_000, "}}," + RIDGE + "}}", name="nois"), 422, MANY
    ),
    "keys of an estimator": Hostile(
        "/v1/jobs",
        keys('{"spec":{"data":{"source":"moons"},"model":{"kind":"sklearn","steps":[{"estimator":"Ridge","params":{', 19_000, "}}]}}}", name="alph"),
        422,
        MANY,
    ),
    "keys of a hundred jobs": Hostile(
        "/v1/sweeps", keys('{"sweep":{' + ",".join(f'"job{n}":{{}}' for n in range(100)) + '},"spec":{', 19_000, "}}"), 422, MANY
    ),
    "a long key of a space": Hostile(
        "/v1/jobs",
        repeated(
            b'{"spec":{"task":"search","data":{"source":"moons"},' + RIDGE.encode() + b',"search":{"strategy":"grid","space":{"',
            b"x",
            1_000_000,
            b'":[1]}}}}',
        ),
        422,
        "/spec/search/space/",
    ),
    "a long method": Hostile(PREDICT, repeated(b'{"inputs":[[1]],"method":["', b"x", 900_000, b'"]}'), 422, "/method"),
    "items of a list": Hostile("/v1/jobs", repeated(b'{"spec":{"model":{"kind":"sequential","layers":[', b"1,", 49_000, b"1]}}}"), 422, "layers"),
    "too many items": Hostile("/v1/jobs", repeated(b'{"spec":{"model":[', b"[],", 300_000, b"1]}}"), 422, "at most 50,000 values"),
    "a long key": Hostile("/v1/jobs", repeated(b'{"spec":{"', b"x", 1_000_000, b'":1}}'), 422, "unknown"),
    "a long text": Hostile("/v1/jobs", repeated(b'{"recipe":"', b"x", 1_000_000, b'"}'), 422, "expected one of"),
    "texts for points": Hostile(f"/v1/models/{MODEL}/sample", repeated(b'{"points":[[', b'"x",', 900_000, b"1]]}"), 422, "should be a valid number"),
    "texts for probabilities": Hostile(
        "/v1/temperature", repeated(b'{"temperatures":[1],"probabilities":[', b'"x",', 90_000, b"1]}"), 422, "should be a valid number"
    ),
    "texts for a row": Hostile(f"/v1/models/{MODEL}/surface", repeated(b'{"fixed":[', b'"x",', 900_000, b"1]}"), 422, "should be a valid number"),
    "lists for steps": Hostile(
        f"/v1/models/{MODEL}/sessions/x/predict", repeated(b'{"inputs":[', b"[],", 300_000, b"[]]}"), 422, "expected at most 10,000 steps"
    ),
    "YAML brackets": Hostile("/v1/models", imported("[" * 100_000), 422, "at most 64 levels", FORM),
    "YAML to the base of 60": Hostile("/v1/models", imported("[" + "1:30," * 90_000 + "1]"), 422, "class_name", FORM),
    "YAML merge keys": Hostile("/v1/models", imported("a: &a {x: 1}\n" + "b: {<<: *a}\n" * 50_000), 422, "no aliases", FORM),
    "YAML items": Hostile("/v1/models", imported("[" + "a," * 400_000 + "]"), 422, "at most 200,000 values", FORM),
    "an architecture of lists": Hostile(
        "/v1/models", imported('{"class_name":"Sequential","config":{"layers":[' + "[]," * 300_000 + "1]}}"), 422, "at most 50,000 values", FORM
    ),
    "labels": Hostile("/v1/models", imported(json.dumps(ARCHITECTURE), labels="[" + "[]," * 40_000 + "1]"), 422, "/labels", FORM),
    "HDF5 names": Hostile("/v1/models", imported(json.dumps(ARCHITECTURE), equal_names(2_000_000)), 422, "at most 10,000 names", FORM),
    "fields": Hostile("/v1/datasets", lambda: form({f"field{index}": b"" for index in range(70_000)}), 400, "Too many fields", FORM),
    "files": Hostile(PREDICT, lambda: form({}, {f"file{index}": b"" for index in range(30_000)}), 400, "Too many files", FORM),
}

#: Requests of tens of megabytes.
LARGE: dict[str, Hostile] = {
    "empty lists": Hostile(PREDICT, repeated(b'{"inputs":[', b"[],", 10_000_000, b"[]]}"), 422, "at most 10,000 inputs"),
    "empty lists in a sample": Hostile(PREDICT, repeated(b'{"inputs":[[', b"[],", 10_000_000, b"[]]]}"), 422, "lists and objects"),
    "empty lists in samples": Hostile(
        PREDICT, repeated(b'{"inputs":[', b"[" + b"[]," * 100_000 + b"[]],", 99, b"[]]}"), 422, "at most 4,000,000 lists and objects"
    ),
    "empty lists elsewhere": Hostile(PREDICT, repeated(b'{"inputs":[],"method":[', b"[],", 10_000_000, b"[]]}"), 422, "at most"),
    "numbers": Hostile(PREDICT, repeated(b'{"inputs":[[', b"0.5,", 8_000_000, b"0]]}"), 422, "values of one sample"),
    "objects": Hostile(PREDICT, keys('{"inputs":[{', 1_800_000, "}]}"), 422, "strings of one sample"),
    "texts": Hostile(PREDICT, repeated(b'{"inputs":[', b"[" + b'"ab",' * 700 + b'"a"],', 9_000, b"[]]}"), 422, "at most 2,000,000 strings"),
    "a text beside numbers": Hostile(
        PREDICT, repeated(b'{"inputs":[', b"[" + b"0," * 783 + b"0],", 9_999, b"[" + b'"x",' * 783 + b'"x"]]}'), 422, "expected a number, got str 'x'"
    ),
    "points": Hostile(f"/v1/models/{MODEL}/sample", repeated(b'{"points":[', b"[],", 10_000_000, b"[]]}"), 422, "at most 1,000,000 values"),
    "rows of CSV": Hostile(f"/v1/models/{TABLE}/predict", repeated(b"x\n", b"1\n", 12_000_000, b""), 422, "inputs", "text/csv"),
    "distinct texts": Hostile(
        "/v1/datasets", uploaded(lambda: b"t,n\n" + b"\n".join(b"text %d,1" % index for index in range(2_000_000))), 201, "2000000", FORM
    ),
    "columns": Hostile(
        "/v1/datasets", uploaded(lambda: b",".join(b"c%d" % index for index in range(2_000_000)) + b"\n1\n"), 422, "columns, got", FORM
    ),
}
