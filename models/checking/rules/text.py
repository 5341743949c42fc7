"""Rules for networks that generate text symbol by symbol."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from models.checking.case import Case
from models.checking.locating import at_input, at_output
from models.checking.rule import Findings, Rule
from models.core.errors import DataError, Fault
from models.datasets import DataSet
from models.preprocessing import AnyStep
from models.preprocessing.symbols import Letters, Symbols, Words, text_of
from models.preprocessing.window import Window
from models.specs.fit_sizes import n_used
from models.specs.job import JobSpec
from models.specs.layer_shapes import End
from models.specs.learned import symbols_step
from models.specs.model import SklearnPipeline, layers_by_pointer
from models.specs.series import n_before_validation

#: Longest text whose symbols are counted when a spec is checked, in characters.
COUNTED_CHARACTERS = 2_000_000
LOSS = "sparse_categorical_crossentropy"


@dataclass(frozen=True)
class _Counts:
    """Counts of the symbols of the training part.

    Args:
        least: Fewest different ones that it may have.
        most: Most different ones; the same number where they are counted.
        symbols: Number of all; None where they are not counted.
    """

    least: int
    most: int
    symbols: int | None = None

    @property
    def text(self) -> str:
        """Return the number of different ones, for a message."""
        return f"{self.least:,}" if self.least == self.most else f"{self.least:,} to {self.most:,}"


class TextSpec(Rule):
    """Steps, loss, model and task are those of a text model."""

    hides_objective: ClassVar[bool] = True

    def applies(self, spec: JobSpec) -> bool:
        return symbols_step(spec) is not None

    def judge(self, case: Case) -> Findings:
        (entry, *_), (output, *_) = case.inputs, case.targets
        steps = [at_input(case.spec, entry, fault) for fault in _step_faults(case.spec.preprocessing.input_steps_of(entry))]
        learned = [at_output(case.spec, output, fault) for fault in _target_faults(case, output)]
        return Findings([*steps, *learned, *_model_faults(case.spec)])


class Vocabulary(Rule):
    """The widths of layers are those of the vocabulary of the text."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and symbols_step(spec) is not None

    def judge(self, case: Case) -> Findings:
        if case.objective_hidden or not case.flow.targets:
            return Findings()
        counted = _counts(case)
        ends = [fault for end in case.network.ends.values() for fault in _end_faults(end, counted)]
        layers = _layer_faults(case.spec, counted.least) if case.network.ends and counted else ()
        return Findings([*ends, *layers, *_window_faults(case, counted)])


class TextSamples(Rule):
    """Only text models generate samples."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and spec.training.samples is not None and symbols_step(spec) is None

    def judge(self, case: Case) -> Findings:
        return Findings([Fault("/training/samples", "expected none, as only text models, with a letters or words step, generate samples")])


def _step_faults(steps: Sequence[AnyStep]) -> Iterator[Fault]:
    names: list[str] = [step.step for step in steps]
    if len(names) != 2 or names[1] != "window":
        yield Fault("/preprocessing/inputs", f"expected letters or words, then a window, got {', '.join(names)}")
    for index, step in enumerate(steps):
        if isinstance(step, Symbols) and step.output == "one_hot":
            fix = "expected ids, and a CategoryEncoding layer that makes the rows of one batch"
            yield Fault(f"/preprocessing/inputs/{index}/output", f"one-hot rows of all windows take gigabytes: {fix}")
        if isinstance(step, Window) and step.horizon > 1:
            yield Fault(f"/preprocessing/inputs/{index}/horizon", f"a text model predicts one symbol at a time; expected 1, got {step.horizon}")


def _target_faults(case: Case, output: str) -> Iterator[Fault]:
    if case.spec.preprocessing.target_steps_of(output):
        yield Fault("/preprocessing/targets", "expected no target steps, as the targets of a text model are the symbols after each window")
    loss = case.spec.training.loss_of(output) if case.spec.training else LOSS
    if loss != LOSS:
        yield Fault("/training/loss", f"expected {LOSS}, as the targets of a text model are ids of symbols; got {loss}")


def _model_faults(spec: JobSpec) -> Iterator[Fault]:
    if isinstance(spec.model, SklearnPipeline):
        yield Fault("/model/kind", f"expected a sequential or functional model for text, got {spec.model.kind}")
    if spec.task_facts.fans_out:
        yield Fault("/task", f"expected the task train for a text model, got {spec.task}")


def _end_faults(end: End, counted: _Counts | None) -> Iterator[Fault]:
    """Refuse an output without a probability for each symbol."""
    if end.activation != "softmax":
        came = end.activation or "none"
        yield Fault(end.pointer, f"layer {end.name}: expected softmax, as a text model gives a probability for each symbol; got {came}")
    width = end.shape[-1]
    if counted is not None and not counted.least <= (width or 0) <= counted.most:
        yield Fault(end.pointer, f"layer {end.name}: expected as many units as the text has symbols, {counted.text}, got {width}")


def _layer_faults(spec: JobSpec, n_symbols: int) -> Iterator[Fault]:
    """Refuse layers with a smaller vocabulary than the text."""
    for where, layer in layers_by_pointer(spec.model):
        field = layer.vocabulary_field
        if field and getattr(layer, field) < n_symbols:
            yield Fault(f"{where}/{field}", f"expected at least the {n_symbols:,} symbols of the text, got {getattr(layer, field):,}")


def _window_faults(case: Case, counted: _Counts | None) -> Iterator[Fault]:
    """Refuse a window longer than the symbols of the training part, of which words are fewer than characters."""
    if counted is None or counted.symbols is None or any(fault.pointer.endswith("/size") for fault in case.errors):
        return  # A window longer than the characters has a fault already.
    entry = next(iter(case.inputs))
    for index, step in enumerate(case.spec.preprocessing.input_steps_of(entry)):
        if isinstance(step, Window) and step.n_windows(counted.symbols) < 1:
            detail = f"expected a window of less than the {counted.symbols:,} symbols of the training part, got {step.size:,}"
            yield at_input(case.spec, entry, Fault(f"/preprocessing/inputs/{index}/size", detail))


def _counts(case: Case) -> _Counts | None:
    """Return the counts of the symbols, where they are known quickly.

    A job that starts from a model has the vocabulary of that model.
    """
    spec, step = case.spec, symbols_step(case.spec)
    if step is None or spec.start_from is not None:
        return None
    counted = _counted(spec, step, next(iter(case.sets.inputs.values())))
    if step.n_symbols is not None:
        return _Counts(step.n_symbols, step.n_symbols, counted.symbols if counted else None)
    return counted


def _counted(spec: JobSpec, step: Symbols, data_set: DataSet) -> _Counts | None:
    data = data_set.describe()
    if data.inputs.dtype != "str" or data.inputs.axis != "time":
        return None
    share = spec.training.validation.split if spec.training and spec.training.validation else None
    used = n_used(spec.data, data)
    kept = used if share is None else n_before_validation(used, share)
    if data_set.downloads or data.n_train > COUNTED_CHARACTERS:
        if isinstance(step, Words):
            return None if step.size is None else _Counts(step.size, step.size)
        bounds = data_set.letter_counts(lower=step.lower, clean=step.clean) if isinstance(step, Letters) else None
        return _Counts(*bounds) if bounds and kept == data.n_train and step.unknown is None else None
    try:
        text = data_set.first(kept, None).inputs[:kept]
        n_symbols = len(step.fit(text).vocabulary_)
        return _Counts(n_symbols, n_symbols, len(step.symbols(text_of(text))))
    except DataError:
        return None
