"""What runs a model: inputs as the model takes them, outputs as it gives them."""

from typing import Protocol

from models.core.arrays import Ports


class Runtime(Protocol):
    """Something that runs a model on a batch."""

    @property
    def name(self) -> str:
        """Return how the model is run, as shown to users: "onnx", "keras" or "sklearn", for example."""

    def run(self, x: Ports) -> Ports:
        """Run the model.

        Args:
            x: Prepared inputs by name, in the model's order, arrays of shape (n_samples, ...).

        Returns:
            For each output an array of shape (n_samples, n_classes) of probabilities, or (n_samples, ...) of values; or int64 array
            of shape (n_samples,): the cluster of each sample, or the position of its class where the model gives no probabilities.

        Raises:
            InputError: The model has no answer for any new inputs.
        """

    def close(self) -> None:
        """Release what the runtime holds."""
