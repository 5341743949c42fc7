"""Generation: the symbol that follows in a text."""

from models.artifact.answers import Answer, Probabilities, classification_answers
from models.artifact.samples.read import Decoded, Items, SampleReader
from models.artifact.samples.texts import Unknown, example_texts, last_windows, symbols_of
from models.artifact.signature import Signature
from models.core.arrays import Array, Label, Ports
from models.datasets import Description
from models.evaluation.finished import Finished, Scores
from models.evaluation.record import record_of
from models.evaluation.text import text_report
from models.kinds import Kind, Port
from models.preparing.prepared import Prepared
from models.preprocessing.chain import Chain
from models.preprocessing.symbols import Symbols
from models.specs.job import JobSpec
from models.specs.learned import only_input_steps


class Generation(Kind):
    """The symbol that follows in a text."""

    name = "generation"
    rank = 40
    reads_texts = True
    has_classes = True

    def recognizes(self, spec: JobSpec, data: Description) -> bool:
        return not spec.data.reconstruct and any(isinstance(step, Symbols) for step in only_input_steps(spec))

    def labels(self, chain: Chain, name: str, output_shape: tuple[int, ...], classes: Array | None) -> tuple[Label, ...] | None:
        return tuple(symbols_of(chain).vocabulary_)

    @staticmethod
    def decode(items: Items, reader: SampleReader, unknown: Unknown | None) -> Decoded:
        name, texts = reader.bare(items)
        return Decoded({name: last_windows(texts, reader.chain, unknown)})

    def prepare(self, inputs: Ports, chain: Chain) -> Ports:
        return {name: last_windows(texts.tolist(), chain) for name, texts in inputs.items()}

    def encode(self, outputs: Array, port: Port, given: Decoded, probabilities: Probabilities) -> list[Answer]:
        return classification_answers(outputs, port.signature.labels or (), probabilities)

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Answer]:
        labels = port.signature.labels or ()
        return [{"label": labels[position]} for position in values.tolist()]

    def examples(self, prepared: Prepared, size: int) -> Ports:
        return {name: example_texts(text, prepared.chain, size) for name, text in prepared.raw_train.inputs.items()}

    def evaluate(self, finished: Finished, port: Port) -> Scores:
        """Measure one part only; probabilities of all its symbols at once would not fit into memory."""
        part = finished.recorded
        pairs = finished.parts[part]
        (name,) = pairs.x
        report = text_report(pairs.x[name], pairs.y[port.name], lambda windows: finished.run({name: windows})[port.name])
        figures = {figure: getattr(report, figure) for figure in ("loss", "accuracy", "perplexity")}
        return Scores({part: figures}, record_of(self.name, part, report.n_samples, generation=report))

    def compiled_forms(self, signature: Signature) -> tuple[str, ...]:
        return ("step",)
