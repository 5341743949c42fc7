"""What a model is, and what it takes and gives."""

from datetime import UTC, datetime

from models.artifact.signature import InputSignature
from service.model_card.blocks import Block, Items, Prose, Section, Table, facts, listed
from service.model_card.subject import Subject


def about(subject: Subject) -> Section:
    """Return what a model is."""
    version, serving = subject.version, subject.version.serving
    kinds = dict.fromkeys(output.kind for output in subject.recorded.signature.outputs.values())
    rows = facts(
        ("Model", version.ref),
        ("Owner", version.owner),
        ("Kind", listed(list(kinds))),
        ("Registered", f"{datetime.fromtimestamp(version.created_at, UTC):%Y-%m-%d %H:%M} UTC"),
        ("Trainable parameters", sum(layer.trainable for layer in subject.layers) or None),
        ("Parameters", sum(layer.parameters for layer in subject.layers) or None),
        ("Size of the file", f"{version.size_bytes:,} bytes"),
        ("Runs with", serving.get("runtime")),
        ("Why not with ONNX Runtime", serving.get("reason")),
    )
    return Section("Model", [rows])


def inputs(subject: Subject) -> Section:
    """Return what a model is meant to be given."""
    signature = subject.recorded.signature
    rows = [(name, _shape(given.input_shape), given.input_dtype, _shape(given.model_shape)) for name, given in signature.inputs.items()]
    blocks: list[Block] = [Table(("Input", "Shape of one value", "Type", "Shape after preprocessing"), rows)]
    notes = [note for name, given in signature.inputs.items() for note in _notes(name, given)]
    return Section("Intended inputs", [*blocks, Items(notes)] if notes else blocks)


def outputs(subject: Subject) -> Section:
    """Return what a model gives."""
    signature = subject.recorded.signature
    rows = [
        (name, output.kind, _shape(output.output_shape), listed(output.labels or output.target_columns or ()))
        for name, output in signature.outputs.items()
    ]
    methods = ", ".join(signature.methods)
    blocks: list[Block] = [Table(("Output", "Kind", "Shape", "Classes or columns"), rows)]
    return Section("Outputs", [*blocks, Prose(f"Methods: {methods}.")] if methods else blocks)


def _shape(shape: tuple[int | None, ...]) -> str:
    return " x ".join("any" if size is None else str(size) for size in shape) or "a single value"


def _notes(name: str, given: InputSignature) -> list[str]:
    found = []
    if given.columns:
        found.append(f"Columns of {name}, in order: {listed(given.columns)}.")
    if given.text_columns and given.columns:
        found.append(f"Columns of text: {listed([given.columns[index] for index in given.text_columns])}.")
    if given.images:
        found.append(f"{name} takes PNG, JPEG and other image files.")
    return found
