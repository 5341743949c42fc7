"""Compare a new model with the one before, on samples that none of them has been trained on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.artifact.file import read_artifact
from models.artifact.signature import Signature
from models.core.arrays import Array
from models.core.deferred_rows import in_memory
from models.core.errors import ArtifactError, DataError, SpecError
from models.kinds import kind_named
from models.preparing.raw import Raw
from models.retraining.comparison import ComparedFigure, Comparison, incomparable
from models.retraining.fair_part import FairPart, TrainedSpec, fair_part
from models.retraining.measured import Measured, figure_name, measure
from models.retraining.spec_data import DataAccess, SpecData
from models.serving.predictor import Predictor
from models.serving.source import load_artifact
from models.specs.importing import spec_of
from models.specs.job import JobSpec

#: Most models, one trained from the other, whose training samples are looked up.
MAX_ORIGINS = 20


@dataclass(frozen=True)
class Trained:
    """A trained model.

    Args:
        path: Its artifact.
        access: How its data is found, and the models that it continues from.
    """

    path: Path
    access: DataAccess


@dataclass(frozen=True)
class _Candidate:
    """A model to compare: its spec, and the model with its recorded preprocessing."""

    spec: JobSpec
    predictor: Predictor
    access: DataAccess

    @classmethod
    def of(cls, trained: Trained) -> "_Candidate":
        """Load an artifact with its own framework.

        Raises:
            ArtifactError: It is damaged, or cannot be rebuilt here.
            DataError: It was imported, so that there is no spec of its training.
        """
        spec = spec_of(read_artifact(trained.path, to_continue=False).content.spec)
        if not isinstance(spec, JobSpec):
            raise DataError("it was imported, so that it is not known what it was trained on")
        return cls(spec, load_artifact(trained.path), trained.access)


def compare(old: Trained, new: Trained) -> Comparison:
    """Compare two models on the test part of the newer one's data; where that is not possible, the comparison says why.

    Args:
        old: The model before.
        new: The new model.
    """
    try:
        return _compared(_Candidate.of(old), _Candidate.of(new))
    except (ArtifactError, DataError, SpecError) as error:
        return incomparable(str(error))


def _compared(old: _Candidate, new: _Candidate) -> Comparison:
    data = SpecData.of(new.spec, new.access)
    trained = [(old.spec, old.access), *_origins(old), *_origins(new)]
    fair = fair_part(data, trained)
    for_new, for_old = (_part(data.as_selected_by(one.spec, new.access), fair) for one in (new, old))
    known = _known(for_old, old.predictor.signature)
    n_unknown = int(np.sum(~known))
    if n_unknown:
        for_new, for_old = (part.rows(np.flatnonzero(known)) for part in (for_new, for_old))
    if not for_new.n_samples:
        return incomparable("no sample of the test part is left: the model before was trained on all, or does not know their classes")
    measured = measure(old.predictor, old.spec, for_old), measure(new.predictor, new.spec, for_new)
    notes = list(filter(None, (fair.note, _of_classes(n_unknown), *_of_counts(*measured))))
    figures = list(_figures(*measured, new.predictor.signature))
    return Comparison(part="test", n_samples=measured[1].n_samples, n_seen=fair.n_seen, figures=figures, notes=notes, reason=None)


def _origins(model: _Candidate) -> list[TrainedSpec]:
    """Return the specs of the models that the weights of a model come from, the nearest first.

    Raises:
        DataError: One of them is not there any more.
    """
    found: list[TrainedSpec] = []
    ref = model.spec.origin_ref
    while ref is not None and len(found) < MAX_ORIGINS:
        origin = spec_of(read_artifact(model.access.registered.artifact(ref), to_continue=False).content.spec)
        if not isinstance(origin, JobSpec):
            break  # Imported: the samples that it was trained on are not known here at all.
        found.append((origin, model.access))
        ref = origin.origin_ref
    return found


def _part(data: SpecData, fair: FairPart) -> Raw:
    if data.test is None:
        raise DataError("the data has no test part")
    if len(fair.kept) != len(data.test.numbers):
        raise DataError("the two models leave out other rows, as they learn other columns")
    return data.test.raw() if fair.kept.all() else data.test.source.rows(data.test.numbers[fair.kept])


def _known(part: Raw, signature: Signature) -> Array:
    """Return which samples have labels that a model knows, for every output of classes."""
    known = np.ones(part.n_samples, bool)
    for name, output in signature.outputs.items():
        targets = None if part.targets is None else part.targets.get(name)
        if output.labels is not None and targets is not None and targets.ndim == 1:
            known &= np.isin(in_memory(targets), np.asarray(output.labels))
    return known


def _of_classes(n_unknown: int) -> str:
    return f"{n_unknown:,} samples of classes that the model before does not know were left out" if n_unknown else ""


def _of_counts(old: Measured, new: Measured) -> Iterator[str]:
    if old.n_samples != new.n_samples:
        yield f"the models read windows of other lengths: {old.n_samples:,} of the model before, {new.n_samples:,} of the new one"


def _figures(old: Measured, new: Measured, signature: Signature) -> Iterator[ComparedFigure]:
    for name, output in signature.outputs.items():
        for figure, better in kind_named(output.kind).compared.items():
            full = figure_name(name, figure, len(signature.outputs))
            before, now = old.figures.get(full), new.figures.get(full)
            if before is not None or now is not None:
                difference = None if before is None or now is None else now - before
                yield ComparedFigure(name=full, better=better, old=before, new=now, difference=difference)
