"""Raw inputs by name in, an answer for each named output out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.artifact.golden import NamedGolden, require_equal
from models.artifact.method import Method
from models.artifact.named_signature import NamedSignature
from models.core.arrays import Array, Ports
from models.core.errors import Fault, InputError
from models.preprocessing.named_chain import NamedChain
from models.serving.answers import Answer, Probabilities, classification_answers, value_answers
from models.serving.named_inputs import columns_of, named_columns
from models.serving.named_runtime import NamedRuntime
from models.serving.samples import gaps_in


@dataclass(frozen=True)
class NamedPredictor:
    """A model of named inputs and outputs together with its recorded preprocessing.

    Args:
        signature: What it takes and gives.
        chain: The fitted steps.
        runtime: What runs the network.
    """

    signature: NamedSignature
    chain: NamedChain
    runtime: NamedRuntime
    #: There is no scikit-learn model of named inputs behind a compiled form.
    source: None = None

    def predict(
        self, items: Sequence[Any] | Ports, probabilities: Probabilities = Probabilities.ALL, method: Method | None = None
    ) -> list[dict[str, Answer]]:
        """Answer raw inputs.

        Args:
            items: One object a sample, with what enters at each input by its name, in any form that a model of that input alone would
                take; or arrays by the names of the inputs, samples first.
            probabilities: How many class probabilities the answers of classes carry.
            method: Not to be given: each output answers in the natural form of its kind.

        Returns:
            For each sample, in order, an answer of each output by its name.

        Raises:
            InputError: Inputs that the model cannot take, each with a pointer; a method.
        """
        if method is not None:
            self.require(method)
        columns: Mapping[str, Any] = items if isinstance(items, dict) else named_columns(items, tuple(self.signature.inputs))
        if not len(next(iter(columns.values()))):
            return []
        outputs = self.runtime.run(columns_of(columns, self.signature, self.chain, self._gaps))
        answers = {name: self._answers(name, output, probabilities) for name, output in outputs.items()}
        return [dict(zip(answers, row, strict=True)) for row in zip(*answers.values(), strict=True)]

    def require(self, method: Method, pointer: str = "/method") -> None:
        """Refuse every method.

        Raises:
            InputError: Always; the fault says why.
        """
        detail = f"expected no method: the outputs {', '.join(self.signature.outputs)} answer together, each in its natural form; got {method}"
        raise InputError([Fault(pointer, detail)])

    def replay(self, golden: NamedGolden) -> None:
        """Answer the recorded examples again.

        Raises:
            ArtifactError: The outputs are not those recorded.
        """
        require_equal(golden.difference(self.outputs(golden.inputs)))

    def outputs(self, inputs: Ports) -> Ports:
        """Return the network's own outputs for raw inputs that are known to be sound."""
        return self.runtime.run(self.prepare(inputs))

    def prepare(self, inputs: Ports) -> Ports:
        """Preprocess raw inputs that are known to be sound."""
        return self.chain.prepare(inputs)

    def close(self) -> None:
        """Give back what the runtime holds."""
        self.runtime.close()

    @cached_property
    def _gaps(self) -> dict[str, frozenset[int]]:
        return {name: gaps_in(given.alone(), self.chain.inputs[name]) for name, given in self.signature.inputs.items()}

    def _answers(self, name: str, output: Array, probabilities: Probabilities) -> list[Answer]:
        labels = self.signature.outputs[name].labels
        if labels is not None:
            return classification_answers(output, labels, probabilities)
        return value_answers(self.chain.targets[name].invert(output))
