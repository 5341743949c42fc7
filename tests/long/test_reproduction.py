"""A quick run of `make reproduce`: the same programs as a full one, killed and gone on with."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.reproduce import PAGE, QUICK
from models.catalog.reproduction import NEWEST, Reproduction
from tests.acceptance.service import environment

ROOT = Path(__file__).parents[2]
#: Seconds of a quick run on a busy machine.
LONGEST_S = 240


def command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.reproduce", "--quick", "--folder", str(folder), "--threads", "1"]


def finished(folder: Path) -> list[str]:
    path = folder / "quick" / "results.json"
    return [line["form"] for line in json.loads(path.read_bytes())["forms"]] if path.exists() else []


def test_a_quick_run_that_is_killed_goes_on_and_does_not_replace_the_full_result(tmp_path: Path) -> None:
    committed = [path.read_bytes() for path in (PAGE, NEWEST)]
    with subprocess.Popen(command(tmp_path), cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, start_new_session=True) as first:
        deadline = time.monotonic() + LONGEST_S
        while not finished(tmp_path) and time.monotonic() < deadline:
            time.sleep(0.2)
        os.killpg(first.pid, signal.SIGINT)
    done = finished(tmp_path)
    assert 0 < len(done) < len(QUICK)
    second = subprocess.run(command(tmp_path), cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=LONGEST_S, check=False)
    assert second.returncode == 0, second.stdout + second.stderr
    ran = [line.split(":")[0] for line in second.stdout.splitlines()]
    assert sorted([*done, *ran]) == sorted(QUICK)
    found = Reproduction.model_validate_json((tmp_path / "quick" / "reproduction.json").read_bytes())
    assert {form.verdict for form in found.forms} == {"within", "shortened"}
    assert [path.read_bytes() for path in (PAGE, NEWEST)] == committed
