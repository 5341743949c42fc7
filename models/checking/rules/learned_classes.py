"""Rule for parts with one class only: the draw of the parts is seeded, so they are known before anything runs."""

from collections.abc import Iterator

import numpy as np

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.arrays import Array
from models.core.deferred_rows import in_memory
from models.core.errors import DataError, Fault
from models.core.faults import quote
from models.preparing.folds import each_fold
from models.preparing.raw import RawData, hold_back
from models.specs.estimators.offered_estimators import ESTIMATORS, Role
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline
from models.uploads.stored_upload import PREFIX

#: Most samples that are looked at during a request; of larger data, a job says it.
MAX_SAMPLES = 1_000_000


class LearnedClasses(Rule):
    """A classifier learns from at least two classes, in the training part and in that of each fold."""

    def applies(self, spec: JobSpec) -> bool:
        if not isinstance(spec.model, SklearnPipeline) or not spec.data.source.startswith(PREFIX):
            return False
        return ESTIMATORS[spec.model.steps[-1].estimator].role is Role.CLASSIFIER

    def judge(self, case: Case) -> Findings:
        (data, *others) = case.targets.values()
        if case.errors or case.flow.faults or others or data.labels is None or data.n_train > MAX_SAMPLES or _is_sure(case):
            return Findings()
        try:
            return Findings(list(_faults(case)))
        except DataError:  # Parts that cannot be drawn at all are another rule's.
            return Findings()


def _is_sure(case: Case) -> bool:
    """Return whether more samples have another class than the most frequent one, and more have that, than any part leaves out."""
    counts = next(iter(case.sets.targets.values())).label_counts() or {}
    n_samples, most = sum(counts.values()), max(counts.values(), default=0)
    return case.spec.folding is None and case.n_fitted is not None and min(most, n_samples - most) > n_samples - case.n_fitted


def _faults(case: Case) -> Iterator[Fault]:
    raw = case.drawn
    if raw.train.targets is None:
        return
    targets = in_memory(next(iter(raw.train.targets.values())))
    for part, learned in _parts(case, raw, targets):
        found = np.unique(learned)
        if len(found) == 1:
            fix = "use a smaller test part, split.stratify or another seed"
            yield Fault("/data/split", f"expected at least two classes to learn from, but {part} has only {quote(found.tolist()[0])}; {fix}")
            return


def _parts(case: Case, raw: RawData, targets: Array) -> Iterator[tuple[str, Array]]:
    """Yield a name and the targets of each part that a model learns from."""
    folding, kind = case.spec.folding, case.kind(next(iter(case.targets)))
    if folding is not None:
        for number, fold in enumerate(each_fold(folding, kind, raw, case.spec.seed)):
            yield f"the training part of fold {number + 1}", targets[fold.train]
    kept, _ = hold_back(case.spec, raw.train)
    yield "the training part", targets[: kept.n_samples]
