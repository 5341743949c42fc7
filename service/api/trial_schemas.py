"""What the API answers with about trials and files. Output fields have no defaults."""

from typing import Any

from pydantic import BaseModel, Field


class CandidateOut(BaseModel):
    """One candidate of a search, or the one of a cross-validation."""

    candidate: int = Field(description="Number of the candidate, from 0, in the order in which they are tried.")
    params: dict[str, Any] = Field(description="Its values, by the keys of the search space.")
    scores: list[float | None] = Field(description="Score on each fold, in order; null where not done, or failed.")
    train_scores: list[float | None] = Field(description="The same on the samples it was fitted to.")
    mean_score: float | None = Field(description="Mean of the scores; null until all are there.")
    std_score: float | None = Field(description="Standard deviation of the scores, over the folds as they are.")
    mean_train_score: float | None
    mean_fit_seconds: float | None
    figures: dict[str, float] = Field(description="Further figures, of clusters for example.")
    errors: list[str] = Field(description="Why trials failed; empty where none has.")
    rank: int | None = Field(description="Place among the candidates, from 1; equals share the better one.")


class CandidatePage(BaseModel):
    """A page of candidates."""

    candidates: list[CandidateOut]
    n_candidates: int = Field(description="Candidates there are so far; later rounds add more.")
    n_trials: int = Field(description="Trials there are so far: candidates times folds.")
    n_open: int = Field(description="Trials that are still to be done.")
    next_cursor: int | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


class FileOut(BaseModel):
    """A file a job has left."""

    name: str
    size_bytes: int


class FilesOut(BaseModel):
    """The files a job has left beside its model."""

    files: list[FileOut]
