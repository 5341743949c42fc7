"""What the API answers with about sweeps. Output fields have no defaults."""

from typing import Any

from pydantic import BaseModel, Field

from service.api.schemas import JobOut


class SweepMemberOut(BaseModel):
    """One job of a sweep."""

    member: str = Field(description="Name of the job within the sweep.")
    differs: dict[str, Any] = Field(description="Fields of its spec that are others in the first job's, by their JSON pointers.")
    seconds: float | None = Field(description="Time from its start to its end; null before.")
    job: JobOut


class SweepOut(BaseModel):
    """The jobs of a sweep, in order, beside each other."""

    id: str
    members: list[SweepMemberOut]
