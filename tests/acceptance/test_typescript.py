"""A running service is used by clients in TypeScript, run by Node.js: the package of this repository, and the functions of hey-api."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from models.catalog import recipes
from tests import hey_api
from tests.acceptance.service import Service, png
from tests.node import CLIENT, ROOT, STRICT, node

LIVE = CLIENT / "tests" / "live"
MODEL = "typescript-digits"
#: Options of the compiler for code that Node.js runs: hey-api leaves the endings out of the names of modules.
RUN = ("--module", "commonjs", "--moduleResolution", "node10", "--esModuleInterop")


@pytest.fixture(scope="module")
def given(service: Service, test_digits: tuple[np.ndarray, np.ndarray], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the scripts need to know: the service, a model of digits, and images for it."""
    folder = tmp_path_factory.mktemp("images")
    for index, image in enumerate(test_digits[0][:3]):
        (folder / f"{index}.png").write_bytes(png(image))
    service.trained("mnist-dense-784", patch=recipes()["mnist-dense-784"].quick, name=MODEL)
    key = {} if service.key is None else {"MODELBOOK_API_KEY": service.key}
    return {"MODELBOOK_URL": str(service.http.base_url), "MODELBOOK_DIGITS": MODEL, "MODELBOOK_IMAGES": str(folder), **key}


@pytest.mark.parametrize("flags", [(), ("--experimental-eventsource",)], ids=["fetch", "EventSource"])
def test_the_package_does_the_whole_scenario(given: dict[str, str], flags: tuple[str, ...]) -> None:
    require_passed(node("node", *flags, "--test", str(LIVE / "scenario.test.ts"), cwd=CLIENT, env=given), 8)


def test_the_functions_of_hey_api_do_the_whole_scenario(given: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "scenario"
    hey_api.generate(folder)
    for source in (LIVE / "service.ts", ROOT / "tests" / "typescript" / "hey_api.test.ts"):
        shutil.copy(source, folder)
    node("tsc", *STRICT, *RUN, "--outDir", "built", "hey_api.test.ts", cwd=folder)
    require_passed(node("node", "--test", "built/hey_api.test.js", cwd=folder, env=given), 7)


def require_passed(printed: str, n_tests: int) -> None:
    """Require that all of so many tests have passed."""
    assert re.findall(r"^\S+ (pass|fail) (\d+)$", printed, re.M) == [("pass", str(n_tests)), ("fail", "0")], printed
