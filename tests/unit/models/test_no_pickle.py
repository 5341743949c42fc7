"""No reader of foreign files loads a pickle, starts a program or opens a connection, whatever the file says it is."""

import pickle
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from models.artifact.foreign import foreign_weights
from models.core.errors import ModelbookError
from models.serving.decoding import FORMATS
from models.serving.extras import Extras
from models.uploads.read_file import read_file
from models.uploads.reading.reading import Reading
from tests.bare import signature_of
from tests.hostile.audit import recorded
from tests.hostile.families import arrays, keras_configs
from tests.uploaded import npy, zipped


class _Evil:
    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return print, ("a pickle was loaded",)


#: A pickle that calls a function, as each kind of file may have it inside.
PICKLE = pickle.dumps(_Evil())
FILES = {
    "a pickle": PICKLE,
    "an array of objects": npy([_Evil()]),
    "a header of objects before a pickle": arrays.described("(1,)", "'|O'", PICKLE),
    "fields of objects": arrays.described("(1,)", "[('x', '|O')]", PICKLE),
    "objects in an archive": zipped({"x.npy": npy([_Evil()])}),
    "a pickle in an archive": zipped({"x.npy": PICKLE}),
    "a file of PyTorch": zipped({"archive/data.pkl": PICKLE, "archive/version": b"3"}),
    "a file of skops": zipped({"schema.json": b'{"__class__":"system","__module__":"os","__loader__":"FunctionNode"}', "x.pkl": PICKLE}),
    "code of Python": keras_configs.CASES["Lambda with marshalled code"].make(),
}
UPLOADS = ("csv", "jsonl", "npy", "npz", "idx", "images", "text", "parquet", "arrow", "xlsx")


@pytest.mark.parametrize("kind", FILES)
def test_no_reader_loads_a_pickle_or_starts_a_program(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "source"
    path.write_bytes(FILES[kind])
    with recorded() as events:
        for name in UPLOADS:
            (tmp_path / name).mkdir()
            with suppress(ModelbookError):
                read_file(name, path, tmp_path / name, Reading())
        for body in FORMATS.values():
            with suppress(ModelbookError):
                body.decode(FILES[kind], signature_of("regression", (1,), columns=("x",)), Extras())
        with suppress(ModelbookError), foreign_weights(path):
            pass
    assert events == []


def test_a_pickle_that_is_loaded_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    with recorded() as events:
        pickle.loads(PICKLE)
    assert events[0].startswith("pickle.find_class ('builtins', 'print')")
    assert capsys.readouterr().out == "a pickle was loaded\n"
