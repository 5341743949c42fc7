"""What a spec may know of models that are registered already."""

from dataclasses import dataclass
from typing import Protocol

from models.spec.tensors import Shape


@dataclass(frozen=True)
class RegisteredModel:
    """A registered network, as one layer of another.

    Args:
        ref: Reference that always means this version, for example "digits@3".
        input_shape: Sample shape it takes, after preprocessing.
        output_shape: Sample shape it gives.
        parameters: Number of weights.
        trainable: Number of those that training changes.
    """

    ref: str
    input_shape: Shape
    output_shape: Shape
    parameters: int
    trainable: int


class Registered(Protocol):
    """Looks registered models up."""

    def describe(self, ref: str) -> RegisteredModel | None:
        """Return what a reference means; None where there is no such network."""


class NoneRegistered:
    """A registry without models, for use without a service."""

    def describe(self, ref: str) -> RegisteredModel | None:
        """Know nothing."""
        return None
