"""A job of two inputs and two outputs over a small table, and what it learns."""

from pathlib import Path
from typing import Any

import numpy as np

from models.checking.check import require_sound
from models.jobs import run
from models.specs.registered import Registered
from models.training.finish import Outcome
from models.training.listener import Listener, SilentListener
from tests.broken_specs import changed
from tests.unit.models.checking.test_specs_by_port import TABLE
from tests.uploaded import OneUpload, csv_file, read

N_PEOPLE = 60
#: What a sample of the table is asked by: a row by the names of its columns, and one in their order.
PERSON: dict[str, Any] = {"facts": {"size": 1.5, "age": 30}, "place": ["left"]}

#: The job of the unit ring, trained long enough to learn.
SPEC = changed(
    TABLE,
    {
        "/data/split": {"test": 0.2, "stratify": True},
        "/training/loss_weights": {"weight": 0.25},
        "/training/metrics": {"kind": ["accuracy"], "weight": ["mean_absolute_error"]},
        "/training/epochs": 3,
        "/training/batch_size": 16,
        "/training/validation": {"split": 0.25},
        "/training/optimizer": {"name": "adam", "learning_rate": 0.05},
    },
)


def people(folder: Path) -> OneUpload:
    """Return a registry with the table: tall people are of kind b, and the left ones weigh ten more."""
    draws = np.random.default_rng(0)
    rows = []
    for _ in range(N_PEOPLE):
        age, size, side = int(draws.integers(20, 60)), round(float(draws.uniform(1.4, 2.0)), 2), draws.choice(["left", "right"])
        rows.append([age, size, side, "b" if size > 1.7 else "a", round(age + (10 if side == "left" else 0) + 0.5, 1)])
    return OneUpload(read(folder, "csv", csv_file([["age", "size", "side", "label", "kilos"], *rows])))


def trained(folder: Path, registered: Registered, changes: dict[str, Any] | None = None, listener: Listener | None = None) -> Outcome:
    """Train the job, with those changes of its spec."""
    spec = require_sound(changed(SPEC, changes or {}), registered)
    return run(spec, folder, listener or SilentListener(), registered=registered)
