"""The parameters of scikit-learn's estimators and the values they take, without an import of scikit-learn.

They are read from a table that was written with one version of scikit-learn (`modelbook estimators`). With another version installed, they
are described by that version, which imports it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from models.core.faults import quote
from models.specs.estimators import ESTIMATORS, EstimatorName, estimator_class

TABLE = Path(__file__).with_name("estimator_table.json")
PACKAGE = "scikit-learn"
#: Largest integer of a C long, which scikit-learn's compiled parts take.
_LARGEST_INT = 2**63 - 1
#: Largest number that a float holds.
_LARGEST_FLOAT = 1.7976931348623157e308
_PLAIN = {"none": "None", "bool": "true or false", "list": "a list", "tuple": "a list", "object": "an object", "text": "text"}


@dataclass(frozen=True)
class Form:
    """Values that a parameter takes.

    Args:
        type: "int", "float" (any number), "fraction" (a number with a decimal point), "choice", or a key of the plain forms: "none", "bool",
            "list", "tuple" (a list that becomes one), "object", "text".
        low: Least number; None for none.
        high: Greatest number; None for none.
        closed: Which of the two belong to the range: "left", "right", "both" or "neither".
        of: The choices.
    """

    type: str
    low: float | None = None
    high: float | None = None
    closed: str = "both"
    of: tuple[Any, ...] = ()

    def takes(self, value: Any) -> bool:
        """Tell whether a JSON value is of this form."""
        match self.type:
            case "none":
                return value is None
            case "bool":
                return isinstance(value, bool)
            case "list" | "tuple":
                return isinstance(value, list | tuple)
            case "object":
                return isinstance(value, dict)
            case "text":
                return isinstance(value, str)
            case "choice":
                return any(type(value) is type(choice) and value == choice for choice in self.of)
        return self._takes_number(value)

    @property
    def text(self) -> str:
        """Return what is expected, for a message."""
        if self.type == "choice":
            return f"one of {', '.join(map(repr, self.of))}"
        if self.type in _PLAIN:
            return _PLAIN[self.type]
        left, right = "[" if self.closed in ("left", "both") else "(", "]" if self.closed in ("right", "both") else ")"
        number, what = (int, "an int") if self.type == "int" else (float, "a float")
        low, high = "-inf" if self.low is None else number(self.low), "inf" if self.high is None else number(self.high)
        return f"{what} in the range {left}{low}, {high}{right}"

    def _takes_number(self, value: Any) -> bool:
        """Tell whether a value is a number of the type and in the range; true and false are not numbers."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        is_int, largest = isinstance(value, int), _LARGEST_INT if self.type == "int" else _LARGEST_FLOAT
        if is_int == {"int": False, "fraction": True}.get(self.type) or not abs(value) <= largest:
            return False
        above = self.low is None or (value >= self.low if self.closed in ("left", "both") else value > self.low)
        return above and (self.high is None or (value <= self.high if self.closed in ("right", "both") else value < self.high))


@dataclass(frozen=True)
class Parameter:
    """A parameter of an estimator.

    Args:
        default: Its default, as JSON.
        forms: Forms of the values it takes; none where scikit-learn does not say.
    """

    default: Any
    forms: tuple[Form, ...]

    def fault_of(self, value: Any) -> str:
        """Return what was expected instead of a value; empty where the parameter takes it."""
        if not self.forms or any(form.takes(value) for form in self.forms):
            return ""
        *others, last = dict.fromkeys(form.text for form in self.forms)
        return f"must be {', '.join(others)}{' or ' if others else ''}{last}, got {quote(value)}"

    @property
    def wants_tuple(self) -> bool:
        """Tell whether a list has to become a tuple: JSON has no tuples."""
        return any(form.type == "tuple" for form in self.forms)


@dataclass(frozen=True)
class Described:
    """An estimator.

    Args:
        parameters: Its parameters, by name.
        takes_weights: Whether it is fitted with sample weights.
        methods: Methods and attributes from which scores are computed: the parameters with which it has each, empty for any.
    """

    parameters: Mapping[str, Parameter]
    takes_weights: bool
    methods: Mapping[str, Mapping[str, Any]]

    def has(self, method: str, params: Mapping[str, Any]) -> bool:
        """Tell whether the estimator with those parameters has a method."""
        return method in self.methods and all(params.get(key) == value for key, value in self.methods[method].items())


@cache
def described(name: EstimatorName) -> Described:
    """Return the description of an estimator."""
    known = _table()
    return _read(known[name] if name in known else _live_record(name))


def arguments(name: EstimatorName, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters as scikit-learn takes them: a list becomes a tuple where one is expected."""
    known = described(name).parameters
    return {key: tuple(value) if isinstance(value, list) and key in known and known[key].wants_tuple else value for key, value in params.items()}


def table_text() -> str:
    """Return the table of all estimators as JSON, for the installed version of scikit-learn."""
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(_live_record(name), sort_keys=True)}" for name in ESTIMATORS)
    return f'{{"version": {json.dumps(version(PACKAGE))}, "estimators": {{\n{lines}\n}}}}\n'


@cache
def _table() -> dict[str, Any]:
    """Return the table; empty where another version of scikit-learn is installed."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    return dict(table["estimators"]) if table["version"] == version(PACKAGE) else {}


def _live_record(name: EstimatorName) -> dict[str, Any]:
    from models.specs.estimator_records import record_of  # Imports scikit-learn, which takes seconds.

    return record_of(estimator_class(name))


def _read(record: Mapping[str, Any]) -> Described:
    parameters = {key: Parameter(entry["default"], tuple(map(_form, entry["forms"]))) for key, entry in record["parameters"].items()}
    return Described(parameters, record["takes_weights"], record["methods"])


def _form(record: Mapping[str, Any]) -> Form:
    return Form(**{**record, "of": tuple(record.get("of", ()))})
