"""What is cleaned in a text of a request is told: predictions and other verbs over HTTP."""

from typing import Any

import httpx
import numpy as np
import pytest

from service.settings import Settings
from tests.integration.sent import post_file
from tests.integration.toy_models import predicted, register_toys
from tests.integration.trained import Trained
from tests.responses import fault
from tests.uploaded import npy

HEADER = "Cleaned-Columns"
PLAIN, BLANKS = {"x": 6.0, "side": "up", "y": 5.5}, {"x": 6.0, "side": " up\u00a0", "y": 5.5}


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    return register_toys(settings, trained, "read-table", "table")


def sent(client: httpx.Client, *rows: Any, verb: str = "predict", **query: str) -> httpx.Response:
    return client.post(f"/v1/models/read-table/{verb}", json={"inputs": list(rows)}, params=query)


@pytest.mark.parametrize("query", [{}, {"method": "predict_proba"}, {"method": "decision_function"}])
def test_blanks_around_a_text_are_left_out_and_told(client: httpx.Client, query: dict[str, str]) -> None:
    plain, blanks = sent(client, PLAIN, PLAIN, **query), sent(client, PLAIN, BLANKS, **query)
    assert predicted(plain) == predicted(blanks)
    assert (plain.headers.get(HEADER), blanks.headers.get(HEADER)) == (None, "side")
    assert sent(client, list(BLANKS.values()), **query).headers[HEADER] == "side"


def test_rows_of_files_are_told_alike(client: httpx.Client) -> None:
    assert post_file(client, "text/csv", b"side,x,y\nup,6,5.5\n", "read-table").headers.get(HEADER) is None
    assert post_file(client, "text/csv", b"side,x,y\nup, 6 ,5.5\n up,6,5.5\n", "read-table").headers[HEADER] == "side"
    fields = np.array([(6.0, "up ", 5.5)], [("x", "f8"), ("side", "U4"), ("y", "f8")])
    assert post_file(client, "application/x-npy", npy(fields), "read-table").headers[HEADER] == "side"


def test_both_headers_of_columns_may_come(client: httpx.Client) -> None:
    response = sent(client, {**BLANKS, "note": 1}, extra="ignore")
    assert (response.headers["Ignored-Columns"], response.headers[HEADER]) == ("note", "side")


def test_other_verbs_tell_it_too(client: httpx.Client) -> None:
    assert sent(client, PLAIN, verb="transform").headers.get(HEADER) is None
    assert sent(client, BLANKS, verb="transform").headers[HEADER] == "side"
    tensors = [
        {"name": "x", "shape": [1], "datatype": "FP64", "data": [6.0]},
        {"name": "side", "shape": [1], "datatype": "BYTES", "data": ["up "]},
        {"name": "y", "shape": [1], "datatype": "FP64", "data": [5.5]},
    ]
    response = client.post("/v2/models/read-table/infer", json={"inputs": tensors})
    assert (response.status_code, response.headers.get(HEADER)) == (200, "side"), response.text


def test_a_text_that_is_not_known_without_its_blanks_is_refused(client: httpx.Client) -> None:
    response = sent(client, {**PLAIN, "side": " left"})
    assert fault(response)[0] == "/inputs/0/side"
    assert HEADER not in response.headers


def test_a_model_that_does_not_know_how_its_texts_were_read_takes_none_for_another(client: httpx.Client) -> None:
    assert fault(client.post("/v1/models/table/predict", json={"inputs": [BLANKS]}))[0] == "/inputs/0/side"
