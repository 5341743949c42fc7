"""The models from which recipes start: as if each recipe had been trained under its own name."""

from models.catalog import recipes
from models.checking.check import require_sound
from models.checking.flow import follow_ports
from models.kinds import kind_of
from models.specs.layer_shapes import layer_rows
from models.specs.ports import port_sets
from models.specs.registered import NoneRegistered, Origin, OriginOutput, RegisteredModel


class RecipeOrigins(NoneRegistered):
    """Version 1 of the model of every recipe."""

    def origin(self, ref: str) -> Origin | None:
        recipe = recipes().get(ref.removesuffix("@1"))
        if recipe is None:
            return None
        spec = require_sound(recipe.spec, self)
        sets = port_sets(spec)
        inputs, targets = ({name: data_set.describe() for name, data_set in side.items()} for side in (sets.inputs, sets.targets))
        shapes = follow_ports(spec, inputs, targets).inputs.values()
        (data,) = targets.values()
        return Origin(f"{recipe.id}@1", spec, tuple(given.shape for given in shapes), (OriginOutput(kind_of(spec, data).name, data.labels),))

    def describe(self, ref: str) -> RegisteredModel | None:
        origin = self.origin(ref)
        if origin is None:
            return None
        rows = layer_rows(origin, self)
        weights, trainable = (sum(getattr(row, name) for row in rows) for name in ("parameters", "trainable"))
        return RegisteredModel(origin.ref, origin.input_shapes[0], rows[-1].output_shape, weights, trainable)
