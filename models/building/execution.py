"""How training steps are run: one by one, or many in one call of a compiled function."""

from dataclasses import dataclass
from typing import Literal

import keras

from models.specs.execution import MAX_STEPS, runs_together
from models.specs.training import Training


@dataclass(frozen=True)
class Execution:
    """How training steps are run.

    Args:
        jit_compile: Whether a step is compiled by XLA; "auto" leaves it to Keras, which does so on a GPU.
        steps: Steps in one call.
    """

    jit_compile: bool | Literal["auto"] = "auto"
    steps: int = 1

    @classmethod
    def of(cls, training: Training, network: keras.Model, batches: int) -> "Execution":
        """Choose what a spec leaves open.

        The choice does not depend on the number of epochs: 10 epochs and 10 more must equal 20.

        Args:
            training: How the network is fitted.
            network: The network, built.
            batches: Batches in an epoch.
        """
        together = runs_together(network.count_params(), training.batch_size, batches, is_recurrent=_is_recurrent(network))
        by_batch = training.learning_rate_schedule is not None and training.learning_rate_schedule.warmup_epochs > 0
        steps = MAX_STEPS if together and not by_batch else 1
        return cls(
            training.jit_compile if training.jit_compile is not None else (together or "auto"),
            min(training.steps_per_execution or steps, batches),
        )


#: One step in each call.
ONE_BY_ONE = Execution()


def _is_recurrent(network: keras.Model) -> bool:
    kinds = (keras.layers.RNN, keras.layers.Bidirectional)
    return any(isinstance(layer, kinds) for layer in network._flatten_layers())
