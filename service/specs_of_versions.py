"""Specs of model versions as the caller reads them, and what follows from them."""

from pydantic import ValidationError

from models.core.tensors import TensorType
from models.specs.importing import spec_of
from models.specs.layer_shapes import network_shapes
from models.specs.network import LayerRow
from models.specs.ports import input_names
from models.specs.references import as_others_write
from service.deps import Parts
from service.recorded import Recorded
from service.store.rows import Version

#: A spec as JSON.
Json = dict[str, object]


def shown_spec(version: Version, recorded: Recorded) -> Json:
    """Return the recorded spec of a version with its references as the caller writes them."""
    if not version.prefix:
        return recorded.spec
    try:
        return as_others_write(spec_of(recorded.spec), version.owner).model_dump(mode="json")
    except ValidationError:  # Of a plug-in that is not loaded.
        return recorded.spec


def layers_of(version: Version, recorded: Recorded, parts: Parts) -> list[LayerRow]:
    """Return the layers of the network of a version with their parameters; empty for a pipeline, and for a spec that is no longer readable."""
    try:
        spec = spec_of(recorded.spec)
    except ValidationError:
        return []
    given = [TensorType(shape, "float32") for shape in recorded.signature.model_shapes.values()]
    return network_shapes(spec.model, dict(zip(input_names(spec), given, strict=False)), parts.visible.recorded(version.owner)).rows
