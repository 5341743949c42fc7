"""Architectures of Keras that carry code, name code or files, or are too large to build."""

import base64
import json
import marshal
from collections.abc import Callable
from typing import Any

from tests.hostile.case import Case, architecture
from tests.hostile.weights import plain, written

_DOOR = architecture(written(plain))


def sequential(*layers: dict[str, Any], **config: Any) -> Callable[[], bytes]:
    """Return a function that writes a sequential network, behind an input of four numbers."""
    first = {"class_name": "InputLayer", "config": {"batch_shape": [None, 4], "name": "x"}}
    return lambda: json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": [first, *layers], **config}}).encode()


def layer(class_name: str, **config: Any) -> dict[str, Any]:
    """Return the configuration of a layer."""
    return {"class_name": class_name, "config": {"name": class_name.lower().replace(">", "_"), **config}}


def dense(**config: Any) -> dict[str, Any]:
    """Return the configuration of a dense layer."""
    return layer("Dense", **{"units": 2, **config})


def _code() -> str:
    return base64.b64encode(marshal.dumps((lambda x: __import__("os").getpid() and x).__code__)).decode()


def _network(layers: list[dict[str, Any]], outputs: list[Any]) -> dict[str, Any]:
    first = {"class_name": "InputLayer", "name": "x", "config": {"batch_shape": [None, 4], "name": "x"}, "inbound_nodes": []}
    return {"class_name": "Functional", "config": {"name": "n", "layers": [first, *layers], "input_layers": [["x", 0, 0]], "output_layers": outputs}}


def functional(nodes: dict[str, list[str]]) -> Callable[[], bytes]:
    """Return a function that writes a functional network of dense layers by the names of their inputs."""
    layers = [
        {"class_name": "Dense", "name": name, "config": {"name": name, "units": 4}, "inbound_nodes": [[[before, 0, 0, {}] for before in inputs]]}
        for name, inputs in nodes.items()
    ]
    return lambda: json.dumps(_network(layers, [[list(nodes)[-1], 0, 0]])).encode()


def nested(depth: int, uses: int, n_outputs: int = 1, name: str = "d") -> Callable[[], bytes]:
    """Return a function that writes networks within one another, each of which uses the next one several times."""
    found = {"class_name": "Dense", "config": {"name": name, "units": 4}}
    for _ in range(depth):
        inner = found["config"]["name"]
        found = _network([{**found, "inbound_nodes": [[["x", 0, 0]]] * uses}], [[inner, 0, 0]] * n_outputs)
    return lambda: json.dumps(found).encode()


def backwards(n_uses: int) -> Callable[[], bytes]:
    """Return a function that writes a layer that is used many times, each time on what the next use gives."""
    uses = [[["d", use, 0]] for use in range(1, n_uses)] + [[["x", 0, 0]]]
    return lambda: json.dumps(_network([{**dense(name="d", units=4), "inbound_nodes": uses}], [["d", 0, 0]])).encode()


def _wrapped(depth: int) -> bytes:
    inner = b'{"class_name":"Dense","config":{"units":2}}'
    return (
        b'{"class_name":"Sequential","config":{"layers":['
        + b'{"class_name":"TimeDistributed","config":{"layer":' * depth
        + inner
        + b"}}" * depth
        + b"]}}"
    )


def _named(module: str, name: str) -> dict[str, Any]:
    return {"module": module, "class_name": name, "config": {"command": "true"}, "registered_name": name}


_ALIASES = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))

CASES: dict[str, Case] = {
    name: Case(_DOOR, make, says)
    for name, make, says in (
        ("Lambda with marshalled code", sequential(layer("Lambda", function=[_code(), None, None])), "Lambda"),
        ("Lambda with the name of a function", sequential(layer("Lambda", function={"class_name": "function", "config": "os.system"})), "Lambda"),
        ("Lambda within a wrapper", sequential(layer("TimeDistributed", layer=layer("Lambda", function=[_code(), None, None]))), "layers"),
        ("a registered function", sequential(layer("Custom>Evil")), "Custom>Evil"),
        ("a module path", sequential(_named("os", "system")), "system"),
        ("builtins", sequential(_named("builtins", "eval")), "eval"),
        ("a dunder", sequential(layer("__import__", module="os")), "__import__"),
        ("TFOpLambda", sequential(layer("TFOpLambda", function="io.read_file")), "TFOpLambda"),
        (
            "a function as an activation",
            sequential(dense(activation={"class_name": "function", "config": "eval", "module": "builtins"})),
            "activation",
        ),
        ("a path as an activation", sequential(dense(activation="os.system")), "activation"),
        ("a module of a regularizer", sequential(dense(kernel_regularizer=_named("os", "system"))), "kernel_regularizer"),
        ("a module of a constraint", sequential(dense(kernel_constraint=_named("os", "system"))), "kernel_constraint"),
        ("a policy of numbers", sequential(dense(dtype={"module": "os", "class_name": "system", "config": {}})), "dtype"),
        ("a vocabulary in a file", sequential(layer("StringLookup", vocabulary="/etc/passwd")), "StringLookup"),
        ("a vocabulary of texts in a file", sequential(layer("TextVectorization", vocabulary="/etc/passwd")), "TextVectorization"),
        ("a class that is no network", lambda: json.dumps(_named("os", "system")).encode(), "class_name"),
        ("10,000 wrappers", lambda: _wrapped(10_000), "at most 64 levels"),
        ("10 wrappers", lambda: _wrapped(10), "layers"),
        ("10^18 units", sequential(dense(units=10**18)), "units"),
        ("1e999 units", lambda: sequential(dense())().replace(b'"units": 2', b'"units": 1e999'), "architecture"),
        ("NaN units", lambda: sequential(dense())().replace(b'"units": 2', b'"units": NaN'), "architecture"),
        ("-1 units", sequential(dense(units=-1)), "units"),
        ("a list of units", sequential(dense(units=[2])), "units"),
        (
            "an input of 10^27 numbers",
            sequential(dense(), layers=[layer("InputLayer", batch_shape=[None, 10**9, 10**9, 10**9]), dense()]),
            "architecture",
        ),
        ("an embedding of 2^62 words", sequential(layer("Embedding", input_dim=2**62, output_dim=2**10)), "input_dim"),
        ("10,000 layers", sequential(*[dense(name=f"d{index}") for index in range(10_000)]), "at most 20,000 keys"),
        ("equal names", sequential(dense(name="a"), dense(name="a")), "a"),
        ("names with tricks", sequential(dense(name="../../etc/passwd\u202e")), "name"),
        ("a graph in a circle", functional({"a": ["b"], "b": ["a"]}), "architecture"),
        ("a layer of itself", functional({"a": ["a"]}), "architecture"),
        ("networks within networks, ten times each", nested(8, 10), "at most 10,000 layers"),
        ("networks of 300 outputs within networks", nested(5, 1, n_outputs=300), "at most 10,000 layers"),
        ("a name of 400 kB used 4,000 times", nested(1, 4_000, name="d" * 400_000), "at most 1,000 characters"),
        ("4,000 uses from the last to the first", backwards(4_000), "at most 500"),
        ("an unknown input", functional({"a": ["nothing"]}), "nothing"),
        ("YAML that calls", lambda: b"!!python/object/apply:os.system ['true']", "architecture"),
        ("YAML aliases", lambda: _ALIASES.encode(), "no aliases"),
        ("YAML within itself", lambda: b"a: &a [*a]", "no aliases"),
        ("a doubled key", lambda: b'{"class_name":"Sequential","class_name":"Functional","config":{}}', "class_name"),
        ("a lone surrogate", lambda: b'{"class_name":"\\ud800","config":{}}', "architecture"),
        ("no text", lambda: b"\xff\xfe\x00", "UTF-8"),
    )
} | {
    # Initializers do nothing in an import: their names are not looked at, and nothing is loaded by them.
    "a module of an initializer": Case(
        _DOOR, sequential(dense(kernel_initializer=_named("subprocess", "Popen"))), "hostile-architecture", is_read=True
    )
}
