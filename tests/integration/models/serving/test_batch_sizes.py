"""What a served model gives for a row is what its own framework gives, in batches of any size."""

from pathlib import Path

import numpy as np
import pytest

from models.artifact.content import FORMAT_VERSION
from models.artifact.file import read_artifact
from models.artifact.golden import largest_difference
from models.core.arrays import Array, Ports
from models.serving.batch_times import measured
from models.serving.compiled import FORMS
from models.serving.compiled.whole import WHOLE, WHOLE_FILE
from models.serving.compiling import compile_form
from models.serving.predictor import Predictor
from models.serving.runtimes.onnx import OnnxRuntime
from models.serving.source import source_runtime

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

FOLDER = Path(__file__).parents[3] / "data" / "artifacts"
#: Models of every kind of layer and estimator, of several ports, of texts, and with recurrent state.
NAMES = ("dense-classes", "image-classes", "words", "series-horizon", "stateful-series", "named-people", "nested-estimators", "text-columns")
#: Rows that the models were not trained on, and sizes of batches that these are computed in.
N_ROWS, SIZES = 40, (1, 2, 3, 7, 16, 32)
#: Largest difference to the framework; and to another batch size, which docs/predictions.md states with more room.
OWN, OTHER_SIZE = 1e-5, 1e-6


def rows_near(x: Ports) -> Ports:
    """Return prepared rows like those of the golden examples, but others: numbers are moved, positions in a vocabulary are not."""
    draws = np.random.default_rng(0)
    indices = draws.integers(0, len(next(iter(x.values()))), N_ROWS)
    return {name: _moved(array[indices], draws) for name, array in x.items()}


def _moved(array: Array, draws: np.random.Generator) -> Array:
    if array.dtype.kind != "f":
        return array
    moved: Array = array + (0.1 * array.std() * draws.normal(size=array.shape)).astype(array.dtype)
    return moved


def in_batches(runtime: OnnxRuntime, x: Ports, size: int) -> Ports:
    parts = [runtime.run({name: array[start : start + size] for name, array in x.items()}) for start in range(0, N_ROWS, size)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_computed_as_by_the_framework_whatever_the_size_of_the_batch(name: str, tmp_path: Path) -> None:
    artifact = read_artifact(FOLDER / f"{name}-v{FORMAT_VERSION}.h5")
    own = source_runtime(artifact)
    assert compile_form(FORMS[WHOLE], artifact, own, tmp_path).is_sound
    served = OnnxRuntime(tmp_path / WHOLE_FILE, tuple(artifact.content.signature.outputs))
    prepared = Predictor.of(artifact, served).prepare(artifact.golden.inputs)
    x = rows_near(prepared)
    whole = served.run(x)
    assert largest_difference(whole, own.run(x)) <= OWN
    for size in SIZES:
        assert largest_difference(in_batches(served, x, size), whole) <= OTHER_SIZE, size
    assert measured(served.run, prepared).is_independent
