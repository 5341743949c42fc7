"""What surrounds the processes of `modelbook up`: the folder it is started in, its temporary folder, and other servers."""

import os
import re
import subprocess
from pathlib import Path

from models.core.child_python import module_command
from tests.acceptance.conftest import SHADOWS
from tests.acceptance.service import Service, descendants, environment, free_port


def folder_of(pid: int) -> str:
    """Return the current folder of a process; "" when it has ended meanwhile."""
    try:
        return os.readlink(f"/proc/{pid}/cwd")
    except FileNotFoundError:
        return ""


def test_no_process_imports_a_module_of_the_folder_it_is_started_in(service: Service, started_in: Path) -> None:
    assert {path.stem for path in started_in.glob("*.py")} == set(SHADOWS)
    service.trained("ridge-sine-line", name="shadowed")
    assert service.predict("shadowed", json={"inputs": [[0.5]]})
    children = {pid: command for pid, command in descendants(os.getpid()).items() if str(started_in) == folder_of(pid)}
    pythons = [command for command in children.values() if "python" in command.split()[0] and "resource_tracker" not in command]
    assert {"-m workers", "-m service.cli api"} <= {name for name in ("-m workers", "-m service.cli api") for command in pythons if name in command}
    assert [command for command in pythons if " -P " not in command] == []


def test_no_process_reports_to_the_makers_of_onnx_runtime(service: Service, started_in: Path) -> None:
    service.trained("ridge-sine-line", name="unreported")
    assert service.predict("unreported", json={"inputs": [[0.5]]})
    children = [Path(f"/proc/{pid}/environ").read_bytes() for pid, command in descendants(os.getpid()).items() if "-m workers" in command]
    assert f"TMPDIR={started_in / 'tmp'}".encode() in b"".join(children)
    assert list(started_in.rglob(".ses")) == []


def test_up_says_why_a_part_of_it_does_not_start(tmp_path: Path) -> None:
    command = module_command("service.cli", "up", "--port", str(free_port()), "--data", str(tmp_path / "data"))
    env = environment(MODELBOOK_PLUGINS="not-installed")
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=False)
    assert done.returncode == 1
    reason = "ended with code 1 while starting: MODELBOOK_PLUGINS: expected installed distributions, got 'not-installed'; its log: "
    assert re.search(f"^Error: the (API|worker) {re.escape(reason)}", done.stderr, re.MULTILINE), done.stderr
