"""Functional models: named nodes with their inputs, in any graph without cycles."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from models.core.part import Part
from models.specs.layers import AnyLayer
from models.specs.layers.base import LayerName

#: Bound that keeps a spec answerable at once.
MAX_NODES = 500


class Node(Part):
    """One place of a graph: an input, a layer, a layer used again, or a whole registered model."""

    name: LayerName = Field(description="Name of the node; that of its layer, too.")
    inputs: list[LayerName] = Field(default_factory=list, max_length=100, description="Nodes it takes from; none for an input.")
    layer: AnyLayer | None = Field(None, description="The layer; left out for an input.")
    shares: LayerName | None = Field(None, description="Node whose layer, with its weights, is used again here.")
    model: str | None = Field(None, max_length=200, description="Reference of a registered model that is used as one layer.")
    trainable: bool = Field(True, description="Whether training changes the weights of the model used as a layer.")
    shape: list[Annotated[int, Field(ge=1, le=1_000_000)]] | None = Field(
        None, max_length=6, description="Sample shape of an input; that of the data when left out."
    )

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [name for name in ("layer", "shares", "model") if getattr(self, name) is not None]
        if len(kinds) > 1:
            raise ValueError(f"node {self.name}: expected one of layer, shares and model, got {' and '.join(kinds)}")
        if kinds and not self.inputs:
            raise ValueError(f"node {self.name}: expected the nodes it takes from in 'inputs', got none")
        if not kinds and self.inputs:
            raise ValueError(f"node {self.name}: expected a layer (or shares, or model) beside 'inputs', got none")
        if kinds and self.shape is not None:
            raise ValueError(f"node {self.name}: only an input has a 'shape'; a layer's follows from its inputs")
        return self

    @property
    def is_input(self) -> bool:
        """Tell whether data enters here."""
        return not self.inputs


class Functional(Part):
    """A model of named nodes."""

    kind: Literal["functional"]
    nodes: list[Node] = Field(min_length=2, max_length=MAX_NODES, description="The nodes, in any order.")
    outputs: list[LayerName] = Field(min_length=1, max_length=100, description="Nodes whose outputs are the model's.")

    @property
    def layers_by_pointer(self) -> list[tuple[str, AnyLayer]]:
        """Return the layers of the nodes that have one of their own, each with its pointer."""
        return [(f"/model/nodes/{index}/layer", node.layer) for index, node in enumerate(self.nodes) if node.layer is not None]

    @property
    def input_names(self) -> list[str]:
        """Return the names of the nodes where data enters, in the order of the nodes."""
        return [node.name for node in self.nodes if node.is_input]
