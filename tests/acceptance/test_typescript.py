"""A running service is used by the TypeScript package of this repository, run by Node.js."""

from pathlib import Path

from tests.acceptance.service import Service
from tests.acceptance.typescript_scenario import LIVE, given_to_scripts, require_passed
from tests.node import CLIENT, node


def test_the_package_does_the_whole_scenario(service: Service, tmp_path: Path) -> None:
    require_passed(node("node", "--test", str(LIVE / "scenario.test.ts"), cwd=CLIENT, env=given_to_scripts(service, tmp_path)), 8)
