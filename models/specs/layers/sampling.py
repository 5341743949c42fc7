"""The layer that draws the latent values of a variational autoencoder."""

from typing import ClassVar, Literal

from models.specs.layers.merging import Merge


class Sampling(Merge):
    """Draw from the normal distribution of a mean and a log-variance (in this order), in training only; give the mean itself otherwise."""

    most: ClassVar[int | None] = 2
    #: What the stock layers it is built of are called, behind its own name and a dot.
    parts: ClassVar[tuple[str, ...]] = ("half", "deviation", "zeros", "noise", "shift")
    layer: Literal["Sampling"]
