"""Every layer a network may have, and the union that picks one by its `layer` field."""

from typing import TYPE_CHECKING

from models.core.discovery import literal_name, members, one_of
from models.core.schema_name import SchemaName
from models.specs.layers.backbone import Backbone
from models.specs.layers.base import Layer, LayerShapeError
from models.specs.layers.merging import Merge

#: The layers by the names that a spec gives as `layer`: the classes of this package, a family a file, and those of plug-ins.
LAYERS: dict[str, type[Layer]] = members("layer", __name__, Layer, lambda cls: literal_name(cls, "layer"))

for _cls in LAYERS.values():
    _cls.know(LAYERS)

if TYPE_CHECKING:
    AnyLayer = Layer
else:
    AnyLayer = one_of(LAYERS.values(), "layer", SchemaName("Layer", "A layer of a network."))

__all__ = ["LAYERS", "AnyLayer", "Backbone", "Layer", "LayerShapeError", "Merge"]
