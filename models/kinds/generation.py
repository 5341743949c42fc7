"""Generation: the next symbol of a text."""

from collections.abc import Callable, Mapping
from itertools import zip_longest
from typing import ClassVar

import numpy as np

from models.artifact.answers import LabelPrediction
from models.artifact.predictions import Fields, Prediction, Probabilities, class_fields, class_predictions, classification_predictions
from models.artifact.samples.input_schema import Schema, text_schema
from models.artifact.samples.read import Decoded, Items, SampleReader
from models.artifact.samples.texts import Unknown, example_texts, last_windows, symbols_of
from models.artifact.signature import Signature
from models.core.arrays import Array, Label, Ports
from models.core.errors import ArtifactError
from models.datasets import Description
from models.evaluation.direction import Direction
from models.evaluation.finished import Finished, Scores
from models.evaluation.record import GenerationReport, record_of
from models.kinds import Kind, Port
from models.preparing.examples import different
from models.preparing.prepared import Prepared
from models.preprocessing.chain import Chain
from models.preprocessing.symbols import Symbols
from models.specs.job import JobSpec

#: Most evaluated windows, evenly spaced over the part: a whole text takes as long as an epoch.
MAX_EVALUATED = 20_000
#: Most probabilities computed at a time.
_CHUNK = 4_000_000
#: Pieces of the training text from which golden examples are chosen.
_CANDIDATES = 40
#: Least probability in a logarithm, as in Keras.
_EPSILON = 1e-7


class Generation(Kind):
    """The next symbol of a text."""

    name = "generation"
    rank = 40
    compared: ClassVar[Mapping[str, Direction]] = {"loss": Direction.LOWER, "accuracy": Direction.HIGHER, "perplexity": Direction.LOWER}
    answer = LabelPrediction
    reads_texts = True
    has_classes = True

    def recognizes(self, spec: JobSpec, data: Description) -> bool:
        return not spec.data.reconstruct and any(isinstance(step, Symbols) for step in spec.preprocessing.every_input_step)

    def labels(self, chain: Chain, name: str, output_shape: tuple[int, ...], classes: Array | None) -> tuple[Label, ...] | None:
        return tuple(symbols_of(chain).vocabulary_)

    def require_agreement(self, port: Port) -> None:
        """Require that the labels are the symbols of the vocabulary: predictions name symbols by the former, generated texts by the latter."""
        symbols = self.labels(port.chain, port.name, (), None) or ()
        for index, (label, symbol) in enumerate(zip_longest(port.signature.labels or (), symbols)):
            if label != symbol:
                raise ArtifactError(f"labels of output {port.name!r}: expected symbol {index} of the vocabulary, {symbol!r}, got {label!r}")

    @staticmethod
    def decode(items: Items, reader: SampleReader, unknown: Unknown | None) -> Decoded:
        name, texts = reader.bare(items)
        return Decoded({name: last_windows(texts, reader.chain, unknown)})

    def input_schema(self, reader: SampleReader) -> Schema:
        return text_schema()

    def prepare(self, inputs: Ports, chain: Chain) -> Ports:
        return {name: last_windows(texts.tolist(), chain) for name, texts in inputs.items()}

    def encode(self, outputs: Array, port: Port, given: Decoded, probabilities: Probabilities) -> list[Prediction]:
        return classification_predictions(outputs, port.signature.labels or (), probabilities)

    def fields(self, outputs: Array, port: Port, given: Decoded) -> Fields:
        return class_fields(outputs, port.signature.labels or ())

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Prediction]:
        return class_predictions(values, port.signature.labels or ())

    def examples(self, prepared: Prepared, size: int) -> Ports:
        return {name: _different_texts(text, prepared.chain, size) for name, text in prepared.raw_train.input_arrays.items()}

    def drawn(self, examples: Ports, prepared: Prepared, draws: np.random.Generator) -> Ports:
        """Return texts of symbols that are drawn from the vocabulary one by one."""
        return {name: _drawn_texts(texts, prepared.chain, draws) for name, texts in examples.items()}

    def evaluate(self, finished: Finished, port: Port) -> Scores:
        """Evaluate one part, in chunks: the probabilities of all its symbols would not fit into memory."""
        part = finished.recorded
        pairs = finished.parts[part]
        (name,) = pairs.x
        report = text_report(pairs.input_arrays[name], pairs.target_arrays[port.name], lambda windows: finished.run({name: windows})[port.name])
        figures = {figure: getattr(report, figure) for figure in ("loss", "accuracy", "perplexity")}
        return Scores({part: figures}, record_of(self.name, part, report.n_samples, generation=report))

    def compiled_forms(self, signature: Signature) -> tuple[str, ...]:
        return ("step",)


def _different_texts(text: Array, chain: Chain, size: int) -> Array:
    """Return pieces of a text that together have most of its symbols."""
    pieces, symbols = example_texts(text, chain, _CANDIDATES), symbols_of(chain).symbols
    return pieces[different([dict.fromkeys(symbols(str(piece)), 1.0) for piece in pieces], size)]


def _drawn_texts(texts: Array, chain: Chain, draws: np.random.Generator) -> Array:
    """Return as many texts of as many symbols; without blanks, of which cleaning would remove some, and without the marker of unknown ones."""
    step = symbols_of(chain)
    vocabulary = [symbol for symbol in step.vocabulary_ if symbol.strip() and symbol != step.unknown] or step.vocabulary_
    joined = (" " if step.spaced else "").join
    return np.array([joined(draws.choice(vocabulary, len(step.symbols(str(text))))) for text in texts], str)


def text_report(windows: Array, ids: Array, run: Callable[[Array], Array]) -> GenerationReport:
    """Measure how well the symbol after each window is predicted.

    Args:
        windows: Prepared windows, integer array of shape (n_windows, size); at most `MAX_EVALUATED` are evaluated.
        ids: The id that follows each, integer array of shape (n_windows,).
        run: Runs the model on windows.
    """
    n_windows = len(windows)
    rows = np.arange(n_windows) if n_windows <= MAX_EVALUATED else np.linspace(0, n_windows - 1, MAX_EVALUATED).astype(np.int64)
    width = run(windows[:1]).shape[-1]
    n_chunks = -(-len(rows) * width // _CHUNK)
    measured = [_measured(run(windows[some]), ids[some]) for some in np.array_split(rows, n_chunks)]
    losses, right = (np.concatenate(side) for side in zip(*measured, strict=True))
    loss = float(losses.mean())
    return GenerationReport(loss=loss, accuracy=float(right.mean()), perplexity=float(np.exp(loss)), n_symbols=width, n_samples=len(rows))


def _measured(probabilities: Array, ids: Array) -> tuple[Array, Array]:
    of_true = probabilities[np.arange(len(ids)), ids].astype(np.float64)
    return -np.log(np.maximum(of_true, _EPSILON)), np.argmax(probabilities, axis=-1) == ids
