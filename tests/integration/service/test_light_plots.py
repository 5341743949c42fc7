"""The API sends plots, also those that it has drawn, without matplotlib or TensorFlow in its process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.settings import Settings
from tests.integration.trained import Trained, register_all

pytestmark = pytest.mark.slow

#: Asks an API in its process for plots of a model, and prints the packages that it has loaded then.
ASKING = """
import sys
from service.app import create_app
from service.settings import Settings
from tests.integration.given import client_of

settings = Settings(database_url=sys.argv[1], files=sys.argv[2], cache=sys.argv[3])
if __name__ == "__main__":
    app = create_app(settings)
    app.state.parts.plots.wait_s = 200.0
    with client_of(app) as client:
        urls = [f"/v1/models/digits/plots{end}" for end in ("", "/confusion.svg", "/roc.png", "/roc.json", "/confusion.svg")]
        urls += ["/v1/models/digits/evaluation/confusion.png", "/v1/datasets/moons/plot"]
        answers = [client.get(url) for url in urls]
        assert [answer.status_code for answer in answers] == [200] * len(urls), [answer.text for answer in answers]
    print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_api_sends_plots_without_drawing_them(settings: Settings, trained: Trained, tmp_path: Path) -> None:
    settings = register_all(settings, trained, "digits")
    (tmp_path / "asking.py").write_text(ASKING)
    command = [sys.executable, "-W", "ignore", str(tmp_path / "asking.py"), settings.database_url, str(trained.folder), str(tmp_path / "cache")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240, cwd=Path.cwd(), env=_environment())
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.split()
    assert "service" in loaded
    assert {"matplotlib", "tensorflow", "keras"}.isdisjoint(loaded)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path.cwd())}
