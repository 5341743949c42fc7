"""Count the files that a check and a prediction enter, and the switches between files: `make walk`."""

import sys
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from models.artifact.file import read_artifact
from models.catalog import recipes
from models.checking.check import check_spec, require_sound
from models.core.merge_patch import merge_patch
from models.jobs import run
from models.preprocessing.step import Step
from models.serving.predictor import Predictor
from models.serving.runtimes.onnx import OnnxRuntime
from models.training.listener import SilentListener

ROOT = Path(__file__).parent.parent
RECIPE = "mnist-dense-784"
#: The shortest training that gives a model; its quality does not matter here.
LEAST = {"data": {"subset": 0.01}, "training": {"epochs": 1, "batch_size": 512}}
#: Maximum number of files, and of switches if bounded.
BOUNDS: dict[str, tuple[int, int | None]] = {"check": (30, 90), "prediction": (8, None)}


@dataclass
class Walk:
    """The files of ours that a call enters, in the order of its Python calls.

    Recorded steps, a rule's `applies`, and what either calls are left out: their number is the spec's or the list's, not the design's.
    """

    left_out: frozenset[str]
    files: list[str] = field(default_factory=list)
    _outer: FrameType | None = None

    def of(self, call: Callable[[], Any]) -> "Walk":
        """Make the call and record the files it enters."""
        sys.setprofile(self._note)
        try:
            call()
        finally:
            sys.setprofile(None)
        return self

    @property
    def entered(self) -> list[str]:
        """Return every file entered, once, in the order of their first calls."""
        return list(dict.fromkeys(self.files))

    @property
    def switches(self) -> int:
        """Return the number of calls in another file than the previous call, the first included."""
        return sum(before != after for before, after in pairwise(["", *self.files]))

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        if self._outer is not None:
            self._outer = None if frame is self._outer and event == "return" else self._outer
            return
        name = frame.f_code.co_filename
        if event != "call" or not name.startswith(str(ROOT / "models")):
            return
        if name in self.left_out or frame.f_code.co_name == "applies":
            self._outer = frame
        else:
            self.files.append(str(Path(name).relative_to(ROOT)))


def main() -> None:
    """Print both walks; end with exit code 1 if one exceeds its bound."""
    walks = {"check": walk_check(), "prediction": walk_prediction()}
    for name, walk in walks.items():
        files, switches = BOUNDS[name]
        bounds = f"bound {files} and {switches}" if switches else f"bound {files} files"
        print(f"{name} of {RECIPE}: {len(walk.entered)} files, {walk.switches} switches ({bounds})")
        print("".join(f"  {file}\n" for file in walk.entered), end="")
    sys.exit(any(is_over(name, walk) for name, walk in walks.items()))


def is_over(name: str, walk: Walk) -> bool:
    """Return whether a walk exceeds its bound."""
    files, switches = BOUNDS[name]
    return len(walk.entered) > files or (switches is not None and walk.switches > switches)


def walk_check() -> Walk:
    """Walk through the check of a recipe, once modules and data sets are loaded."""
    spec = recipes()[RECIPE].spec
    check_spec(spec)
    return Walk(_files_of_steps()).of(lambda: check_spec(spec))


def walk_prediction() -> Walk:
    """Walk through the prediction of one image by the ONNX form of the recipe's network."""
    with tempfile.TemporaryDirectory() as folder:
        predictor = _trained(Path(folder))
        images = np.zeros((1, 28, 28), np.uint8)
        predictor.predict(images)
        return Walk(_files_of_steps()).of(lambda: predictor.predict(images))


def _trained(folder: Path) -> Predictor:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Warnings of Keras and TensorFlow themselves.
        outcome = run(require_sound(merge_patch(recipes()[RECIPE].spec, LEAST)), folder, SilentListener())
    assert outcome.onnx is not None, outcome.proof.reason
    artifact = read_artifact(outcome.artifact)
    return Predictor.of(artifact, OnnxRuntime.serve(artifact, outcome.onnx))


def _files_of_steps() -> frozenset[str]:
    """Return the files of the step hook and of all its members."""
    found: list[type[Step]] = [Step]
    for step in found:
        found += step.__subclasses__()
    return frozenset(str(sys.modules[step.__module__].__file__) for step in found)


if __name__ == "__main__":
    main()
