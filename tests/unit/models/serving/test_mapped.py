"""Large ONNX files are loaded from copies whose weights processes share; what a copy computes is the same to the bit."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.core.arrays import Array
from models.core.errors import CompileError
from models.serving.mapped import MAPPED_FROM_BYTES, MappedCopies
from models.serving.runtimes.onnx import OnnxRuntime
from tests.onnx_files import KINDS, X, Y, dense

#: More than the copies of any test.
PLENTY = 10**9


def opened(copies: MappedCopies, path: Path) -> tuple[OnnxRuntime, Path]:
    """Return what was loaded, and from which folder."""
    return copies.loaded([path], lambda folder: (OnnxRuntime(folder / path.name, (Y,), path), folder))


@pytest.mark.parametrize("write", KINDS.values(), ids=KINDS)
def test_a_copy_computes_the_same_bits_at_every_batch_size(write: Callable[[Path], Array], tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    x = write(path)
    (mapped, folder), whole = opened(MappedCopies(tmp_path / "copies", PLENTY, 1), path), OnnxRuntime(path, (Y,))
    assert folder.parent == tmp_path / "copies"
    assert (folder / "model.onnx.weights").stat().st_size > 0.9 * path.stat().st_size
    for n_rows in (1, 4, 33):
        assert mapped.run({X: x[:n_rows]})[Y].tobytes() == whole.run({X: x[:n_rows]})[Y].tobytes()


def test_single_rows_are_run_from_the_file_when_the_copy_has_been_removed(tmp_path: Path) -> None:
    x = dense(path := tmp_path / "model.onnx")
    (mapped, folder), whole = opened(MappedCopies(tmp_path / "copies", PLENTY, 1), path), OnnxRuntime(path, (Y,))
    for file in folder.iterdir():
        file.unlink()
    assert mapped.for_one()(x[:1]).tobytes() == whole.for_one()(x[:1]).tobytes()
    assert mapped.run({X: x})[Y].tobytes() == whole.run({X: x})[Y].tobytes()


def test_a_small_file_is_loaded_as_it_is(tmp_path: Path) -> None:
    dense(path := tmp_path / "model.onnx")
    assert path.stat().st_size < MAPPED_FROM_BYTES
    assert opened(MappedCopies(tmp_path / "copies", PLENTY), path)[1] == tmp_path


def test_a_file_that_has_changed_gets_another_copy(tmp_path: Path) -> None:
    copies, path = MappedCopies(tmp_path / "copies", PLENTY, 1), tmp_path / "model.onnx"
    dense(path)
    _, first = opened(copies, path)
    assert opened(copies, path)[1] == first
    dense(path, n_layers=3)
    assert opened(copies, path)[1] != first


def test_several_that_load_a_file_at_once_share_one_copy_and_leave_nothing_beside_it(tmp_path: Path) -> None:
    dense(path := tmp_path / "model.onnx", 512)
    with ThreadPoolExecutor(4) as threads:
        folders = list(threads.map(lambda _: opened(MappedCopies(tmp_path / "copies", PLENTY, 1), path)[1], range(4)))
    assert list((tmp_path / "copies").iterdir()) == [folders[0]]
    assert set(folders) == {folders[0]}


def test_a_damaged_copy_is_removed_and_the_file_loaded(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    copies, path = MappedCopies(tmp_path / "copies", PLENTY, 1), tmp_path / "model.onnx"
    dense(path)
    _, folder = opened(copies, path)
    (folder / "model.onnx").write_bytes(b"damaged")
    assert opened(copies, path)[1] == tmp_path
    assert not folder.exists()
    assert "loaded without its mapped copy" in caplog.text
    assert opened(copies, path)[1] == folder


def test_what_is_wrong_with_the_file_itself_is_raised(tmp_path: Path) -> None:
    (path := tmp_path / "model.onnx").write_bytes(b"damaged")
    with pytest.raises(CompileError, match="ONNX Runtime does not load the model"):
        opened(MappedCopies(tmp_path / "copies", PLENTY, 1), path)
    with pytest.raises(CompileError):
        opened(MappedCopies(tmp_path / "copies", PLENTY, 1), tmp_path / "missing.onnx")


def test_without_room_for_a_copy_the_file_is_loaded(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    dense(path := tmp_path / "model.onnx")
    assert opened(MappedCopies(tmp_path / "copies", 1000, 1), path)[1] == tmp_path
    (tmp_path / "file").write_text("")
    assert opened(MappedCopies(tmp_path / "file", PLENTY, 1), path)[1] == tmp_path
    assert caplog.text.count("not shared by processes") == 2


def test_the_copy_that_was_loaded_longest_ago_makes_room(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.onnx" for number in range(3)]
    for path in paths:
        dense(path)
    copies = MappedCopies(tmp_path / "copies", int(4.5 * paths[0].stat().st_size), 1)
    first, second = (opened(copies, path)[1] for path in paths[:2])
    os.utime(first, (2, 2))
    os.utime(second, (1, 1))
    opened(copies, paths[2])
    assert (first.exists(), second.exists()) == (True, False)
    assert [path.name for path in (tmp_path / "copies").iterdir() if not path.is_dir()] == []


#: Loads a model, runs it, says so, and prints its own memory when asked.
LOADING = """
import sys
from pathlib import Path
import numpy as np
from models.serving.mapped import MappedCopies
from models.serving.runtimes.onnx import OnnxRuntime

def own():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))

path, copies, width = Path(sys.argv[1]), MappedCopies(Path(sys.argv[2]), 10**9, int(sys.argv[3])), int(sys.argv[4])
np.zeros((2, 2), np.float32) @ np.zeros((2, 2), np.float32)
before = own()
runtime = copies.loaded([path], lambda folder: OnnxRuntime(folder / path.name, ("y",)))
runtime.run({"x": np.ones((4, width), np.float32)})
print("loaded", flush=True)
input()
print(own() - before, flush=True)
input()
"""


def grown_kib(path: Path, copies: Path, from_bytes: int, width: int) -> list[int]:
    """Return by how much the memory of two processes grew that load a file at a time, each with its share of what they share."""
    command = [sys.executable, "-c", LOADING, str(path), str(copies), str(from_bytes), str(width)]
    loading = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        answers = []
        for _ in range(2):
            answers = [process.stdout.readline() for process in loading if process.stdout]
            for process in loading:
                print(file=process.stdin, flush=True)
        return [int(answer) for answer in answers]
    finally:
        for process in loading:
            process.communicate(timeout=30)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells the memory of a process on Linux only")
def test_two_processes_have_the_weights_in_memory_once(tmp_path: Path) -> None:
    dense(path := tmp_path / "model.onnx", width := 2048, 2)
    size_kib = path.stat().st_size // 1024
    opened(MappedCopies(tmp_path / "copies", PLENTY, 1), path)
    whole, mapped = grown_kib(path, tmp_path / "none", PLENTY, width), grown_kib(path, tmp_path / "copies", 1, width)
    assert min(whole) > size_kib
    assert min(whole) - max(mapped) > 0.4 * size_kib  # Each of the two counts half of what they share.
