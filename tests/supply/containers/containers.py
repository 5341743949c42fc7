"""Containers: processes in the root folder of an image, with what docker-compose.yml gives and takes from its service."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.supply.containers.building import Image
from tests.supply.containers.compose import Composed
from tests.supply.containers.rooted import Confined, RehearsalError, command_in

#: Seconds that a container may take to stop, as `stop_grace_period` of the workers.
STOP_S = 30
#: Program that tells what a process may do.
PROBE = Path(__file__).with_name("probe.py")


@dataclass(frozen=True)
class Place:
    """What containers share.

    Args:
        folder: Folder of volumes, secrets and logs.
        settings: Variables in place of those of the file: where the servers are.
        binds: What every container finds besides, by its path.
    """

    folder: Path
    settings: Mapping[str, str]
    binds: Mapping[str, Path]


class Container:
    """A service that can be run.

    Args:
        name: Its name.
        image: Its image.
        composed: What the file says of it.
        place: What it shares with the others.
    """

    def __init__(self, name: str, image: Image, composed: Composed, place: Place) -> None:
        self.name, self._image, self._composed = name, image, composed
        self.log = place.folder / f"{name}.log"
        self.env = image.env | composed.environment | {name: value for name, value in place.settings.items() if name in composed.environment}
        binds = {target: _volume(place.folder, volume, image.user) for target, volume in composed.volumes.items()}
        binds |= {f"/run/secrets/{secret}": place.folder / "secrets" / secret for secret in composed.secrets}
        for target, source in {**binds, **place.binds}.items():
            _point(image.root / target.lstrip("/"), source)
        self._confined = Confined(
            image.user, image.folder, {**binds, **place.binds}, is_read_only=composed.is_confined, has_no_rights=composed.is_confined
        )

    def ran(self, *command: str, seconds: float = 60) -> str:
        """Run another command than its own to its end, and return what it printed.

        Raises:
            RehearsalError: It failed.
        """
        words = list(command) or self._composed.command or self._image.command
        started = command_in(self._image.root, words, self._confined)
        done = subprocess.run(started, env=self.env, capture_output=True, text=True, timeout=seconds, check=False)
        if done.returncode != 0:
            raise RehearsalError(f"{self.name}: {words[0]}: exit code {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
        return done.stdout

    def is_healthy(self) -> bool:
        """Return whether the check of health of the image passes."""
        try:
            self.ran(*self._image.health)
        except RehearsalError:
            return False
        return True

    def faults(self) -> list[str]:
        """Return what its processes may do that they must not."""
        found = json.loads(self.ran("python", "-c", PROBE.read_text(encoding="utf-8")))
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        expected = {"user": 10001, "capabilities": [""] * 5, "no_new_privs": "1", "writable": [], "sources": False}
        expected["packages"] = [f"/opt/venv/lib/python{version}/site-packages"]
        return [f"{self.name}: {name}: expected {value}, got {found[name]}" for name, value in expected.items() if found[name] != value]

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """Run its command, and stop it as `docker stop` does at the end.

        Raises:
            RehearsalError: It did not stop in time.
        """
        words = self._composed.command or self._image.command
        with self.log.open("wb") as output:
            process = subprocess.Popen(command_in(self._image.root, words, self._confined), env=self.env, stdout=output, stderr=output)
        try:
            yield process
        finally:
            self._stop(process)

    def _stop(self, process: "subprocess.Popen[bytes]") -> None:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        for child in children.read_text().split() if children.exists() else []:
            os.kill(int(child), signal.SIGTERM)  # The first process of the container: the outer one leaves signals to it.
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise RehearsalError(f"{self.name}: expected it to stop within {STOP_S} s, it went on; its log: {self.log}") from None


def _volume(folder: Path, name: str, user: int) -> Path:
    """Return the folder of a volume, which takes over the owner of the folder that it is put at."""
    volume = folder / "volumes" / name
    if not volume.exists():
        volume.mkdir(parents=True)
        os.chown(volume, user, user)
        volume.chmod(0o700)
    return volume


def _point(target: Path, source: Path) -> None:
    """Make what something is mounted at."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.mkdir(exist_ok=True) if source.is_dir() else target.touch()
