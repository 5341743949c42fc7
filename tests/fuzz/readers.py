"""Readers of what callers send: what each is given, what it does with it, and the errors by which it may refuse it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from hypothesis import strategies as st
from pydantic import ValidationError

from models.artifact.file import read_artifact
from models.artifact.samples.read import SampleReader, n_items
from models.artifact.signature import Signature
from models.catalog import recipes
from models.checking.check import check_spec
from models.core.errors import ArtifactError, DataError, InputError, SpecError
from models.core.plain_yaml import PlainYamlError, load_yaml
from models.serving.decoding import FORMATS, BodyError
from models.serving.extras import Extras
from models.specs.importing import import_spec
from models.uploads.formats import READERS
from models.uploads.reading.reading import Reading
from service.bodies.content import decode_bounded, decode_json
from service.bodies.json_bounds import SPEC
from service.bodies.large_inputs import decode_large
from service.bodies.upload_metadata import metadata_of
from service.contained import Containment, Limits
from service.contained_work import looked_weights, read_upload
from service.errors import ServiceError
from service.unforeseen import UnforeseenError
from tests.fuzz.artifacts import changed_records, read_changed, read_damaged
from tests.fuzz.changed_bytes import changed_bytes
from tests.fuzz.changed_json import changed
from tests.golden_samples import samples_of
from tests.hostile.weights import ARCHITECTURE, plain, written
from tests.uploaded import image, npy, npz, read

#: Files of models that are kept for tests, of inputs of each sort.
_KEPT = Path(__file__).parents[1] / "data" / "artifacts"
MODELS = ("dense-classes", "image-classes", "named-people", "text-columns", "words", "scaled-values", "series-horizon")
#: Formats whose library ends the process where a damaged file asks for more memory than there is; the service reads uploads in a child.
ABORTING = frozenset({"parquet"})
#: What callers may say about the reading of a file: names of fields with valid values.
SAID: tuple[tuple[str, Any], ...] = (
    *(("encoding", name) for name in ("utf-16", "cp1252", "utf-7", "idna", "punycode", "unicode_escape", "rot13", "a\0b")),
    *(("delimiter", ";"), ("decimal", ","), ("thousands", "'"), ("header", False), ("missing", ["-", "n/a"]), ("types", {"a": "text"})),
    *(("dates", {"a": "day_first"}), ("skip_lines", [1]), ("labels", "strip"), ("sheet", "Sheet1"), ("on_bad", "skip"), ("max_bad_share", 0.5)),
)


@dataclass(frozen=True)
class Reader:
    """A reader, as it is fuzzed.

    Args:
        given: What it is given.
        read: Reads it.
        refusals: Errors that say what is wrong with what it was given; any other is a fault of the reader.
    """

    given: st.SearchStrategy[Any]
    read: Callable[[Any], object]
    refusals: tuple[type[Exception], ...]


def _readers() -> dict[str, Reader]:
    """Return the readers by name."""
    specs = [recipe.spec for recipe in recipes().values()]
    some_json = [json.dumps(spec).encode() for spec in specs[:5]]
    inputs = [json.dumps({"inputs": _known(model)[2]}).encode() for model in MODELS]
    return {
        **{f"upload {name}": _upload(name) for name in READERS if name not in ABORTING},
        **{f"reading of {name}": _reading(name) for name in READERS if name not in ABORTING},
        **{f"body {name}": _body(name) for name in FORMATS},
        "samples": Reader(st.sampled_from(MODELS).flatmap(_changed_samples), _read_samples, (InputError, DataError)),
        "spec": Reader(st.sampled_from(specs).flatmap(changed), check_spec, ()),
        "architecture": Reader(changed([ARCHITECTURE, None]), lambda given: import_spec(*_two(given), "key"), (SpecError,)),
        "JSON of a spec": Reader(changed_bytes(some_json), lambda body: decode_bounded(body, SPEC), (ServiceError,)),
        "JSON of inputs": Reader(changed_bytes(inputs), decode_json, (ServiceError,)),
        "JSON of many inputs": Reader(changed_bytes(inputs), decode_large, (ServiceError,)),
        "records of artifacts": Reader(_changed_artifacts(), lambda given: read_changed(*given), (ArtifactError,)),
        "YAML": Reader(
            changed_bytes([json.dumps(ARCHITECTURE).encode(), b"a: {b: [1, 2.5, ~, 'x']}\nc: |\n  text\n"]), _yaml, (PlainYamlError, ServiceError)
        ),
        "metadata of an upload": Reader(
            changed_bytes([b"filename dC5jc3Y=,name YQ=="]), lambda given: metadata_of(given.decode("latin-1")), (ServiceError,)
        ),
    }


def _readers_in_children() -> dict[str, Reader]:
    """Return the readers that the service runs in child processes because a file may end the process, by name."""
    run = Containment(Limits(seconds=60.0, memory_bytes=1024**3)).run

    def read_one(name: str) -> Callable[[Path, Path], object]:
        def read_file(path: Path, values: Path) -> object:
            try:
                return run(read_upload, name, path, values, Reading())
            except UnforeseenError as error:
                raise AssertionError("the reader of the format failed otherwise than by a refusal") from error

        return read_file

    return {
        **{f"upload {name} in a child": replace(_upload(name), read=_at_paths(read_one(name))) for name in sorted(ABORTING)},
        "artifact in a child": Reader(
            changed_bytes([_kept(model).read_bytes() for model in MODELS]), _at_paths(lambda path, _: run(read_damaged, path)), (DataError,)
        ),
        "weights in a child": Reader(changed_bytes([written(plain)()]), _at_paths(lambda path, _: run(looked_weights, path, 1_000)), (DataError,)),
    }


def _at_paths(read_file: Callable[[Path, Path], object]) -> Callable[[bytes], object]:
    """Return a reader of bytes by one of a file, which also gets a folder for values."""

    def read_one(content: bytes) -> object:
        with TemporaryDirectory() as folder:
            path, values = Path(folder) / "upload", Path(folder) / "values"
            path.write_bytes(content)
            values.mkdir()
            return read_file(path, values)

    return read_one


def _upload(name: str) -> Reader:
    def read_one(content: bytes) -> object:
        with TemporaryDirectory() as folder:
            return read(Path(folder), name, content)

    own = READERS[name].example()
    return Reader(changed_bytes([own, own, own, *(reader.example() for reader in READERS.values())]), read_one, (DataError,))


def _reading(name: str) -> Reader:
    """Return the reader of an upload format by what callers say about the reading, near what they may say."""
    own = READERS[name].example()

    def read_one(given: Any) -> object:
        said = Reading.model_validate_json(json.dumps(given)).said()
        with TemporaryDirectory() as folder:
            return read(Path(folder), name, own, **said)

    return Reader(
        st.sampled_from(SAID).map(lambda said: dict([said])).flatmap(lambda said: st.one_of(st.just(said), changed(said))),
        read_one,
        (DataError, ValidationError),
    )


def _body(name: str) -> Reader:
    """Return the reader of a format of bodies, for models of each sort."""

    def read_one(given: tuple[str, bytes]) -> object:
        signature, reader, _ = _known(given[0])
        items = FORMATS[name].decode(given[1], signature, Extras())
        return reader.samples(items) if n_items(items) else None  # No rows are answered before.

    return Reader(st.tuples(st.sampled_from(MODELS), changed_bytes(_bodies()[name])), read_one, (BodyError, InputError, DataError))


@cache
def _bodies() -> dict[str, list[bytes]]:
    """Return valid bodies by format; those of a new format are its first bytes."""
    rows = np.array([(0.5, "up", 1.5)], [("x", "f8"), ("side", "U4"), ("y", "f4")])
    known = {
        "csv": [b"x,side,y\n1,up,2\n", b'a;b\n"1,5";x\n'],
        "npy": [npy(np.ones((2, 3))), npy(rows), npy(np.zeros((1, 8, 8), np.uint8))],
        "npz": [npz(inputs=np.ones((2, 3))), npz(a=np.ones(2), b=np.zeros((2, 2)))],
        "image": [image(9, kind, (8, 8)) for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")],
    }
    return {name: known.get(name) or [first + b"\0" * 20 for first in found.first_bytes or (b"",)] for name, found in FORMATS.items()}


def _kept(model: str) -> Path:
    """Return the artifact of a kept model."""
    return _KEPT / f"{model}-v5.h5"


def _changed_artifacts() -> st.SearchStrategy[tuple[Path, str, Any]]:
    """Draw a kept artifact, the name of one of its records, and that record with a change."""
    return st.sampled_from(MODELS).flatmap(lambda model: changed_records(_kept(model)).map(lambda change: (_kept(model), *change)))


@cache
def _known(model: str) -> tuple[Signature, SampleReader, list[Any]]:
    """Return the signature of a kept model, the reader of its samples, and valid samples."""
    content = read_artifact(_kept(model)).content
    return content.signature, SampleReader(content.signature, content.chain), samples_of(content.golden)[:3]


def _changed_samples(model: str) -> st.SearchStrategy[tuple[str, Any]]:
    return changed(_known(model)[2]).map(lambda samples: (model, samples))


def _read_samples(given: tuple[str, Any]) -> object:
    model, samples = given
    if not isinstance(samples, list) or not samples:
        return None  # Refused before: a body has a list of inputs, at least one.
    _, reader, _ = _known(model)
    return reader.samples(samples)


def _two(given: Any) -> tuple[Any, Any]:
    return (given[0], given[1]) if isinstance(given, list) and len(given) == 2 else (given, None)


def _yaml(content: bytes) -> object:
    return load_yaml(content.decode("latin-1"))


#: The readers by name: every format of uploads and of bodies is found by discovery, so that a new one is fuzzed at once.
FUZZED = _readers()
#: Readers in child processes, which take longer.
CONTAINED = _readers_in_children()
