"""What the API answers with about models of named inputs and outputs. Output fields have no defaults: what is named is always there."""

from typing import Any, Literal

from pydantic import BaseModel, Field, RootModel


class InputOut(BaseModel):
    """One input of a model."""

    input_shape: list[int | None] = Field(description="Shape of one raw value.")
    input_dtype: str
    pictures: bool = Field(description="Whether PNG, JPEG and other pictures are taken, as base64 text.")
    model_shape: list[int] = Field(description="Shape of one value after preprocessing.")
    columns: list[str] | None = Field(description="Names of the columns that enter; null where they are no rows with named columns.")
    text_columns: list[int] = Field(description="Places of those that hold text, counted from 0.")


class OutputOut(BaseModel):
    """One output of a model."""

    kind: str = Field(description="classification or regression.")
    output_shape: list[int]
    labels: list[int | str] | None


class NamedSignatureOut(BaseModel):
    """What a model of named inputs and outputs takes and gives."""

    kind: Literal["named"]
    inputs: dict[str, InputOut] = Field(description="By the names of the network's inputs, in its order.")
    outputs: dict[str, OutputOut] = Field(description="By the names of the network's outputs, in its order.")


class RecordedByName(RootModel[dict[str, list[dict[str, Any]]]]):
    """Recorded steps by the name of an input or output."""
