"""What a sound spec has to do, from which its time and memory are estimated."""

from collections.abc import Sequence
from math import ceil, prod

from models.checking.case import Case
from models.datasets import Description
from models.estimating.network_fit import NetworkFit, Sizes
from models.estimating.pipeline_fit import PipelineFit
from models.estimating.preparation import preparation, starting
from models.estimating.terms import EPOCHS, Terms, Work, scaled
from models.preprocessing.window import Window
from models.specs.fit_sizes import n_test_of, n_used
from models.specs.model import SklearnPipeline
from models.specs.tasks.folding import Folding

#: Key of the terms of trials: candidates differ from the model of the spec, and several run at a time.
TRIALS = "trials"
#: Phase of the scores of a trial.
SCORING = "scoring"


def work_of(case: Case) -> Work:
    """Return what a sound spec has to do.

    Args:
        case: A case without faults.
    """
    return _searched(case, case.spec.folding).merged() if case.spec.folding else _trained(case, _sizes(case)).merged()


def _trained(case: Case, sizes: Sizes) -> Work:
    """Return the work of one fit and its registration."""
    fit, training = _fit(case, sizes), case.spec.training
    phases = {**starting(), "preparing": _preparation(case), **{name: terms for name, terms in fit.phases().items() if name != SCORING}}
    if training is None:
        return Work(phases, fit.memory())
    if case.spec.from_checkpoint is not None:
        phases |= dict.fromkeys(EPOCHS, ())
    elif case.most_sample_bytes is not None:  # Samples that are not in memory are prepared again in every epoch.
        phases["fitting"] = (*phases["fitting"], *scaled(_preparation(case), training.epochs))
    return Work(phases, fit.memory(), training.epochs, sizes.n_train, training.early_stopping is not None)


def _searched(case: Case, folding: Folding) -> Work:
    """Return the work of a job of many fits: its trials are its fitting; of a search the best candidate is then fitted to all data."""
    whole = _sizes(case)
    n = whole.n_train + whole.n_validation
    n_test = ceil(n / folding.folds)
    kept = (n - n_test) / max(n, 1)
    trial = _fit(case, Sizes(ceil(whole.n_train * kept), ceil(whole.n_validation * kept), n if folding.train_scores else n_test)).phases()
    fits = [*_preparation(case), *_terms(trial, ("tracing", *EPOCHS, SCORING))]
    phases = {**starting(), "preparing": _preparation(case), "fitting": scaled(fits, case.n_fits, TRIALS)}
    final = _fit(case, whole)
    if case.spec.task_facts.ends_with_best:
        last = final.phases()
        phases |= {"refitting": _terms(last, ("tracing", *EPOCHS)), **{name: last[name] for name in ("evaluating", "compiling")}}
    return Work(phases, final.memory(), case.n_fits)


def _terms(phases: dict[str, Terms], names: Sequence[str]) -> Terms:
    return tuple(term for name in names for term in phases.get(name, ()))


def _fit(case: Case, sizes: Sizes) -> PipelineFit | NetworkFit:
    if isinstance(case.spec.model, SklearnPipeline):
        return PipelineFit(case.spec.model, sizes.n_train, sizes.n_test, _n_values(case), _n_classes(case))
    if case.spec.training is None:
        raise TypeError("expected the spec of a network, got one without training")
    return NetworkFit(case.network.rows, case.spec.training, sizes, [given.shape for given in case.flow.inputs.values()], case.most_sample_bytes)


def _preparation(case: Case) -> Terms:
    n_steps = 1 + len(case.spec.preprocessing.every_input_step)
    described = next(iter(case.inputs.values()))
    return preparation(case.spec.data.source, (described.n_train + described.n_test) * _n_raw(case), n_steps)


def _sizes(case: Case) -> Sizes:
    """Return the numbers of samples of the fit of a job, windows of a series counted."""
    spec, described = case.spec, next(iter(case.inputs.values()))
    window = next((step for step in spec.preprocessing.every_input_step if isinstance(step, Window)), None)
    training, n_test = spec.training, described.n_test or _n_split_off(case, described)
    n, n_test = (size if window is None else window.n_windows(size) for size in (n_used(spec.data, described), n_test))
    validation = training.validation if training else None
    n_validation = n_test if spec.validates_on_test else int(n * (validation.split or 0.0)) if validation else 0
    n_train = n if spec.validates_on_test else n - n_validation
    asked = training.samples_per_epoch if training else None
    return Sizes(max(1, asked or n_train), n_validation, n_test or n)


def _n_split_off(case: Case, described: Description) -> int:
    split = case.spec.data.split
    return n_test_of(split, described.n_train) if split else 0


def _n_values(case: Case) -> int:
    """Return the number of values of a sample as the model gets it."""
    return sum(prod(size or 1 for size in given.shape) for given in case.flow.inputs.values())


def _n_raw(case: Case) -> int:
    """Return the number of values of a sample as it is loaded, or as the model gets it if they are more."""
    return max(_n_values(case), sum(prod(size or 1 for size in described.inputs.shape) for described in case.inputs.values()))


def _n_classes(case: Case) -> int:
    labels = next(iter(case.targets.values())).labels
    return len(labels) if labels else 1
