"""Parts of a file with more than one meaning."""

from typing import Any, Literal

from pydantic import Field

from models.core.part import Part


class Doubt(Part):
    """A part of a file with more than one meaning: it stays as it stands until the caller says which is meant."""

    column: str | None = Field(None, description="Column; null where it is the whole file.")
    line: int | None = Field(None, description="Line of the first cell in doubt, from 1.")
    member: str | None = Field(None, description="Member of an archive.")
    cell: str | None = Field(None, description="The first cell in doubt.")
    detail: str = Field(description="What is in doubt.")
    refuses: Literal["use", "target"] = Field(
        "use", description="use: a spec that uses the column is refused; target: only one with it as target, others are warned."
    )
    settle: list[dict[str, Any]] = Field(default_factory=list, description="Values of `reading` that settle it, one of which to send.")
