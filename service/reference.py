"""The reference of everything a spec may hold, written from the classes themselves."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel

from models.core.discovery import literal_name
from models.core.tensors import shape_text
from models.datasets import DATA_SETS, DataSet
from models.preprocessing import STEPS
from models.specs.estimators import ESTIMATORS
from models.specs.job import JobSpec
from models.specs.layers import LAYERS
from models.specs.losses import Loss
from models.specs.metrics import Metric
from models.specs.optimizers import AnyOptimizer
from models.specs.schedules import AnySchedule
from models.uploads.formats import READERS, Reader
from models.uploads.upload import PREFIX

_HEADER = "| field | default | values | meaning |\n|---|---|---|---|"


def reference() -> str:
    """Return the reference as Markdown."""
    parts = [
        "# Reference of the job spec\n\nWritten by `make openapi` from the code; not edited by hand. How the parts go together: [spec.md](spec.md).",
        _data_sets(),
        _upload_formats(),
        _section("Layers", LAYERS),
        _section("Preprocessing steps", STEPS),
        _section("Optimizers", _choices(AnyOptimizer, "name")),
        _section("Learning-rate schedules", _choices(AnySchedule, "kind")),
        "## Losses\n\n" + _names(get_args(Loss)),
        "## Metrics\n\n" + _names(get_args(Metric)),
        "## scikit-learn estimators\n\n" + "\n".join(f"- `{name}`: {entry.role}" for name, entry in ESTIMATORS.items()),
        "## The sections of a spec",
        *(_table(name, schema, "###") for name, schema in _section_schemas()),
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, classes: Mapping[str, type[BaseModel]]) -> str:
    tables = (_table(name, cls.model_json_schema(), "###") for name, cls in classes.items())
    return "\n\n".join([f"## {title}", *tables])


def _choices(union: Any, tag: str) -> dict[str, type[BaseModel]]:
    """Return the parts that a field leaves to choose from, by the names that its tag gives them."""
    return {str(literal_name(cls, tag)): cls for cls in get_args(get_args(union)[0])}


def _upload_formats() -> str:
    intro = f"What `format` of `POST /v1/datasets` may say. A spec names an upload as `{PREFIX}` and its id."
    return "\n\n".join(["## Upload formats", intro, "\n".join(map(_upload_format, READERS.values()))])


def _upload_format(reader: Reader) -> str:
    series = " May be series." if reader.holds_series() else ""
    return f"- `{reader.format}` ({', '.join(f'`{ending}`' for ending in reader.endings)}): {(reader.__doc__ or '').splitlines()[0]}{series}"


def _data_sets() -> str:
    intro = f"What `data.source` may name, besides `{PREFIX}` and the id of an upload; the tables list `data.params`."
    return "\n\n".join(["## Data sets", intro, *map(_data_set, DATA_SETS.values())])


def _data_set(cls: type[DataSet]) -> str:
    described, schema = cls().describe(), cls.model_json_schema()
    targets = "no targets" if described.targets is None else f"targets {described.targets.dtype}"
    unit = "samples" if described.inputs.axis == "sample" else "a series, steps"
    facts = [f"{unit} of shape `{shape_text(described.inputs.shape)}` and type {described.inputs.dtype}", targets]
    facts += [f"{described.n_train:,} for training" + (f", {described.n_test:,} for the test" if described.n_test else "")]
    parts = [_table(cls.source, schema, "###"), *(_table(f"{cls.source}: {name}", part, "####") for name, part in schema.get("$defs", {}).items())]
    head, *rest = parts[0].split("\n\n", 2)
    return "\n\n".join([head, f"{cls.title}; {'; '.join(facts)}.", *rest, *parts[1:]])


def _section_schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    schema = JobSpec.model_json_schema()
    definitions = schema["$defs"]
    yield "JobSpec", schema
    for name in ("DataSpec", "Split", "Preprocessing", "Sequential", "Block", "Functional", "Node", "SklearnPipeline", "EstimatorStep"):
        yield name, definitions[name]
    for name in (
        "Training",
        "Augmentation",
        "VariationalLoss",
        "Validation",
        "Checkpoint",
        "EarlyStopping",
        "CrossValidation",
        "GridSearch",
        "RandomSearch",
        "MultiresolutionSearch",
        "Range",
        "Resources",
    ):
        yield name, definitions[name]


def _table(name: str, schema: dict[str, Any], level: str) -> str:
    rows = [_row(field, info, schema) for field, info in schema.get("properties", {}).items() if "const" not in info]
    text = f"{level} {name}\n\n{schema.get('description', '').strip().splitlines()[0]}"
    return "\n".join([f"{text}\n\n{_HEADER}", *rows]) if rows else text


def _row(field: str, info: dict[str, Any], schema: dict[str, Any]) -> str:
    default = "required" if field in schema.get("required", ()) else f"`{info['default']}`" if "default" in info else ""
    meaning = info.get("description", "").replace("|", "\\|")
    return f"| `{field}` | {default} | {_values(info)} | {meaning} |"


def _values(info: dict[str, Any]) -> str:
    """Tell what a field may hold, in a few words."""
    if "enum" in info:
        return ", ".join(f"`{value}`" for value in info["enum"])
    if "$ref" in info:
        return str(info["$ref"]).rsplit("/", 1)[-1]
    if choices := info.get("anyOf") or info.get("oneOf"):
        return " or ".join(dict.fromkeys(_values(choice) for choice in choices))
    bounds = [f"{sign} {info[key]}" for key, sign in _BOUNDS.items() if key in info]
    kind = "null" if info.get("type") == "null" else info.get("type", "any")
    return f"{kind} {', '.join(bounds)}".strip()


_BOUNDS = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤", "exclusiveMaximum": "<"}


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
