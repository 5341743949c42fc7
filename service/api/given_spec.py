"""The spec of a request body before it is checked: a spec or a recipe, and the merge patch beside it."""

from dataclasses import dataclass
from typing import Any, Self

from models.catalog import recipes
from models.core.errors import Fault
from models.core.faults import quote
from models.core.merge_patch import merge_patch
from service.errors import Invalid


@dataclass(frozen=True)
class GivenSpec:
    """The spec of a body.

    Args:
        spec: The spec, or that of the recipe, as decoded JSON.
        patch: The merge patch on it; empty without one.
        prefix: Pointer to the spec in the body; of a recipe to the patch, as nothing else of it can be changed.
    """

    spec: Any
    patch: dict[str, Any]
    prefix: str

    @classmethod
    def of(cls, spec: Any, recipe: str | None, patch: dict[str, Any] | None) -> Self:
        """Return the spec of the fields of a body.

        Raises:
            Invalid: It has both a spec and a recipe, or neither, or there is no such recipe.
        """
        if (spec is None) == (recipe is None):
            raise Invalid.of([Fault("", "expected either a spec or a recipe (with or without a patch)")])
        if spec is not None:
            return cls(spec, patch or {}, "/spec")
        known = recipes().get(recipe or "")
        if known is None:
            raise Invalid.of([Fault("/recipe", f"expected one of {', '.join(recipes())}, got {quote(recipe)}")])
        return cls(known.spec, patch or {}, "/patch")

    @property
    def patched(self) -> Any:
        """Return the spec with its patch."""
        return merge_patch(self.spec, self.patch)

    def located(self, fault: Fault) -> Fault:
        """Return a fault of the patched spec with its pointer into the body: into the patch where that says the faulty part."""
        node: Any = self.patch
        for part in fault.pointer.split("/")[1:]:
            if isinstance(node, dict):
                node = node.get(part.replace("~1", "/").replace("~0", "~"))
        is_patched = fault.pointer != "" and node is not None
        return fault.under("/patch" if is_patched else self.prefix)
