"""The base of every part of a spec."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A piece of a spec: immutable, and with no field but those it declares."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True, serialize_by_alias=True)
