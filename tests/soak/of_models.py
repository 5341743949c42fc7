"""What clients do with models: predictions, figures of them, texts."""

import json

from tests.soak.crowd import Caller
from tests.soak.standing import TEXTS

#: Letters of a text, and letters after which a stream is dropped.
LENGTH, DROPPED_AFTER = 60, 5
#: Seed of the draws of a text: the same text each time.
SEED_NUMBER = 7
#: First letters of a text.
SEED = "from fairest creatures we desire increase"


def predict(caller: Caller) -> None:
    """Ask every model that is there for its golden predictions."""
    for name, model in caller.standing.items():
        model.require_golden(caller.service, name)


def look(caller: Caller) -> None:
    """Look at the figures, the card, the lineage and the evaluation of a model."""
    model = caller.api.models[caller.random.choice(sorted(set(caller.standing) - {TEXTS}))]
    caller.require_figures(f"/v1/models/{model.ref}/plots", "svg", "png")
    assert model.ref in model.card()
    assert model.lineage().model_dump()
    assert model.evaluation().model_dump()


def generate(caller: Caller) -> None:
    """Generate a text whole and as a stream, which must be the same, and drop another stream."""
    model = caller.api.models[TEXTS]
    options = {"length": LENGTH, "seed_number": SEED_NUMBER}
    whole, stream = model.generate(SEED, **options).text, model.generate(SEED, stream=True, **options)
    letters = "".join(stream)
    assert len(letters) == LENGTH, f"expected {LENGTH} letters, got {letters!r}"
    assert whole == letters, f"expected {whole!r} from the stream, too, got {letters!r}"
    body = {"seed": SEED, "length": 1000, "stream": True}
    with caller.service.http.stream("POST", f"/v1/models/{TEXTS}/generate", json=body, headers={"Accept": "text/event-stream"}) as response:
        for _, _line in zip(range(DROPPED_AFTER), response.iter_lines(), strict=False):
            pass


def survey(caller: Caller) -> None:
    """Ask for what pages of an application and monitoring ask for."""
    for path in ("/v1/jobs", "/v1/models", "/v1/datasets", "/v1/catalog", "/v1/me", "/v1/workers", "/v1/deletions", "/healthz"):
        caller.service.http.get(path).raise_for_status()
    assert "modelbook_" in caller.service.http.get("/metrics").raise_for_status().text
    assert json.loads(caller.service.http.get("/readyz").raise_for_status().text)["status"] == "ok"
