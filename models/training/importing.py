"""Import of a network from layers and weights of another source: its artifact, and its compiled form."""

from collections.abc import Mapping
from pathlib import Path

import h5py
import keras
import numpy as np

from models.artifact.content import Content
from models.artifact.foreign import foreign_file
from models.artifact.golden import SYNTHETIC, Golden
from models.artifact.signature import InputSignature, Method, OutputSignature, Signature
from models.artifact.weight_groups import by_layer
from models.building.network import build_network
from models.core.arrays import Array
from models.core.errors import ArtifactError, DataError
from models.preprocessing.chain import Chain
from models.serving.predictor import Predictor
from models.serving.recording import record_golden
from models.serving.runtimes.keras import KerasRuntime
from models.specs.importing import ImportSpec
from models.specs.layers.dense import CategoryEncoding, Embedding
from models.specs.model import layers_by_pointer
from models.specs.ports import input_names, output_names
from models.training.content import provenance
from models.training.finish import Outcome, finish
from models.training.listener import Listener
from models.training.old_weights import as_today
from models.training.recurrent_proof import require_formulas


def import_network(spec: ImportSpec, weights: Path, folder: Path, listener: Listener) -> Outcome:
    """Build a network, assign its weights, and write its artifact.

    Args:
        spec: A checked spec.
        weights: The file with the weights.
        folder: Folder for artifact and compiled form.
        listener: Receives log messages.

    Raises:
        DataError: The weights do not match the layers, or Keras computes another function than that of a recurrent layer.
    """
    listener.log("building the network")
    network = build_network(spec.model, tuple(spec.input_shape))
    try:
        with foreign_file(weights) as file:
            assigned = _assign(network, by_layer(file.groups, [layer.name for layer in network.layers]))
    except ArtifactError as error:
        raise DataError(str(error)) from error
    listener.log("comparing its recurrent layers with their formulas")
    require_formulas(spec.model, network, assigned)
    (name,), (output,) = input_names(spec), output_names(spec)
    runtime = KerasRuntime(network, (output,))
    signature = Signature({name: _input(spec)}, {output: _output(spec, network)}, *_methods(spec))
    predictor, inputs = Predictor(signature, Chain({name: ()}, {output: ()}), runtime), {name: _examples(spec)}
    content = Content(
        framework=runtime.name,
        spec=spec.model_dump(mode="json"),
        signature=signature,
        chain=predictor.chain,
        golden=record_golden(predictor, inputs, is_synthetic=True),
        metrics={},
        history=[],
        provenance=provenance(golden=SYNTHETIC),
    )
    return finish(content, network, folder, listener)


def _assign(network: keras.Model, layers: Mapping[str, list[h5py.Dataset]]) -> dict[str, list[Array]]:
    """Assign weights by layer name: the order of layers in a file may differ from the network's. Return them."""
    assigned = {}
    for layer in network.layers:
        variables = [*layer.trainable_weights, *layer.non_trainable_weights]
        shapes = [tuple(variable.shape) for variable in variables]
        data = layers.get(layer.name, [])
        found = as_today([_finite(each) for each in data], shapes)
        if [array.shape for array in found] != shapes:
            raise DataError(f"layer {layer.name}: expected weights of the shapes {shapes}, got {[each.shape for each in data]}")
        for variable, array in zip(variables, found, strict=True):
            variable.assign(array)
        assigned[layer.name] = found
    return assigned


def _finite(data: h5py.Dataset) -> Array:
    values = np.asarray(data[()], np.float32)
    if not np.isfinite(values).all():
        raise DataError(f"expected finite weights, got NaN or infinity in {data.name}")
    return values


def _input(spec: ImportSpec) -> InputSignature:
    shape = tuple(spec.input_shape)
    return InputSignature(shape, "int64" if _takes_ids(spec) else "float32", images=False, model_shape=shape)


def _output(spec: ImportSpec, network: keras.Model) -> OutputSignature:
    return OutputSignature(spec.kind, tuple(network.output_shape[1:]), tuple(spec.labels) if spec.labels else None)


def _methods(spec: ImportSpec) -> tuple[tuple[Method, ...], tuple[Method, ...]]:
    """Return the methods of the network, all of them computed from its outputs."""
    methods = (Method.PREDICT,) if spec.labels is None else (Method.PREDICT, Method.PREDICT_PROBA)
    return methods, methods


def _examples(spec: ImportSpec) -> Array:
    """Draw random inputs: normal values, or ids within every vocabulary."""
    draws, shape = np.random.default_rng(spec.seed), (Golden.SIZE, *spec.input_shape)
    if _takes_ids(spec):
        return draws.integers(0, min(_vocabularies(spec)), shape)
    return draws.normal(size=shape).astype(np.float32)


def _takes_ids(spec: ImportSpec) -> bool:
    return bool(_vocabularies(spec))


def _vocabularies(spec: ImportSpec) -> list[int]:
    """Return the vocabulary size of each layer that takes ids."""
    layers = [layer for _, layer in layers_by_pointer(spec.model)]
    embeddings = [layer.input_dim for layer in layers if isinstance(layer, Embedding)]
    return embeddings + [layer.num_tokens for layer in layers if isinstance(layer, CategoryEncoding)]
