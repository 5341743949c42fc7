"""The soak in short: every use of `modelbook up` is made and right, every figure is read, and nothing is left. `make soak` runs for longer."""

import pytest

from tests.soak.processes import LASTING
from tests.soak.run import USES, Plan, soaked

#: Seconds in which clients begin something new, the seed of their choices, and the models that are there: one of each runtime, and one of texts.
SECONDS, SEED, MODELS = 4.0, 20, ("dense", "forest", "letters")


@pytest.mark.timeout(600)
def test_nothing_is_wrong_and_nothing_is_left_after_a_short_use() -> None:
    found = soaked("embedded", Plan(SECONDS, SEED, lambda _: None, models=MODELS))
    assert found.reasons() == []
    assert set(found.done) == {use.name for use in USES}
    figures = found.looks[-1][1]
    assert [kind for kind in LASTING if not figures[f"{kind}: PSS"] or not figures[f"{kind}: handles"]] == []
    assert min(figures[name] for name in ("connections: database", "connections: broker", "disk: files", "rows: versions")) > 0
    assert found.end.on_disk_bytes == found.end.referred_bytes > 0
