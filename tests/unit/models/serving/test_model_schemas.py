"""JSON schemas of what a model takes and gives: the golden examples of every kept model have their form, others have not."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from models.artifact.file import read_artifact
from models.serving.predictor import Predictor
from tests.golden_samples import samples_of

ARTIFACTS = Path(__file__).parents[3] / "data" / "artifacts"
#: Schemas need no runtime.
NO_RUNTIME: Any = None
NO_SAMPLES: tuple[Any, ...] = (None, True, {"another": 1}, [[["a"]]])


@pytest.mark.parametrize("path", sorted(ARTIFACTS.glob("*.h5")), ids=lambda path: path.stem)
def test_the_examples_of_a_model_have_the_form_of_its_schemas(path: Path) -> None:
    artifact = read_artifact(path)
    predictor = Predictor.of(artifact, NO_RUNTIME)
    taken, given = Draft202012Validator(predictor.input_schema), Draft202012Validator(predictor.output_schema)
    for sample in samples_of(artifact.golden):
        taken.validate(sample)
    for prediction in artifact.golden.predictions or ():
        given.validate(prediction)
    assert not any(taken.is_valid(other) or given.is_valid(other) for other in NO_SAMPLES)
