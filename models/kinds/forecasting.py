"""Forecasting: the next steps of a series, for each of its windows."""

from dataclasses import replace

import numpy as np

from models.artifact.predictions import Fields, Prediction, bare_values, series_predictions
from models.artifact.samples.input_schema import Schema
from models.artifact.samples.read import Decoded, Items, SampleReader
from models.artifact.samples.texts import Unknown
from models.artifact.signature import Signature
from models.core.arrays import Array, Ports
from models.core.deferred_rows import in_memory
from models.datasets import Description
from models.evaluation.finished import Finished, Scores
from models.evaluation.metrics import VALUE_FIGURES, value_scores
from models.evaluation.naive import naive_report
from models.kinds import Kind, Port
from models.preparing.prepared import Prepared
from models.preprocessing.chain import Chain
from models.preprocessing.symbols import Symbols
from models.preprocessing.window import Window
from models.specs.job import JobSpec


class Forecasting(Kind):
    """The next steps of a series, for each of its windows."""

    name = "forecasting"
    rank = 30
    compared = VALUE_FIGURES
    continues_series = True
    scorings = ("r2", "explained_variance", "neg_mean_squared_error", "neg_root_mean_squared_error", "neg_mean_absolute_error")

    def recognizes(self, spec: JobSpec, data: Description) -> bool:
        steps = spec.preprocessing.every_input_step
        cuts, reads = (any(isinstance(step, cls) for step in steps) for cls in (Window, Symbols))
        return cuts and not reads and not spec.data.reconstruct

    @staticmethod
    def decode(items: Items, reader: SampleReader, unknown: Unknown | None) -> Decoded:
        return Decoded(*reader.series(items))

    def input_schema(self, reader: SampleReader) -> Schema:
        return reader.series_schema()

    def prepare(self, inputs: Ports, chain: Chain) -> Ports:
        return {name: np.concatenate([chain.prepare_input(name, one) for one in series]) for name, series in inputs.items()}

    def fields(self, outputs: Array, port: Port, given: Decoded) -> Fields:
        """Return the forecast of each window, not of each series."""
        values = port.invert(outputs)
        return {"value": bare_values(values[..., 0] if values.ndim > 1 and values.shape[-1] == 1 else values)}

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Prediction]:
        return series_predictions(port.invert(values), given.counts or ())

    def in_units(self, values: Array, port: Port) -> Array:
        return port.invert(values)

    def examples(self, prepared: Prepared, size: int) -> Ports:
        raw, window = prepared.raw_test or prepared.raw_train, prepared.chain.window
        if window is None:
            return super().examples(prepared, size)
        lengths = raw.lengths or (raw.n_samples,)
        longest = lengths.index(max(lengths))
        first, last = sum(lengths[:longest]), sum(lengths[: longest + 1]) - window.size
        starts = np.unique(np.linspace(first, last, size).astype(int)) if size else ()
        return {name: np.stack([array[start : start + window.size] for start in starts]) for name, array in raw.inputs.items()}

    def evaluate(self, finished: Finished, port: Port) -> Scores:
        scores = value_scores(self.name, finished, port.name, port.invert)
        window, raw = port.chain.window, finished.raw.get(finished.recorded)
        if window is None or raw is None or scores.record is None:
            return scores
        predicted, true = (
            port.invert(in_memory(values[port.name])) for values in (finished.outputs(finished.recorded), finished.parts[finished.recorded].y)
        )
        series = port.chain.predicted_series(port.name, raw.input_arrays, raw.target_arrays, raw.lengths)
        naive = naive_report(series, window, finished.period, predicted, true)
        return replace(scores, record=scores.record.model_copy(update={"naive": naive}))

    def compiled_forms(self, signature: Signature) -> tuple[str, ...]:
        return ("step",) if signature.stateful else ()
