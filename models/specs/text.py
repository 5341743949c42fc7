"""Networks that learn a text, symbol after symbol: what such a spec needs."""

from dataclasses import replace

from models.core.errors import DataError, Fault
from models.datasets import DataSet, Description
from models.preprocessing.symbols import Symbols
from models.preprocessing.window import Window
from models.preprocessing.words import Words
from models.specs.functional import Functional
from models.specs.job import JobSpec
from models.specs.layers.dense import CategoryEncoding, Embedding
from models.specs.model import Sequential, placed_layers

#: Longest text whose symbols are counted when a spec is checked, in characters; a job counts those of any.
COUNTED_CHARACTERS = 2_000_000
LOSS = "sparse_categorical_crossentropy"


def symbols_step(spec: JobSpec) -> Symbols | None:
    """Return the step that makes symbols of a text; None where a spec is about something else."""
    return next((step for step in spec.preprocessing.inputs if isinstance(step, Symbols)), None)


def described(spec: JobSpec, data_set: DataSet) -> Description:
    """Describe a data set, with the size of the vocabulary that a spec's step learns from it where that is known at once.

    A job that goes on from a model takes that one's vocabulary, whatever its text.
    """
    data, step = data_set.describe(), symbols_step(spec)
    return data if step is None or spec.start_from is not None else replace(data, n_symbols=_n_symbols(spec, step, data_set, data))


def text_faults(spec: JobSpec) -> list[Fault]:
    """List what a text model cannot work with; nothing where the spec is about something else."""
    step = symbols_step(spec)
    if step is None:
        return _samples_without_text(spec)
    faults = [*_step_faults(spec, step), *_window_faults(spec)]
    if spec.preprocessing.targets:
        faults.append(Fault("/preprocessing/targets", "the targets of a text model are the symbols after each window; expected no target steps"))
    if not isinstance(spec.model, Sequential | Functional):
        faults.append(Fault("/model/kind", f"a text is learned by a network: expected sequential or functional, got {spec.model.kind}"))
    if spec.training and spec.training.one_loss != LOSS:
        faults.append(Fault("/training/loss", f"the targets of a text model are ids of symbols: expected {LOSS}, got {spec.training.one_loss}"))
    if spec.task_facts.fans_out:
        faults.append(Fault("/task", f"a text model is trained by the task train alone, got {spec.task}"))
    return faults


def width_faults(spec: JobSpec, n_symbols: int | None, width: int | None, activation: str, pointer: str, name: str) -> list[Fault]:
    """Tell where layers and vocabulary do not go together.

    Args:
        spec: The spec of a text model.
        n_symbols: Size of the vocabulary; None where it is not known yet.
        width: Width of the network's output.
        activation: Activation of the layer that gives it; empty where it has none of its own.
        pointer: Pointer to that layer.
        name: Name of that layer.
    """
    faults = []
    if activation != "softmax":
        faults.append(Fault(pointer, f"layer {name}: a text model gives a probability for each symbol; expected softmax, got {activation or 'none'}"))
    if n_symbols is None:
        return faults
    if width != n_symbols:
        faults.append(Fault(pointer, f"layer {name} gives {width}, but the text has {n_symbols:,} symbols: expected as many units"))
    for where, layer in placed_layers(spec.model):
        field = {CategoryEncoding: "num_tokens", Embedding: "input_dim"}.get(type(layer), "")
        if field and getattr(layer, field) < n_symbols:
            faults.append(Fault(f"{where}/{field}", f"expected at least the {n_symbols:,} symbols of the text, got {getattr(layer, field):,}"))
    return faults


def _samples_without_text(spec: JobSpec) -> list[Fault]:
    if spec.training and spec.training.samples:
        return [Fault("/training/samples", "samples are written by networks that learn a text by a letters or words step; expected none")]
    return []


def _step_faults(spec: JobSpec, step: Symbols) -> list[Fault]:
    names: list[str] = [step.step for step in spec.preprocessing.input_steps]
    faults = []
    if len(names) != 2 or names[1] != "window":
        faults.append(Fault("/preprocessing/inputs", f"expected letters or words, then a window, got {', '.join(names)}"))
    if step.output == "one_hot":
        mend = "expected ids, and a CategoryEncoding layer that makes the rows of a batch"
        faults.append(Fault(f"/preprocessing/inputs/{names.index(step.step)}/output", f"one-hot rows of all windows take gigabytes: {mend}"))
    return faults


def _window_faults(spec: JobSpec) -> list[Fault]:
    return [
        Fault(f"/preprocessing/inputs/{place}/horizon", f"a text model gives one symbol after the other; expected 1, got {step.horizon}")
        for place, step in enumerate(spec.preprocessing.input_steps)
        if isinstance(step, Window) and step.horizon > 1
    ]


def _n_symbols(spec: JobSpec, step: Symbols, data_set: DataSet, data: Description) -> int | None:
    if step.n_symbols is not None:
        return step.n_symbols
    if data.inputs.dtype != "str" or data.inputs.axis != "time":
        return None
    if data_set.downloads or data.n_train > COUNTED_CHARACTERS:
        return step.size if isinstance(step, Words) else None
    share = spec.data.subset or 1.0
    validation = spec.training.validation if spec.training else None
    kept = int(max(1, round(data.n_train * share)) * (1 - (validation.split or 0.0 if validation else 0.0)))
    try:
        return len(step.fit(data_set.first(kept, None).inputs[:kept]).vocabulary_)
    except DataError:
        return None
