"""The short way through a model gives what the long one gives, to the bit, whatever rows are beside."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from models.artifact.file import read_artifact
from models.core.errors import DataError
from models.core.tensors import TensorType
from models.preprocessing import STEPS, Step
from models.preprocessing.chain import needed
from models.preprocessing.numbers import Cast, Divide, Log, Scale
from models.serving.predictor import Predictor
from models.serving.runtimes.sklearn import SklearnRuntime
from tests.kept_models import FOLDER

#: Fields of the steps that have no defaults for all.
FIELDS = {"divide": {"by": 3.0}, "clip": {"low": -1.0}, "reshape": {"shape": [2, 2]}}
ELEMENTWISE = sorted(name for name, step in STEPS.items() if step.elementwise)


def step_of(name: str) -> Step:
    return STEPS[name].model_validate({"step": name, **FIELDS.get(name, {})}).fit(np.linspace(0, 9, 12, dtype=np.float32).reshape(3, 4))


def test_the_steps_that_treat_each_number_by_itself_are_known() -> None:
    assert ELEMENTWISE == ["add_channel", "cast", "clip", "divide", "log", "min_max", "reshape", "scale", "standardize"]


@pytest.mark.parametrize("name", ELEMENTWISE)
@given(rows=st.lists(st.lists(st.floats(0.5, 1e6, width=32), min_size=4, max_size=4), min_size=1, max_size=40), index=st.integers(0, 39))
def test_such_a_step_gives_a_row_the_same_bits_in_every_batch(name: str, rows: list[list[float]], index: int) -> None:
    step, x = step_of(name), np.array(rows, np.float32)
    row = x[index % len(x)][np.newaxis]
    assert_array_equal(step.apply(row)[0], step.apply(x)[index % len(x)], strict=True)


def test_steps_that_change_nothing_are_left_out_and_the_bits_stay() -> None:
    steps = (Cast(step="cast"), Scale(step="scale"), Cast(step="cast"), Divide(step="divide", by=7.0))
    found = needed(steps, TensorType((4,), "float32"))
    assert [step.step for step in found] == ["scale", "divide"]
    x = np.linspace(-3, 300, 12, dtype=np.float32).reshape(3, 4)
    whole, short = x, x
    for step in steps:
        whole = step.apply(whole)
    for step in found:
        short = step.apply(short)
    assert_array_equal(whole, short, strict=True)


@pytest.mark.parametrize("name", ["groups", "nested-estimators"])
def test_the_short_way_predicts_as_the_long_one(name: str) -> None:
    artifact = read_artifact(FOLDER / f"{name}-v5.h5")
    predictor = Predictor.of(artifact, SklearnRuntime.serve(artifact, None))
    (rows,) = artifact.golden.inputs.values()
    plain = predictor.plain
    assert plain is not None
    read = plain.read(rows)
    assert read is not None
    assert plain.predictions(predictor.runtime.run(plain.prepare(read.x))) == predictor.predict(rows)
    assert plain.predictions({plain.port.name: np.full((1, 2), np.nan)}) is None
    assert (plain.read(rows[:, :1]), plain.read(rows.tolist()), plain.read(rows * np.inf)) == (None, None, None)


@pytest.mark.parametrize("name", ["rows-by-pca", "sklearn-values", "every-row-step"])
def test_models_whose_rows_need_more_have_no_short_way(name: str) -> None:
    artifact = read_artifact(FOLDER / f"{name}-v5.h5")
    assert Predictor.of(artifact, SklearnRuntime.serve(artifact, None)).plain is None


def test_a_step_that_refuses_a_number_refuses_it_on_the_short_way_too() -> None:
    with pytest.raises(DataError):
        Log(step="log").apply(np.array([[-1.0]], np.float32))
