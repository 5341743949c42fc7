"""Clients in TypeScript: the functions that hey-api generates, and the package of this repository with an EventSource."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests import hey_api
from tests.acceptance.service import Service
from tests.acceptance.typescript_scenario import LIVE, given_to_scripts, require_passed
from tests.node import CLIENT, ROOT, STRICT, node
from tests.typescript_calls import by_hey_api, operations

#: Options of the compiler for code that Node.js runs: hey-api leaves the endings out of the names of modules.
RUN = ("--module", "commonjs", "--moduleResolution", "node10", "--esModuleInterop")


@pytest.fixture(scope="module")
def given(service: Service, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return given_to_scripts(service, tmp_path_factory.mktemp("images"))


def test_every_operation_is_called_by_the_functions_of_hey_api_without_a_cast(tmp_path: Path) -> None:
    content = json.loads(hey_api.write_document(tmp_path).read_text(encoding="utf-8"))
    folder = tmp_path / "calls"
    assert re.findall(r"(?i)warn|error|unsupported", hey_api.generate(folder)) == []
    (folder / "calls.ts").write_text(by_hey_api(content, f"./{hey_api.SDK}"), encoding="utf-8")
    node("tsc", "--noEmit", *STRICT, "calls.ts", cwd=folder)
    (exported,) = re.findall(r"^export \{ (.*?) \} from './sdk.gen'", (folder / hey_api.SDK / "index.ts").read_text(encoding="utf-8"), re.M)
    functions = {re.sub(r"([A-Z])", lambda match: f"_{match[1].lower()}", name) for name in exported.split(", ") if not name.startswith("type ")}
    assert functions == {operation.id for operation in operations(content)}


def test_the_package_does_the_whole_scenario_with_an_event_source(given: dict[str, str]) -> None:
    require_passed(node("node", "--experimental-eventsource", "--test", str(LIVE / "scenario.test.ts"), cwd=CLIENT, env=given), 8)


def test_the_functions_of_hey_api_do_the_whole_scenario(given: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "scenario"
    hey_api.generate(folder)
    for source in (LIVE / "service.ts", ROOT / "tests" / "typescript" / "hey_api.test.ts"):
        shutil.copy(source, folder)
    node("tsc", *STRICT, *RUN, "--outDir", "built", "hey_api.test.ts", cwd=folder)
    require_passed(node("node", "--test", "built/hey_api.test.js", cwd=folder, env=given), 7)
