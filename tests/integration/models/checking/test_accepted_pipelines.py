"""What the check accepts, scikit-learn fits: pipelines of every estimator with drawn parameters, over small data sets."""

import random
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from threadpoolctl import threadpool_limits

from models.checking.check import check_spec
from models.core.errors import DataError
from models.kinds import kinds_of
from models.preparing.prepared import load_prepared
from models.searching.trial import Bench
from models.specs.estimators.estimator_forms import NOT_CHOICES, NOT_PARAMETERS, Form, described
from models.specs.estimators.offered_estimators import BASE, ESTIMATORS, EstimatorName, Role
from models.specs.job import JobSpec
from models.specs.ports import port_sets
from models.specs.registered import NONE_REGISTERED
from models.training.fit import fit
from models.training.listener import SilentListener

#: Parameters that hold back a part of a few samples, of which the check knows no size.
HOLDING_BACK = frozenset({"early_stopping", "n_iter_no_change", "validation_fraction"})
#: Pipelines of each estimator.
N_DRAWN = 16
#: Parameters that decide how long a fit takes.
SHORT: dict[str, Any] = {"n_estimators": 4, "max_iter": 5, "max_fun": 20, "n_init": 1, "degree": 2, "hidden_layer_sizes": 5}
CLASSES = [
    *({"source": "moons", "params": {"n_samples": n}} for n in (4, 12, 60)),
    *({"source": "blobs", "params": {"n_samples": n, "centers": k, "n_features": f}} for n, k, f in ((7, 3, 2), (60, 4, 6), (20, 2, 40))),
]
NUMBERS = [{"source": "diabetes"}, *({"source": "noisy_sine", "params": {"n_samples": n}} for n in (2, 3, 8, 40))]
#: Reasons that only the values of the data decide, so that they are not known when a spec is checked.
OF_THE_DATA = (
    *("egative", "positive", "number of classes has to be greater", "single class", "one class", "1 class"),
    *("least populated class", "number of members", "ill-defined"),
)


def number(draws: random.Random, form: Form) -> float:
    """Draw a number of a form, near its lower end."""
    low = form.low if form.low is not None else -2
    steps = (0, 1, 2, 5, 20, 200) if form.type == "int" else (0, 1e-3, 0.1, 0.5, 1.0, 3.0)
    found = [low + step for step in steps if form.takes(int(low + step) if form.type == "int" else float(low + step))]
    return int(draws.choice(found)) if form.type == "int" else float(draws.choice(found))


def drawn_value(draws: random.Random, form: Form) -> Any:
    match form.type:
        case "bool":
            return draws.random() < 0.5
        case "choice":
            return draws.choice(sorted(set(form.of) - NOT_CHOICES))
        case "int" | "float" | "fraction":
            return number(draws, form)
    return None


def drawn_params(draws: random.Random, name: EstimatorName) -> dict[str, Any]:
    """Draw up to three parameters of an estimator that are no lists, objects or texts."""
    known = described(name).parameters
    short = {key: value for key, value in SHORT.items() if key in known and name not in ("Lasso", "ElasticNet", "SVC", "SVR")}
    plain = {key: [form for form in known[key].forms if form.type not in ("list", "tuple", "object", "text")] for key in known}
    keys = [key for key in sorted(plain) if plain[key] and key not in NOT_PARAMETERS | HOLDING_BACK | SHORT.keys() | {BASE, "scoring"}]
    return {**short, **{key: drawn_value(draws, draws.choice(plain[key])) for key in draws.sample(keys, min(len(keys), draws.choice((1, 2, 3))))}}


def drawn_spec(draws: random.Random, name: EstimatorName) -> dict[str, Any]:
    role = ESTIMATORS[name].role
    data = dict(draws.choice(NUMBERS if role is Role.REGRESSOR else CLASSES))
    if draws.random() < 0.4:
        data["split"] = {"test": draws.choice((0.1, 0.5, 0.9)), "stratify": draws.random() < 0.3}
    steps = [{"estimator": name, "params": drawn_params(draws, name)}]
    if name != "PCA" and draws.random() < 0.3:
        steps.insert(0, {"estimator": "PCA", "params": {"n_components": draws.choice((1, 2, 3, 5))}})
    spec: dict[str, Any] = {"data": data, "model": {"kind": "sklearn", "steps": steps}}
    if role is Role.TRANSFORMER:
        return {**spec, "task": "transform"}
    folded = role.takes_targets and draws.random() < 0.4
    return {**spec, "task": "cross_validate", "cross_validation": {"folds": draws.choice((2, 3, 5, 10))}} if folded else spec


def fitted(spec: JobSpec) -> None:
    """Fit a pipeline as a job does, once or on each fold, and use it on its own data."""
    if spec.folding is not None:
        bench = Bench(spec, None, NONE_REGISTERED)
        errors = [bench.run({}, fold, SilentListener()).error for fold in range(len(bench.folds))]
        if any(errors):
            raise DataError(next(filter(None, errors)))
        return
    sets = port_sets(spec, NONE_REGISTERED)
    kinds = kinds_of(spec, {name: data_set.describe() for name, data_set in sets.targets.items()})
    prepared = load_prepared(spec, sets, None, takes_targets=all(kind.takes_targets for kind in kinds.values()))
    fit(spec, prepared, None, SilentListener(), NONE_REGISTERED).run(prepared.train.x)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Small fits on several threads spend their time waiting for each other."""
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # What scikit-learn warns of is no failure.
        yield


@pytest.mark.parametrize("name", [name for name, entry in ESTIMATORS.items() if entry.role is not Role.LABELLER])
def test_what_the_check_accepts_is_fitted(name: EstimatorName) -> None:
    draws = random.Random(name)
    failures = []
    for _ in range(N_DRAWN):
        raw = drawn_spec(draws, name)
        spec = check_spec(raw).spec if check_spec(raw).ok else None
        try:
            if spec is not None:
                fitted(spec)
        except Exception as error:  # noqa: BLE001 - Whatever scikit-learn raises is a failure of the check.
            if not any(reason in str(error) for reason in OF_THE_DATA):
                failures.append((str(error)[:200], raw))
    assert failures == [], "\n".join(map(str, failures))
