"""The parameters of scikit-learn's estimators and the values they take, without an import of scikit-learn.

They are read from a table that was written with one version of scikit-learn (`modelbook estimators`). With another version installed, they
are described by that version, which imports it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from models.core.faults import quote
from models.specs.estimators.offered_estimators import EstimatorName, estimator_class

TABLE = Path(__file__).with_name("estimator_table.json")
PACKAGE = "scikit-learn"
#: Parameters about the use of the machine, which the service decides.
_OF_THE_MACHINE = ("n_jobs", "verbose", "verbose_interval", "warm_start", "copy", "copy_X", "copy_x", "memory", "cache_size")
#: Parameters with functions: those of FunctionTransformer, which here returns rows unchanged.
_FUNCTIONS = ("func", "inverse_func", "kw_args", "inv_kw_args", "validate", "accept_sparse", "check_inverse", "feature_names_out")
NOT_PARAMETERS = frozenset((*_OF_THE_MACHINE, *_FUNCTIONS))
#: Values that need samples other than rows of features.
NOT_CHOICES = frozenset({"precomputed", "pyfunc"})
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
    def ends(self) -> tuple[float, ...]:
        """Return the least and the greatest number of a range that has both, where they belong to it."""
        both = self.low is not None and self.high is not None
        return tuple(end for end in (self.low, self.high) if both and end is not None and self.takes(end))

    @property
    def label(self) -> str:
        """Return what stands in a clash for any other number of this form than the default and the ends."""
        return f"<{self.type}>"

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
    def choices(self) -> list[str]:
        """Return the named choices."""
        return [choice for form in self.forms for choice in form.of]

    def label_of(self, value: Any) -> Any:
        """Return a value as clashes name it: a number by the type of its form, but the default and the ends of a range as they are."""
        if isinstance(value, bool) or not isinstance(value, int | float) or value == self.default:
            return value
        forms = sorted(self.forms, key=lambda form: form.type != "int")  # An integer is a float, too.
        form = next((form for form in forms if form.takes(value)), None)
        return value if form is None or value in form.ends else form.label

    @property
    def wants_tuple(self) -> bool:
        """Tell whether a list has to become a tuple: JSON has no tuples."""
        return any(form.type == "tuple" for form in self.forms)


@dataclass(frozen=True)
class Clash:
    """Values of parameters that an estimator cannot be fitted with.

    Args:
        when: The values, by parameter; the label of a form for any number of it.
        unless: Values of other parameters, one of which makes it possible.
        says: Why, in scikit-learn's words; empty where they explain nothing.
        classes: 2 if that is so only with two classes, 3 only with more, 0 in any case.
    """

    when: Mapping[str, Any]
    unless: Sequence[Mapping[str, Any]]
    says: str
    classes: int

    def holds(self, labels: Mapping[str, Any], n_classes: int) -> bool:
        """Tell whether an estimator with these values has the clash, over targets of so many classes; 0 where that is not known."""
        if self.classes and min(n_classes, 3) != self.classes:
            return False
        return self.when.items() <= labels.items() and not any(other.items() <= labels.items() for other in self.unless)

    @property
    def parameters(self) -> set[str]:
        """Return the names of all parameters that decide."""
        return {*self.when, *(key for other in self.unless for key in other)}


@dataclass(frozen=True)
class Described:
    """An estimator.

    Args:
        parameters: Its parameters, by name.
        takes_weights: Whether it is fitted with sample weights.
        methods: Methods and attributes from which scores are computed: the parameters with which it has each, empty for any.
        clashes: Values that it cannot be fitted with; not known where another version than the table's is installed.
    """

    parameters: Mapping[str, Parameter]
    takes_weights: bool
    methods: Mapping[str, Mapping[str, Any]]
    clashes: tuple[Clash, ...]

    def clashes_with(self, params: Mapping[str, Any], n_classes: int) -> list[Clash]:
        """Return the clashes of valid parameters; none where a list or an object is among them, which clashes do not consider."""
        if any(isinstance(value, list | tuple | dict) for value in params.values()):
            return []
        given = {key: params.get(key, parameter.default) for key, parameter in self.parameters.items()}
        labels = {key: self.parameters[key].label_of(value) for key, value in given.items() if not isinstance(value, list)}
        return [clash for clash in self.clashes if clash.holds(labels, n_classes)]

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


@cache
def _table() -> dict[str, Any]:
    """Return the table; empty where another version of scikit-learn is installed."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    return dict(table["estimators"]) if table["version"] == version(PACKAGE) else {}


def _live_record(name: EstimatorName) -> dict[str, Any]:
    from models.specs.estimators.estimator_records import record_of  # Imports scikit-learn, which takes seconds.

    return record_of(estimator_class(name))


def _read(record: Mapping[str, Any]) -> Described:
    parameters = {key: Parameter(entry["default"], tuple(map(_form, entry["forms"]))) for key, entry in record["parameters"].items()}
    return Described(parameters, record["takes_weights"], record["methods"], tuple(Clash(**clash) for clash in record.get("clashes", ())))


def _form(record: Mapping[str, Any]) -> Form:
    return Form(**{**record, "of": tuple(record.get("of", ()))})
