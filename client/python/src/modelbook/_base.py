"""What all generated models of requests and answers share."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from modelbook._html import fields


class Model(BaseModel):
    """A part of a request or an answer.

    Answers keep fields that a newer server adds; requests refuse unknown ones. The validator of a class is built when it is first used, as most
    never are.
    """

    model_config = ConfigDict(defer_build=True, extra="allow", populate_by_name=True, protected_namespaces=())

    def model_post_init(self, context: Any, /) -> None:
        """Count constants that a form requires, such as the `layer` of a layer, as set: they are sent though nobody writes them."""
        constants = (name for name, field in type(self).model_fields.items() if _is_constant(field))
        self.__pydantic_fields_set__.update(constants)

    def to_json(self) -> dict[str, Any]:
        """Return the fields that were set, as they are sent."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def __repr_args__(self) -> Any:
        """Return what `repr` shows: the fields that were set."""
        return [(name, value) for name, value in super().__repr_args__() if name is None or name in self.model_fields_set]

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        """Return the fields that were set, as a notebook shows them."""
        return fields(type(self).__name__, self.to_json())


def _is_constant(field: FieldInfo) -> bool:
    return field.default is not None and getattr(field.annotation, "__args__", None) == (field.default,)
