"""The loss of a variational autoencoder, and the latent space it shapes."""

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from models.core.part import Part
from models.specs.layers.base import LayerName

#: What such a loss is the sum of, as it is logged; the second is not yet multiplied by beta.
PARTS = ("reconstruction_loss", "kl_loss")


class VariationalLoss(Part):
    """How far the answer is from the input, and the latent values from a standard normal distribution."""

    loss: Literal["variational"]
    mean: LayerName = Field(description="Node that gives the mean of the latent values.")
    log_variance: LayerName = Field(description="Node that gives the logarithm of their variance.")
    reconstruction: Literal["binary_crossentropy", "mean_squared_error"] = Field(
        "binary_crossentropy", description="How answer and input are compared: summed over the values of a sample, averaged over samples."
    )
    beta: float = Field(1.0, ge=0, le=10_000, description="Weight of the divergence from the standard normal distribution.")


@dataclass(frozen=True)
class LatentSpace:
    """Where a variational autoencoder is narrow.

    Args:
        mean: Node that gives the mean of the latent values: the point a sample is encoded as.
        node: The Sampling node, from which the decoder leads to the output.
    """

    mean: str
    node: str
