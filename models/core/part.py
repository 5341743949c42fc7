"""The base of every part of a spec."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of a spec: immutable, with no other than its declared fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True, serialize_by_alias=True)
