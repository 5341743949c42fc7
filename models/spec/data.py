"""The data part of a spec."""

from typing import Any

from pydantic import Field

from models.spec.part import Part


class Split(Part):
    """Hold a test part back from a data set that brings none."""

    test: float = Field(0.25, gt=0, lt=1, description="Share of the samples held back.")
    shuffle: bool = Field(True, description="Draw the test part at random; otherwise take the last samples.")
    stratify: bool = Field(False, description="Keep the classes' shares equal in both parts.")


class DataSpec(Part):
    """Where the samples come from."""

    source: str = Field(max_length=100, description="Name of a built-in data set or generator.")
    params: dict[str, Any] = Field(default_factory=dict, description="Parameters of a generator.")
    split: Split | None = Field(None, description="How a test part is held back; left out where the source brings its own.")
