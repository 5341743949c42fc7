"""What the fit of a network takes: the terms of its phases."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from models.core.tensors import Shape
from models.estimating.terms import Term, Terms
from models.specs.execution import runs_together
from models.specs.layers.base import n_values
from models.specs.network import LayerRow
from models.specs.training import Training

MACHINE = "machine:network"
#: Seconds of a training step itself, of each layer in it, of each step of a recurrent layer, by whether many steps run in one call.
STEP_S, LAYER_STEP_S, SERIAL_S = {False: 1.3e-3, True: 2e-4}, {False: 1.5e-4, True: 6e-6}, {False: 1.5e-4, True: 5e-6}
#: Seconds of each value that a layer gives, for a sample; of each weight that is changed, for a step.
VALUE_S, WEIGHT_S = 8.5e-10, 8.5e-10
#: Passes through the network in a training step, in units of a forward pass.
PASSES = 3.0
#: Seconds of each value of an augmented image; of each generated symbol.
AUGMENTED_S, SYMBOL_S = 7e-8, 2e-3
#: Seconds of building and tracing: of a network, of each layer, of each recurrent layer; of compiling a step for many at a time.
TRACE_S, TRACE_LAYER_S, TRACE_RECURRENT_S, TRACE_TOGETHER_S = 0.4, 0.1, 0.5, 0.4
#: Seconds of an evaluation, of each recurrent layer in it, of each weight.
EVALUATE_S, EVALUATE_RECURRENT_S, EVALUATE_WEIGHT_S = 0.2, 0.5, 2e-7
#: Seconds of compiling and proving, of each layer, of each recurrent layer, of each weight.
COMPILE_S, COMPILE_LAYER_S, COMPILE_RECURRENT_S, COMPILE_WEIGHT_S = 0.2, 0.03, 0.35, 5e-7
#: Bytes of a process that has loaded TensorFlow; of recurrent layers, by whether many steps run in one call.
NETWORK_BYTES, COMPILED_BYTES = 4.6e8, {False: 3e7, True: 1e8}
#: Bytes of a number; how many times samples, weights (the artifact and its compiled forms are made in memory) and outputs of layers are held.
FLOAT_BYTES, SAMPLE_COPIES, WEIGHT_COPIES, OUTPUT_COPIES = 4, 2.9, 56, 1.4
#: Samples of a batch of an evaluation.
EVALUATED = 1024


@dataclass(frozen=True)
class Sizes:
    """Numbers of samples.

    Args:
        n_train: Those that the model is fitted to, in an epoch.
        n_validation: Those of the validation part.
        n_test: Those that the finished model is evaluated on.
    """

    n_train: int
    n_validation: int
    n_test: int


@dataclass(frozen=True)
class NetworkFit:
    """A fit of a network.

    Args:
        rows: Its layers, inputs included.
        training: How it is fitted.
        sizes: What it is fitted to.
        input_shapes: Sample shape of each input.
        most_sample_bytes: Most memory that samples take; None where all are in memory.
    """

    rows: Sequence[LayerRow]
    training: Training
    sizes: Sizes
    input_shapes: Sequence[Shape]
    most_sample_bytes: int | None = None

    def phases(self) -> dict[str, Terms]:
        """Return the terms of each phase from the first layer on."""
        training, sizes = self.training, self.sizes
        steps, epochs = ceil(sizes.n_train / training.batch_size), training.epochs
        fitting = [*self._passes(steps, sizes.n_train * PASSES, together=self.together), *self._updates(steps), *self._augmentation()]
        checked = self._passes(ceil(sizes.n_validation / training.batch_size), sizes.n_validation, together=self.together)
        evaluating = self._evaluating()
        return {
            "tracing": self._tracing(),
            "fitting": tuple(term.times(epochs) for term in fitting) + self._samples(),
            "validating": tuple(term.times(epochs, "validating") for term in checked),
            "evaluating": evaluating,
            "compiling": self._compiling(),
            "scoring": evaluating,
        }

    @property
    def together(self) -> bool:
        """Tell whether many steps run in one call."""
        n_batches = ceil(self.sizes.n_train / self.training.batch_size)
        chosen = self.training.steps_per_execution
        if chosen is not None:
            return chosen > 1
        return runs_together(self._n_weights, self.training.batch_size, n_batches, is_recurrent=self._n_recurrent > 0)

    def memory(self) -> Terms:
        """Return the terms of the largest memory of the process, in bytes."""
        sizes, widths = self.sizes, sorted(n_values(row.output_shape) for row in self.rows)
        trained = min(self.training.batch_size, sizes.n_train) * 2 * sum(widths)
        evaluated = min(EVALUATED, sizes.n_test) * sum(widths[-2:])
        samples = sum(n_values(shape) for shape in self.input_shapes) * (sizes.n_train + sizes.n_validation + sizes.n_test)
        held = FLOAT_BYTES * samples * SAMPLE_COPIES
        compiled = COMPILED_BYTES[self.together] if self._n_recurrent else 0.0
        return (
            Term(NETWORK_BYTES, ("memory:network",)),
            Term(compiled, ("memory:recurrent",)),
            Term(held if self.most_sample_bytes is None else min(held, self.most_sample_bytes), ("memory:samples",)),
            Term(FLOAT_BYTES * self._n_weights * WEIGHT_COPIES, ("memory:weights",)),
            Term(FLOAT_BYTES * max(trained, evaluated) * OUTPUT_COPIES, ("memory:outputs",)),
        )

    @property
    def _n_weights(self) -> int:
        return sum(row.parameters for row in self.rows)

    @property
    def _n_recurrent(self) -> int:
        return sum(row.cost.serial_steps > 0 for row in self.rows)

    @property
    def _n_parts(self) -> int:
        return sum(row.cost.n_parts for row in self.rows)

    def _passes(self, steps: int, n_samples: float, *, together: bool) -> list[Term]:
        """Return the terms of passes through the network: of each step, and of each layer."""
        mode = ("together",) if together else ()
        return [Term(steps * STEP_S[together], (MACHINE, "step", *mode)), *(self._layer(row, steps, n_samples, mode) for row in self.rows)]

    def _layer(self, row: LayerRow, steps: float, n_samples: float, mode: tuple[str, ...]) -> Term:
        cost, together = row.cost, bool(mode)
        of_step = cost.n_parts * LAYER_STEP_S[together] + cost.serial_steps * SERIAL_S[together]
        of_sample = cost.operations / cost.speed + n_values(row.output_shape) * VALUE_S
        return Term(steps * of_step + n_samples * of_sample, (MACHINE, _key(row), *mode))

    def _updates(self, steps: int) -> list[Term]:
        trained = sum(row.trainable for row in self.rows)
        return [Term(steps * trained * WEIGHT_S * (1 + self.training.optimizer.slots), (MACHINE, f"optimizer:{self.training.optimizer.name}"))]

    def _augmentation(self) -> list[Term]:
        if self.training.augmentation is None:
            return []
        values = sum(n_values(shape) for shape in self.input_shapes)
        return [Term(self.sizes.n_train * values * AUGMENTED_S, (MACHINE, "augmentation"))]

    def _samples(self) -> Terms:
        samples = self.training.samples
        if samples is None:
            return ()
        n_symbols = samples.length * len(samples.temperatures) * (self.training.epochs // samples.every)
        return (Term(n_symbols * SYMBOL_S, (MACHINE, "samples")),)

    def _tracing(self) -> Terms:
        built = Term(TRACE_S + TRACE_LAYER_S * self._n_parts, (MACHINE, "tracing"))
        recurrent = Term(TRACE_RECURRENT_S * self._n_recurrent, (MACHINE, "tracing", "tracing:recurrent"))
        return (built, recurrent, Term(TRACE_TOGETHER_S * self.together, (MACHINE, "tracing", "tracing:together")))

    def _evaluating(self) -> Terms:
        n = self.sizes.n_test
        passes = [term.times(1.0, "evaluating") for term in self._passes(ceil(n / EVALUATED), n, together=False)]
        weights = self._n_weights
        fixed = Term(EVALUATE_S + EVALUATE_WEIGHT_S * weights, (MACHINE, "evaluating"))
        return (fixed, *passes, Term(EVALUATE_RECURRENT_S * self._n_recurrent, (MACHINE, "evaluating", "evaluating:recurrent")))

    def _compiling(self) -> Terms:
        weights = self._n_weights
        fixed = Term(COMPILE_S + COMPILE_LAYER_S * self._n_parts + COMPILE_WEIGHT_S * weights, (MACHINE, "compiling"))
        return (fixed, Term(COMPILE_RECURRENT_S * self._n_recurrent, (MACHINE, "compiling", "compiling:recurrent")))


def _key(row: LayerRow) -> str:
    """Return the key of a layer: its kind, without the name of the layer whose weights it shares, or of the model that it is."""
    return f"layer:{row.layer.split(' ')[0]}"
