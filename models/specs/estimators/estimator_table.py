"""The table of estimators as text; `modelbook estimators` writes it with the installed version of scikit-learn."""

import json
from importlib.metadata import version

from models.specs.estimators.estimator_clashes import clashes_of
from models.specs.estimators.estimator_forms import PACKAGE
from models.specs.estimators.estimator_records import record_of
from models.specs.estimators.offered_estimators import ESTIMATORS, EstimatorName, estimator_class


def table_text() -> str:
    """Return the table as JSON, a line for each estimator."""
    lines = ",\n".join(f"{json.dumps(name)}: {_line(name)}" for name in ESTIMATORS)
    return f'{{"version": {json.dumps(version(PACKAGE))}, "estimators": {{\n{lines}\n}}}}\n'


def _line(name: EstimatorName) -> str:
    return json.dumps({**record_of(estimator_class(name)), "clashes": clashes_of(name)}, sort_keys=True)
