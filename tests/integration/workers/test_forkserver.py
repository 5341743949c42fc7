"""Job processes outlive their forkserver, and a start of one outlives a forkserver that dies or hangs."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_processes_live_on_when_their_forkserver_is_killed_and_others_are_started() -> None:
    command = [sys.executable, "-m", "tests.integration.workers.forkserver_scene"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "lives_on": True,
        "ends": True,
        "exit_code": None,
        "starts_after_a_stuck_one": True,
        "others_live_on": True,
        "all_end": True,
        "exit_code_of_the_last": 0,
    }
