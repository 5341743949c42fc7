"""A disk that is full while a model is compiled: the disk is at fault, not the model, which could be compiled."""

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline

from models.core.errors import CompileError
from models.core.files import write_atomically
from models.core.room import no_room
from models.serving.export import export
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from tests.small_disk import files_of_at_most


def pipeline() -> SklearnRuntime:
    return SklearnRuntime(make_pipeline(LinearRegression()).fit(np.eye(3), np.arange(3)))


def network() -> KerasRuntime:
    return KerasRuntime(keras.Sequential([keras.Input((3,)), keras.layers.Dense(200)]), ("output",))


@pytest.mark.parametrize("make", [pipeline, network])
def test_an_onnx_form_that_does_not_fit_on_the_disk_is_not_refused_as_a_model(
    make: Callable[[], KerasRuntime | SklearnRuntime], tmp_path: Path
) -> None:
    source, path = make(), tmp_path / "model.onnx"
    with files_of_at_most(50), pytest.raises(OSError, match="File too large") as caught:
        write_atomically(path, lambda draft: export(source, {"input": (3,)}, draft))
    assert not isinstance(caught.value, CompileError)
    assert no_room(caught.value) is not None
    assert list(tmp_path.iterdir()) == []
    write_atomically(path, lambda draft: export(source, {"input": (3,)}, draft))
    assert path.stat().st_size > 50
