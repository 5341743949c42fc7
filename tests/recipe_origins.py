"""The models of recipes, as those that start from them see them: as if each recipe had been trained under its own name."""

from models.catalog import recipes
from models.checking.check import require_sound
from models.checking.flow import follow
from models.specs.kind import kind_of
from models.specs.layer_rows import layer_rows
from models.specs.parse import data_set_of
from models.specs.registered import NoneRegistered, Origin, RegisteredModel


class RecipeOrigins(NoneRegistered):
    """Version 1 of the model of every recipe."""

    def origin(self, ref: str) -> Origin | None:
        recipe = recipes().get(ref.removesuffix("@1"))
        if recipe is None:
            return None
        spec = require_sound(recipe.spec, self)
        data = data_set_of(spec.data).describe()
        inputs = follow(spec.preprocessing, data).inputs
        assert inputs is not None
        return Origin(f"{recipe.id}@1", spec, inputs.shape, kind_of(spec, data), data.labels)

    def describe(self, ref: str) -> RegisteredModel | None:
        origin = self.origin(ref)
        if origin is None:
            return None
        rows = layer_rows(origin.spec.model, origin.model_shape, self)[0]
        weights, trainable = (sum(getattr(row, name) for row in rows) for name in ("parameters", "trainable"))
        return RegisteredModel(origin.ref, origin.model_shape, rows[-1].output_shape, weights, trainable)
