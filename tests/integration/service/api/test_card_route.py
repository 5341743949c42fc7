"""The card of a model over HTTP: its forms, what it says of real models, and names that would be markup."""

import html
import re
from typing import Any

import httpx
import pytest
from modelbook import Client

from service.settings import Settings
from service.store.database import Database
from service.store.datasets import Datasets
from service.store.files import Files
from service.store.lookup import Lookup
from service.store.registry import Registry
from tests.integration.trained import Trained, register, register_all, train_spec
from tests.texts import letters_spec

pytestmark = pytest.mark.slow

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
#: Names of a column, of a class and of a file that would be markup.
COLUMN, LABEL, FILE = "<script>alert(1)</script>", "[a](javascript:alert(1))", "<b>x</b>.csv"


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    settings = register_all(settings, trained, "digits", "line", "trees")
    register(settings, "letters", train_spec(trained.folder, "card-letters", letters_spec(epochs=1)))
    return settings


@pytest.fixture(scope="module")
def hostile(client: httpx.Client, settings: Settings) -> str:
    """The reference of a model of an upload with such names."""
    rows = "".join(f"{index},{LABEL if index % 2 else 'plain'}\n" for index in range(24))
    made = client.post("/v1/datasets", files={"file": (FILE, f"{COLUMN},kind\n{rows}")}, data={"name": FILE})
    assert made.status_code == 201, made.text
    spec = {
        "data": {"source": made.json()["source"], "target": "kind", "split": {"test": 0.5}},
        "model": {"kind": "sklearn", "steps": [{"estimator": "GaussianNB"}]},
    }
    return register(settings, "hostile", _trained(settings, spec)).ref


def _trained(settings: Settings, spec: dict[str, Any]) -> Any:
    from models.checking.check import require_sound
    from models.jobs import run
    from models.training.listener import SilentListener
    from workers.attempt import new_version

    database, files = Database(settings.database_url), Files(settings.files)
    lookup = Lookup(Registry(database), files)
    assert Datasets(database, files).page(None, 1)
    found = new_version(run(require_sound(spec, lookup), files.attempt_folder("hostile", "1"), SilentListener(), registered=lookup), files)
    database.close()
    return found


def card(client: httpx.Client, ref: str, **headers: str) -> str:
    response = client.get(f"/v1/models/{ref}/card", headers=headers)
    assert response.status_code == 200, response.text
    return response.text


def test_a_card_is_markdown_and_for_browsers_a_page_without_scripts(client: httpx.Client) -> None:
    text = client.get("/v1/models/digits/card")
    assert text.headers["content-type"] == "text/markdown; charset=utf-8"
    page = client.get("/v1/models/digits/card", headers=BROWSER)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "img-src 'self'" in page.headers["content-security-policy"]
    assert "<h1>Model card: digits@1</h1>" in page.text
    assert "<script" not in page.text
    assert all("Accept" in response.headers["vary"] for response in (text, page))
    assert text.headers["etag"] != page.headers["etag"]


def test_a_card_has_the_figures_that_are_listed(client: httpx.Client) -> None:
    listed = client.get("/v1/models/line/plots").json()["plots"]
    text, page = card(client, "line"), card(client, "line", **BROWSER)
    assert re.findall(r"\]\(<(.*?)>\)", text) == re.findall(r'<img [^>]*src="(.*?)"', page) == [plot["svg"] for plot in listed]
    assert all(html.escape(plot["caption"]) in page for plot in listed)
    assert client.get(listed[0]["svg"]).status_code == 200


def test_a_card_that_is_known_is_not_sent_again(client: httpx.Client) -> None:
    etag = client.get("/v1/models/digits/card").headers["etag"]
    assert client.get("/v1/models/digits/card", headers={"If-None-Match": etag}).status_code == 304


def test_another_form_is_refused_with_those_there_are(client: httpx.Client) -> None:
    response = client.get("/v1/models/digits/card", headers={"accept": "application/pdf"})
    assert response.status_code == 406
    assert "text/markdown, text/html" in response.json()["detail"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "digits",
            (
                "## Intended inputs",
                "| inputs | 28 x 28 | uint8 | 784 |",
                "| dense | Dense | 256 | 200,960 |",
                "Evaluated on 10,000 samples of the test part.",
                "| always the most frequent class | accuracy | 0.1135 |",
                "| test | 10,000 |",
                "| Source | mnist |",
                '"units": 256',
            ),
        ),
        ("line", ("| Kind | regression |", "| Ridge | alpha: ", "| always the mean of this part | rmse |", "## Provenance")),
        ("trees", ("| Runs with | sklearn |", "| Why not with ONNX Runtime |")),
        ("letters", ("| Kind | generation |", "## Limits")),
    ],
)
def test_a_card_says_what_is_known_of_a_model(client: httpx.Client, name: str, expected: tuple[str, ...]) -> None:
    text = card(client, name)
    assert [line for line in expected if line not in text] == []


def test_names_that_would_be_markup_are_shown_as_they_are(client: httpx.Client, hostile: str) -> None:
    page = card(client, hostile, **BROWSER)
    assert all(html.escape(name) in page for name in (COLUMN, LABEL, FILE))
    assert not any(name in page for name in (COLUMN, FILE))
    text = card(client, hostile).partition("```")[0]
    assert "\\<script\\>" in text
    assert "\\[a\\]" in text
    assert COLUMN not in text


def test_a_client_gets_a_card(client: httpx.Client) -> None:
    mb = Client("http://testserver", http_client=client, max_retries=0)
    assert mb.models["digits"].card().startswith("# Model card: digits@1")
    with pytest.raises(ValueError, match="expected one of markdown, html, got 'pdf'"):
        mb.models["digits"].card("pdf")
