"""Runs of classifiers without a file: what their artifact holds is given."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from models.artifact.signature import InputSignature, OutputSignature, Signature
from models.evaluation.classification import classification_report
from models.evaluation.record import Evaluation, record_of
from models.plots.run import Run


def classified(true: Any, predicted: Any, labels: Any, probabilities: Any = None) -> Run:
    """Return the run of a classifier that was evaluated so."""
    report = classification_report(np.asarray(true), np.asarray(predicted), probabilities, labels)
    return evaluated(record_of("classification", "test", len(true), classification=report), labels=tuple(labels))


def evaluated(found: Evaluation, labels: Any = None, shape: tuple[int, ...] = (2,), **fields: Any) -> Run:
    """Return a run with a model of one output, and its evaluation."""
    signature = Signature({"input": InputSignature(shape, "float64", False, shape)}, {"output": OutputSignature(found.kind, (2,), labels)})
    run = Run("toy@1", {"task": "train"}, {"task": "train"}, path=Path("model.h5"), **fields)
    content = SimpleNamespace(signature=signature, evaluations={"output": found}, provenance={})
    run._loaded["artifact"] = SimpleNamespace(content=content)
    return run
