"""What a model was made from: its data, its spec, and with which programs."""

import json
from collections.abc import Iterator
from typing import Any

from models.artifact.golden import REAL, SYNTHETIC
from models.specs.estimators.offered_estimators import sample_keepers
from models.specs.ports import INPUT, OUTPUT
from service.model_card.blocks import Block, Code, Prose, Section, Table, facts, listed
from service.model_card.subject import Subject

#: What the file holds of the data, by the source of its golden examples.
_GOLDEN = {
    REAL: "The file of the model holds {} raw samples of the data, which whoever may download it can read.",
    SYNTHETIC: "The golden examples in the file of the model are no samples of the data: these {} were drawn.",
}
#: What the estimators in the file hold of the data.
_KEPT = "{} predicts by samples that it was fitted to: the file holds these, and whoever may download it can read them."
#: What is said where neither holds samples.
_NONE = "The file of the model holds no samples of the data: its {} examples were drawn."
#: Fields of the data part that other lines show.
_SHOWN = ("source", "params", "split", "target", "features")
#: Provenance that other lines show.
_KNOWN = ("libraries", "golden", "parts", "created_at", "data_sha256", "shares", "moved")


def data(subject: Subject) -> Section | None:
    """Return what a model learned from; None of an imported network."""
    asked = subject.data
    if not asked:
        return None
    more = ((name, _short(value)) for name, value in asked.items() if name not in _SHOWN and value not in (None, False))
    rows = facts(
        ("Source", asked["source"]),
        ("Name of the upload", subject.dataset.name if subject.dataset else None),
        ("Digest of the upload (SHA-256)", subject.dataset.sha256 if subject.dataset else None),
        ("Parameters", _short(asked.get("params"))),
        ("Features", listed(asked["features"]) if asked.get("features") else None),
        ("Target", _short(asked.get("target"))),
        ("Split", _short(asked.get("split"))),
        *more,
        ("Digest of the training part (SHA-256)", subject.recorded.data_sha256),
    )
    blocks: list[Block] = [rows]
    parts = [(name, f"{part['n_samples']:,}", part["sha256"]) for name, part in subject.recorded.parts.items()]
    if parts:
        blocks.append(Table(("Part", "Samples or steps", "Digest (SHA-256)"), parts))
    blocks += map(Prose, _held(subject))
    return Section("Data", blocks)


def specification(subject: Subject) -> Section:
    """Return how a model is built and was trained: its steps and layers, then the whole spec."""
    blocks: list[Block] = []
    if subject.layers:
        rows = [(layer.name, layer.layer, " x ".join(map(str, layer.output_shape)), f"{layer.parameters:,}") for layer in subject.layers]
        blocks.append(Table(("Layer", "Kind", "Shape of its output", "Parameters"), rows))
    stages = [(str(stage.get("estimator")), _short(stage.get("params")) or "") for stage in subject.recorded.spec["model"].get("steps", ())]
    if stages:
        blocks.append(Table(("Stage", "Parameters"), stages))
    steps = list(_steps(subject))
    if steps:
        blocks.append(Table(("Preprocessing of", "Step", "Fields"), steps))
    if subject.training:
        blocks.append(facts(*((name, _short(value)) for name, value in subject.training.items() if value not in (None, [], False))))
    return Section("Spec", [*blocks, Prose("The whole spec, to be submitted again:"), Code(json.dumps(subject.spec, indent=1, ensure_ascii=False))])


def provenance(subject: Subject) -> Section:
    """Return with which programs a model was made, and from which other models."""
    found, spec = subject.recorded.provenance, subject.spec
    start: Any = spec.get("start_from")
    rows = facts(
        ("Job", subject.version.job_id),
        ("Continues from", start["model"] if isinstance(start, dict) else start),
        ("Shares layers with", found.get("shares", {}).get("model")),
        ("Layers trained by", found.get("moved", {}).get("with")),
        *((name, _short(value)) for name, value in found.items() if name not in _KNOWN),
        *found["libraries"].items(),
        ("Digest of the file (SHA-256)", subject.version.sha256),
    )
    return Section("Provenance", [rows])


def _held(subject: Subject) -> Iterator[str]:
    """Yield what the file holds of the data."""
    keepers, n_golden = sample_keepers(subject.recorded.spec["model"]), subject.recorded.golden.n_examples
    if n_golden:
        yield (_GOLDEN[subject.version.golden] if keepers or subject.version.golden == REAL else _NONE).format(n_golden)
    yield from (_KEPT.format(name) for name in dict.fromkeys(keepers))


def _steps(subject: Subject) -> Iterator[tuple[str, str, str]]:
    for side, default in (("inputs", INPUT), ("targets", OUTPUT)):
        given = subject.recorded.spec.get("preprocessing", {}).get(side, [])
        for name, steps in (given if isinstance(given, dict) else {default: given}).items():
            for step in steps:
                fields = {key: value for key, value in step.items() if key != "step" and value is not None}
                yield name, step["step"], _short(fields) or ""


def _short(value: Any) -> str | None:
    """Return a value of a spec on one line, its beginning if it is long; None for one that says nothing."""
    if value is None or value in ({}, []):
        return None
    if isinstance(value, dict):
        text = ", ".join(f"{name}: {_short(item) or 'none'}" for name, item in value.items())
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else f"{text[:297]}..."
