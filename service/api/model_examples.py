"""Examples of what a model takes: the inputs that its file was recorded with."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from models.artifact.golden import Golden
from models.core.arrays import Array
from models.datasets.json_preview import plain_values
from models.specs.job import GoldenSource
from service.api.tagged_route import TaggedRoute
from service.api.value_types import InputEntry
from service.deps import TheParts
from service.problem_types.declared import problems
from service.recorded import recorded_of

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=TaggedRoute)


class ExamplesOut(BaseModel):
    """Inputs that a model version was recorded with."""

    model: str = Field(description="The model version.")
    source: GoldenSource = Field(description="Whether they are raw samples of its data (real), or were drawn (synthetic).")
    inputs: list[InputEntry] = Field(
        description="The examples, each as one entry of `inputs` of a prediction; an image file as a small PNG file, as a data URL. "
        "Empty if none were recorded."
    )


@router.get("/{ref:ref}/examples", responses=problems("model-unavailable"))
def list_examples(ref: str, parts: TheParts) -> ExamplesOut:
    """List examples of what a model takes.

    Some raw inputs from its file, at most 20 that differ, for a first prediction; whoever may read a model may download them in its file.
    """
    version = parts.registry.resolve(ref)
    golden = recorded_of(version, parts).golden
    return ExamplesOut(model=version.ref, source=golden.source, inputs=_entries(golden))


def _entries(golden: Golden) -> list[Any]:
    """Return the examples as entries of a request: a value, or an object of values where the model has several inputs."""
    values = {name: _values(array, golden.columns.get(name)) for name, array in golden.inputs.items()}
    if len(values) == 1:
        return next(iter(values.values()))
    return [dict(zip(values, entry, strict=True)) for entry in zip(*values.values(), strict=True)]


def _values(array: Array, columns: Sequence[str] | None) -> list[Any]:
    """Return the examples of one input, rows as objects where their columns have names."""
    plain = plain_values(array)
    return plain if columns is None else [dict(zip(columns, row, strict=True)) for row in plain]
