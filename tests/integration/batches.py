"""Batches of predictions on the toy table as a person has it."""

from typing import Any

import httpx

from tests.responses import accepted
from tests.toys import ROWS
from tests.uploaded import csv_file

#: The toy table as a person has it: with a key, a column that no model takes, and the target.
HEADER = ["id", "y", "side", "note", "x", "when"]
TABLE = [[f"k{index:03d}", y, side, f"row, {index}", x, f"2024-03-{index % 28 + 1:02d}"] for index, (x, side, y) in enumerate(ROWS.tolist())]
NAMED = ("table", "table-network", "trees", "ridge", "scaler", "groups")


def upload(client: httpx.Client, content: bytes, name: str = "rows.csv", **fields: str) -> str:
    response = client.post("/v1/datasets", files={"file": (name, content)}, data=fields)
    assert response.status_code in (200, 201), response.text
    return f"dataset:{response.json()['id']}"


def table(client: httpx.Client) -> str:
    return upload(client, csv_file([HEADER, *TABLE]))


def ask(client: httpx.Client, model: str, source: str, **body: Any) -> str:
    """Ask for a batch; return the id of its job."""
    return str(accepted(client.post(f"/v1/models/{model}/batch", json={"source": source, **body}))["id"])
