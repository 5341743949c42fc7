"""A running Modelbook, used over HTTP as by any application."""

import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from PIL import Image

from tests.responses import accepted

#: Seconds to wait for a short event, and for a job.
SOON_S, JOB_S = 60, 240
#: Seconds to wait for a service: a worker imports TensorFlow before it is ready, beside others that train.
START_S = 180
#: Whether services are asked to require keys, as `make ci` does for the whole ring.
WITH_KEYS = os.environ.get("TEST_WITH_KEYS") == "1"
#: Owner of what tests make, by the folder of the service.
_OWNERS: dict[Path, str] = {}


class Service:
    """The HTTP side of a running service.

    Args:
        url: Its base URL.
        data: Folder for all its data.
        key: Key that its calls send; None for none.
    """

    def __init__(self, url: str, data: Path | None = None, key: str | None = None) -> None:
        self.headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        self.http, self.data, self.key = httpx.Client(base_url=url, timeout=90, headers=self.headers), data, key
        #: Process id of `modelbook up`, where that runs it.
        self.root = 0

    def submit(self, recipe: str | dict[str, Any], **body: Any) -> dict[str, Any]:
        """Submit a recipe by its id, or a spec, and return the job."""
        return accepted(self.http.post("/v1/jobs", json={"recipe" if isinstance(recipe, str) else "spec": recipe, **body}))

    def trained(self, recipe: str | dict[str, Any], **body: Any) -> dict[str, Any]:
        """Submit a recipe by its id, or a spec, and return the job once it has succeeded."""
        return self.wait_for(self.submit(recipe, **body)["id"], "succeeded")

    def job(self, job_id: str, wait: float = 0) -> dict[str, Any]:
        """Return a job, after waiting for it to change."""
        return dict(self.http.get(f"/v1/jobs/{job_id}", params={"wait": wait}).raise_for_status().json())

    def wait_for(self, job_id: str, *states: str, seconds: float = JOB_S) -> dict[str, Any]:
        """Return the job once it is in one of the states."""
        deadline = time.monotonic() + seconds
        while (job := self.job(job_id, wait=2))["state"] not in states:
            assert time.monotonic() < deadline, f"expected {states}, the job is still {job['state']}: {job}"
            assert job["state"] not in {"failed", "succeeded", "cancelled"}, f"expected {states}, got {job['state']}: {job['error']}"
        return job

    def events(self, job_id: str) -> list[tuple[str, str]]:
        """Return kind and data of every event of a finished job."""
        text = self.http.get(f"/v1/jobs/{job_id}/events").raise_for_status().text
        blocks = [dict(line.split(": ", 1) for line in block.splitlines() if ": " in line) for block in text.split("\n\n")]
        return [(block["event"], block["data"]) for block in blocks if "event" in block]

    def predict(self, ref: str, **request: Any) -> list[dict[str, Any]]:
        """Return the predictions of a model."""
        response = self.http.post(f"/v1/models/{ref}/predict", **request)
        assert response.status_code == 200, response.text
        return list(response.json()["predictions"])


def environment(**changes: str) -> dict[str, str]:
    """Return the environment for a process, without settings of the shell that runs the tests."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("MODELBOOK_")}
    return own | ({"MODELBOOK_KEYS": "required"} if WITH_KEYS else {}) | changes


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def process(*command: str, log: Path, env: dict[str, str], cwd: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python module as a process, and stop it at the end."""
    with log.open("ab") as output:
        child = subprocess.Popen([sys.executable, "-P", "-m", *command], stdout=output, stderr=output, env=env, cwd=cwd, start_new_session=True)
    try:
        yield child
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(40)
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def key_for(data: Path, env: dict[str, str]) -> str | None:
    """Make a key for the tests of a service, if they run with keys on; None if they do not.

    Args:
        data: Folder of the service. What is in it already belongs to the owner `default`.
        env: Environment of its processes.
    """
    if not WITH_KEYS:
        return None
    owner = _OWNERS.setdefault(data, "default" if (data / "modelbook.db").exists() else "app1")
    scopes = ("--scopes", "read,predict,train")
    command = [sys.executable, "-P", "-m", "service.cli", "keys", "create", "--owner", owner, *scopes]
    command += [] if "MODELBOOK_DATABASE_URL" in env else ["--data", str(data)]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=True).stdout.strip()


@contextmanager
def embedded(
    data: Path, cwd: Path | None = None, options: Sequence[str] = (), port: int | None = None, **settings: str
) -> Iterator[tuple[Service, subprocess.Popen[bytes]]]:
    """Run `modelbook up`, perhaps in another folder than this one, at a port or a free one, and yield the service, ready, and its process."""
    port = port or free_port()
    log = data.with_suffix(".log")
    env = environment(**settings)
    key = key_for(data, env)
    with process("service.cli", "up", "--port", str(port), "--data", str(data), *options, log=log, env=env, cwd=cwd) as stack:
        service = Service(f"http://127.0.0.1:{port}", data, key)
        service.root = stack.pid
        with service.http:
            until(lambda: is_ready(service), f"modelbook up to be ready; its log: {log}", START_S)
            yield service, stack


def is_ready(service: Service, path: str = "/readyz") -> bool:
    """Return whether the service reports that it is ready; at `/healthz`, that it runs."""
    try:
        return service.http.get(path).status_code == 200
    except httpx.TransportError:
        return False


def until(holds: Callable[[], bool], what: str, seconds: float = SOON_S) -> None:
    """Wait until a condition is true."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.1)


def descendants(pid: int) -> dict[int, str]:
    """Return the command lines of all processes below one, by process id."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        state, parent = _state(int(folder.name))
        if state != "Z":
            parents.setdefault(parent, []).append(int(folder.name))
    below, found = [pid], {}
    while below:
        for child in parents.get(below.pop(), []):
            below.append(child)
            found[child] = command_of(child)
    return found


def is_alive(pid: int) -> bool:
    """Return whether a process runs; a zombie does not."""
    return _state(pid)[0] != "Z"


def parent_of(pid: int) -> int:
    """Return the parent of a process; 0 for a missing one."""
    return _state(pid)[1]


def _state(pid: int) -> tuple[str, int]:
    """Return a process's state and its parent; for a missing process those of a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return "Z", 0
    return fields[0], int(fields[1])


def command_of(pid: int) -> str:
    """Return the command line of a process; nothing for a missing one."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def forkserver_of(worker: int) -> int | None:
    """Return the forkserver of a worker: its children, the processes of jobs, have the same command line. None while there is none."""
    found = (pid for pid, command in descendants(worker).items() if "multiprocessing.forkserver" in command and parent_of(pid) == worker)
    return next(found, None)


def job_processes_of(worker: int) -> list[int]:
    """Return the processes of jobs of a worker."""
    server = forkserver_of(worker)
    return [] if server is None else sorted(descendants(server))


def find_process(root: int, text: str) -> int:
    """Return the id of the first process below one whose command line has the text."""
    return next(pid for pid, command in descendants(root).items() if text in command)


def png(image: np.ndarray, size: tuple[int, int] | None = None, mode: str = "L") -> bytes:
    """Return an image as a PNG file, optionally in another size and colour mode."""
    encoded = Image.fromarray(image).convert(mode)
    buffer = io.BytesIO()
    (encoded.resize(size) if size else encoded).save(buffer, "PNG")
    return buffer.getvalue()
