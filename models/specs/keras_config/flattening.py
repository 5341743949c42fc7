"""Networks within a network, written out as one graph of nodes."""

from dataclasses import dataclass, field
from typing import Any

from models.specs.keras_config.calls import Call, Tensor, calls_of, in_order, tensors_at
from models.specs.keras_config.layers import translate_layer
from models.specs.keras_config.notes import POINTER, Notes, list_at, named, refused

#: Classes of networks: layers in a row, and a graph, which Keras called Model up to 2.3.
ROW, GRAPHS = "Sequential", ("Functional", "Model")
#: Most networks within one another: deeper ones are no models of anybody.
_MAX_DEPTH = 8
#: Most layers, and inputs of layers, that are written out: a network that is used several times is written out each time, with those within it.
_MAX_WRITTEN = 10_000
#: Longest name of a layer with those of the networks round it, in characters; that of a layer of a spec is shorter.
_MAX_NAME = 1_000
#: Name of the input of layers in a row.
_INPUT = "inputs"


@dataclass
class Flat:
    """The nodes found so far.

    Args:
        notes: Version of Keras; takes the faults.
        nodes: The nodes of a spec, not yet validated.
        shapes: Pointer and shape of a batch at each input.
        is_row: Whether all networks were layers in a row.
        n_written: Layers and their inputs that were written out, each use of one for itself.
    """

    notes: Notes
    nodes: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[tuple[str, Any]] = field(default_factory=list)
    is_row: bool = True
    n_written: int = 0

    def count(self, n: int, pointer: str) -> None:
        """Count layers or inputs of layers before they are written out.

        Raises:
            SpecError: They are too many.
        """
        self.n_written += n
        if self.n_written > _MAX_WRITTEN:
            limit = f"at most {_MAX_WRITTEN:,} layers and inputs of layers, with networks within it written out for each use"
            raise refused(pointer, f"expected {limit}, got more")


@dataclass(frozen=True)
class _Scope:
    """Where a network stands: what is put before the names of its layers, and behind them where the network is used again."""

    prefix: str = ""
    suffix: str = ""
    depth: int = 0

    def within(self, name: str, use: int) -> "_Scope":
        return _Scope(f"{self.prefix}{name}.", self.suffix + (f".use{use}" if use else ""), self.depth + 1)


def flatten(config: Any, notes: Notes) -> tuple[Flat, list[str]]:
    """Return the nodes of a whole architecture, and the names of those that give its outputs."""
    flat, (kind, fields) = Flat(notes), named(config, POINTER)
    if kind in GRAPHS:
        return flat, _graph(flat, fields, None, _Scope(), POINTER)
    flat.nodes.append({"name": _INPUT})
    flat.shapes.append((f"{POINTER}/config/layers/0", entry_shape(kind, fields, f"{POINTER}/config")))
    return flat, _row(flat, fields, [_INPUT], _Scope(), POINTER)


def entry_shape(kind: str, fields: dict[str, Any], pointer: str, depth: int = 0) -> Any:
    """Return the shape of a batch that a layer or network takes, where it stands in the configuration; None where it does not."""
    given = fields.get("batch_shape", fields.get("batch_input_shape"))
    if given is not None or (kind != ROW and kind not in GRAPHS) or depth > _MAX_DEPTH:
        return given if given is not None else _old_shape(kind, fields)
    for item in list_at(fields, "layers", pointer)[:1]:
        inner, arguments = named(item, f"{pointer}/layers/0")
        given = entry_shape(inner, arguments, f"{pointer}/layers/0/config", depth + 1)
    return fields.get("build_input_shape") if given is None else given


def _old_shape(kind: str, fields: dict[str, Any]) -> Any:
    """Return the shape where Keras 1 gives the number of features alone."""
    if isinstance(fields.get("input_shape"), list):
        return [None, *fields["input_shape"]]
    length, n_features = fields.get("input_length"), fields.get("input_dim")
    if kind == "Embedding":
        return None if length is None else [None, length]
    return None if n_features is None else [None, *([length] if length is not None else []), n_features]


def _row(flat: Flat, fields: dict[str, Any], given: list[str], scope: _Scope, pointer: str) -> list[str]:
    """Add layers in a row; return the last one."""
    for index, item in enumerate(list_at(fields, "layers", f"{pointer}/config")):
        at = f"{pointer}/config/layers/{index}"
        if named(item, at)[0] != "InputLayer" or index:
            given = _add(flat, item, given, 0, scope, at)
    return given


def _graph(flat: Flat, fields: dict[str, Any], given: list[str] | None, scope: _Scope, pointer: str) -> list[str]:
    """Add a graph; return its outputs.

    Args:
        flat: Takes the nodes.
        fields: Configuration of the graph.
        given: Nodes that its inputs are; None where it is the whole network.
        scope: Where it stands.
        pointer: Pointer to it.
    """
    flat.is_row = False
    items = list_at(fields, "layers", f"{pointer}/config")
    flat.count(len(items), pointer)
    tensors = _inputs(flat, items, given, fields, pointer)
    calls = [
        Call(item, at, (str(named(item, at)[1].get("name")), use), sources)
        for index, item in enumerate(items)
        for at in [f"{pointer}/config/layers/{index}"]
        if named(item, at)[0] != "InputLayer"
        for use, sources in enumerate(calls_of(item, at))
    ]
    ordered, waiting = in_order(calls, tensors)
    for call in ordered:
        taken = _nodes_of(flat, call.sources, tensors, call.pointer)
        tensors[call.tensor] = _add(flat, call.item, taken, call.tensor[1], scope, call.pointer)
    if waiting:
        _note_layers(flat, [(call.item, call.pointer) for call in waiting])
        came = _missing(waiting[0].sources, tensors)
        raise refused(f"{waiting[0].pointer}/inbound_nodes", f"expected the outputs of layers of the network, got {came}")
    ends = tensors_at(fields.get("output_layers"), f"{pointer}/config/output_layers")
    if missing := [end for end in ends if end not in tensors]:
        raise refused(f"{pointer}/config/output_layers", f"expected the outputs of layers of the network, got {_missing(missing, tensors)}")
    return _nodes_of(flat, ends, tensors, pointer)


def _nodes_of(flat: Flat, sources: list[Tensor], tensors: dict[Tensor, list[str]], pointer: str) -> list[str]:
    """Return the nodes of some tensors: several of each output of a network that has several."""
    flat.count(sum(len(tensors[source]) for source in sources), pointer)
    return [node for source in sources for node in tensors[source]]


def _note_layers(flat: Flat, items: list[tuple[Any, str]]) -> None:
    """Note the faults of layers that cannot be put into the graph."""
    for item, at in items:
        kind, arguments = named(item, at)
        if kind != ROW and kind not in GRAPHS:
            translate_layer(kind, arguments, at, flat.notes)


def _missing(sources: list[Tensor], tensors: dict[Tensor, list[str]]) -> str:
    name, use = next(source for source in sources if source not in tensors)
    return f"[{name!r}, {use}, 0]".replace("'", '"')


def _inputs(flat: Flat, items: list[Any], given: list[str] | None, fields: dict[str, Any], pointer: str) -> dict[Tensor, list[str]]:
    """Return the nodes that the inputs of a graph are, new ones where it is the whole network."""
    layers = [(f"{pointer}/config/layers/{index}", *named(item, f"{pointer}/config/layers/{index}")) for index, item in enumerate(items)]
    entries = {str(arguments.get("name")): (at, arguments) for at, kind, arguments in layers if kind == "InputLayer"}
    if given is None:
        flat.nodes += [{"name": name} for name in entries]
        flat.shapes += [(at, entry_shape("InputLayer", arguments, at)) for at, arguments in entries.values()]
        return {(name, 0): [name] for name in entries}
    names = [name for name, _ in tensors_at(fields.get("input_layers"), f"{pointer}/config/input_layers")]
    if len(names) != len(given):
        raise refused(f"{pointer}/config/input_layers", f"expected as many inputs as it is called with ({len(given)}), got {len(names)}")
    return {(name, 0): [node] for name, node in zip(names, given, strict=True)}


def _add(flat: Flat, item: Any, given: list[str], use: int, scope: _Scope, pointer: str) -> list[str]:
    """Add a layer, or the layers of a network within the network; return the nodes of its outputs."""
    flat.count(1, pointer)
    kind, arguments = named(item, pointer)
    if (length := len(f"{scope.prefix}{arguments.get('name')}")) > _MAX_NAME:
        raise refused(f"{pointer}/config/name", f"expected at most {_MAX_NAME:,} characters with the networks round it, got {length:,}")
    if kind != ROW and kind not in GRAPHS:
        return [_add_layer(flat, kind, arguments, given, use, scope, pointer)]
    if scope.depth == _MAX_DEPTH:
        raise refused(pointer, f"expected at most {_MAX_DEPTH} networks within one another, got more")
    inner = scope.within(str(arguments.get("name")), use)
    return _graph(flat, arguments, given, inner, pointer) if kind in GRAPHS else _row(flat, arguments, given, inner, pointer)


def _add_layer(flat: Flat, kind: str, arguments: dict[str, Any], given: list[str], use: int, scope: _Scope, pointer: str) -> str:
    name = arguments.get("name")
    own = f"{scope.prefix}{name}"
    ending = (f".use{use}" if use else "") + scope.suffix
    if ending:
        flat.nodes.append({"name": own + ending, "inputs": given, "shares": own})
        return own + ending
    layer = translate_layer(kind, arguments, pointer, flat.notes, own if name is not None else None)
    flat.nodes.append({"name": own, "inputs": given, "layer": layer})
    return own
