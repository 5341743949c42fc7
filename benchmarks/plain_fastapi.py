"""The rival of the ensemble benchmark: a FastAPI handler with a pydantic body that calls scikit-learn.

Run as `python -m benchmarks.plain_fastapi MODEL.h5 PORT`.
"""

import sys
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from models.artifact.file import read_artifact
from models.serving.runtimes.sklearn import SklearnRuntime
from models.serving.source import source_runtime


class Rows(BaseModel):
    """The body of a request."""

    inputs: list[list[float]]


class Prediction(BaseModel):
    """The prediction for one row."""

    label: int
    probabilities: list[float]


def create_app(path: Path) -> FastAPI:
    """Return an application that returns the model's probabilities for the rows in the body of every POST."""
    runtime = source_runtime(read_artifact(path))
    assert isinstance(runtime, SklearnRuntime)
    pipeline: Any = runtime.pipeline
    app = FastAPI()

    @app.post("/")
    async def predict(rows: Rows) -> list[Prediction]:
        probabilities = pipeline.predict_proba(rows.inputs)
        labels = pipeline.classes_[probabilities.argmax(axis=1)]
        return [Prediction(label=label, probabilities=row) for label, row in zip(labels.tolist(), probabilities.tolist(), strict=True)]

    return app


if __name__ == "__main__":
    uvicorn.run(create_app(Path(sys.argv[1])), port=int(sys.argv[2]), lifespan="off", access_log=False, log_level="warning")
