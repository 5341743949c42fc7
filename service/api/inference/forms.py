"""The bodies of the protocol, as the API document describes them."""

from typing import Any

from pydantic import BaseModel, Field

from models.core.arrays import Label
from models.serving.decoding import FILE
from service.api.documented_headers import merged_responses
from service.api.openapi import json_body
from service.api.prediction_route import COMPUTED, PREFER, READS_TEXTS
from service.bodies.content import BYTES
from service.problem_types.declared import Responses, problems
from service.store.event_data import LeftOut, left_out


class InferenceServer(BaseModel):
    """Metadata of the server."""

    name: str = Field(description="modelbook.")
    version: str = Field(description="Its version.")
    extensions: list[str] = Field(description="Extensions that it has.")


class InferenceLive(BaseModel):
    """Whether the server runs."""

    live: bool = Field(description="Always true.")


class InferenceReady(BaseModel):
    """Whether the server can infer."""

    ready: bool = Field(description="Whether it can.")


class InferenceModelReady(BaseModel):
    """Whether a model can infer."""

    name: str = Field(description="Its name.")
    ready: bool = Field(description="Always true; a model that cannot is an error.")


class LabelsOut(BaseModel):
    """Parameters of a tensor."""

    labels: list[Label] | LeftOut = left_out("Classes, in the order of the last axis.")


class TensorMetadata(BaseModel):
    """A tensor of a model."""

    name: str = Field(description="Its name.")
    datatype: str = Field(description="FP32, INT64, BYTES ...")
    shape: list[int] = Field(description="Its axes, samples first; -1 for any length.")
    parameters: LabelsOut | LeftOut = left_out("Its labels.")


class InferenceModel(BaseModel):
    """Metadata of a model."""

    name: str = Field(description="Its name.")
    versions: list[str] = Field(description="Its versions, or the one that is asked for.")
    platform: str = Field(description="What runs it.")
    inputs: list[TensorMetadata] = Field(description="What it takes.")
    outputs: list[TensorMetadata] = Field(description="What it gives.")


class InferInput(BaseModel):
    """An input tensor."""

    name: str = Field(description="Its name.")
    shape: list[int] = Field(description="Its axes, samples first.")
    datatype: str = Field(description="FP32, INT64, BYTES ...")
    parameters: dict[str, Any] | None = Field(None, description="binary_data_size.")
    data: list[Any] | None = Field(None, description="Values, flat or nested.")


class InferOutput(BaseModel):
    """An output to return."""

    name: str = Field(description="Its name.")
    parameters: dict[str, Any] | None = Field(None, description="binary_data, classification.")


class InferBody(BaseModel):
    """A request to infer."""

    id: str | None = Field(None, description="Repeated in the answer.")
    parameters: dict[str, Any] | None = Field(None, description="binary_data_output.")
    inputs: list[InferInput] = Field(description="The inputs.")
    outputs: list[InferOutput] | None = Field(None, description="The outputs to return; all by default.")


class InferTensor(BaseModel):
    """An output tensor."""

    name: str = Field(description="Its name.")
    datatype: str = Field(description="FP32, INT64, BYTES ...")
    shape: list[int] = Field(description="Its axes.")
    parameters: dict[str, Any] | LeftOut = left_out("binary_data_size.")
    data: list[Any] | LeftOut = left_out("Values, flat.")


class InferAnswer(BaseModel):
    """An answer."""

    id: str | LeftOut = left_out("Id of the request.")
    model_name: str = Field(description="Name of the model.")
    model_version: str = Field(description="Its version.")
    outputs: list[InferTensor] = Field(description="The outputs.")


_EXAMPLE = {"inputs": [{"name": "inputs", "shape": [1, 2], "datatype": "FP64", "data": [150, 7.1]}]}
#: Responses of an operation that infers.
INFER_RESPONSES: Responses = merged_responses(
    COMPUTED,
    READS_TEXTS,
    problems("invalid-inputs"),
    {200: {"description": "The outputs; bytes follow the JSON where binary data is asked for.", "content": {BYTES: {"schema": FILE}}}},
)


def infer_operation(*path: str) -> dict[str, Any]:
    """Return the `openapi_extra` of an operation that infers, by the parameters of its path."""
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in path]
    return {**json_body(InferBody, _EXAMPLE), "parameters": [*parameters, PREFER]}
