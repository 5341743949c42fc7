"""Registered models that a job takes layers from: the one it starts from, and one that it shares layers with."""

from typing import Annotated

from pydantic import Field, StringConstraints

from models.core.part import Part
from models.specs.layers import AnyLayer

#: Most layers taken off or put on: as many as a model may have.
MAX_CHANGED = 500

#: A pattern of layer names, as file names are matched: * any text, ? any character, [ab] either of two.
LayerPattern = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Patterns = Annotated[list[LayerPattern], Field(max_length=100)]


class ShareLayers(Part):
    """A registered network, and the layers that a job's network has in common with it."""

    model: str = Field(max_length=200, description="Registered network that layers are shared with, such as digits or digits@3.")
    layers: Patterns = Field(min_length=1, description="Patterns of names that layers have in both networks, such as dense_1 or conv*.")


class StartFrom(Part):
    """A registered network, what is changed of it, and what of it is not trained."""

    model: str = Field(max_length=200, description="Registered network that training starts from, such as digits@3.")
    freeze: Patterns = Field(default_factory=list, description="Patterns of names of its layers that are not trained, such as conv*.")
    drop_last: int = Field(0, ge=0, le=MAX_CHANGED, description="How many of its last layers are left out.")
    append: list[AnyLayer] = Field(
        default_factory=list, max_length=MAX_CHANGED, description="Layers put on behind the last one kept; they begin anew."
    )

    @property
    def changes_layers(self) -> bool:
        """Tell whether the job's network is another one than the model's."""
        return bool(self.drop_last or self.append)
