"""The services of docker-compose.yml in containers: started in their order, asked for their health, given jobs, stopped.

Runs in a network of its own, which has nothing but a loopback: the port of the API is free there, and nothing can be fetched.
"""

import fcntl
import json
import os
import secrets
import socket
import struct
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from tests.acceptance.service import Service, is_ready, until
from tests.servers import broker_server, postgres_process
from tests.supply.audit import ROOT, say
from tests.supply.containers.building import Image
from tests.supply.containers.compose import services_of
from tests.supply.containers.containers import Container, Place
from tests.supply.containers.rooted import RehearsalError

#: Name of the file with the images, which both halves of a rehearsal share.
IMAGES = "images.json"
#: Address of the API, as the file and the image name it.
URL = "http://127.0.0.1:8000"
#: Where containers find the socket of PostgreSQL.
SOCKET = "/run/postgres"
#: What is trained: an estimator, and a network.
JOBS = {"line": "ridge-sine-line", "waves": "sines0-lstm3-w3"}
#: Seconds until a service is ready: a worker imports TensorFlow first.
_READY_S = 180
#: Requests of the system for the flags of a network device, and the flag that it is up.
_SET_FLAGS, _UP = 0x8914, 1


def rehearsed(folder: Path) -> None:
    """Run all services, and print what was seen.

    Raises:
        RehearsalError: Something is not as it should be.
    """
    _raise_loopback()
    images = images_in(folder)
    with ExitStack() as stack:
        postgres, broker = stack.enter_context(postgres_process()), stack.enter_context(broker_server(folder))
        sockets = Path(postgres.url.partition("?host=")[2])
        sockets.chmod(0o711)  # The socket is among the server's files, which are its own.
        settings = {"MODELBOOK_DATABASE_URL": postgres.url.replace(str(sockets), SOCKET), "MODELBOOK_BROKER_URL": broker}
        place = Place(folder, settings, {SOCKET: sockets})
        key = _admin_key(folder, images["api"].user)
        composed = services_of(ROOT / "docker-compose.yml", {"POSTGRES_PASSWORD": "unused", "BROKER_PASSWORD": "unused"})
        containers = {name: Container(name, images[one.target], one, place) for name, one in composed.items() if one.target in images}
        _require_closed(containers)
        containers["migrate"].ran()
        say("migrate: exit code 0")
        for name in ("api", "worker"):
            stack.enter_context(containers[name].running())
        _use(containers["api"], key)
    say("api, worker: stopped in time after SIGTERM")


def write_images(folder: Path, images: dict[str, Image]) -> None:
    """Write what is known of images."""
    described = {name: {**asdict(image), "root": str(image.root)} for name, image in images.items()}
    (folder / IMAGES).write_text(json.dumps(described), encoding="utf-8")


def images_in(folder: Path) -> dict[str, Image]:
    """Return the images that were written."""
    described = json.loads((folder / IMAGES).read_text(encoding="utf-8"))
    return {name: Image(**{**image, "root": Path(image["root"])}) for name, image in described.items()}


def _require_closed(containers: dict[str, Container]) -> None:
    for container in containers.values():
        if faults := container.faults():
            raise RehearsalError("\n".join(faults))
        say(f"{container.name}: user 10001, no capability, no new privileges, nothing to write to outside of volumes and /tmp, packages in /opt/venv")


def _use(api: Container, key: str) -> None:
    """Ask the API for its health, and let it train and predict."""
    until(api.is_healthy, f"the check of health of the image; its log: {api.log}", _READY_S)
    service = Service(URL, key=key)
    with service.http:
        until(lambda: is_ready(service), f"readiness; its log: {api.log}", _READY_S)
        say("api: /healthz by the check of the image, /readyz: 200")
        for name, recipe in JOBS.items():
            service.trained(recipe, name=name, patch={"training": {"epochs": 1}} if name == "waves" else {})
        inputs = {"line": [[0.5]], "waves": [[0.1, 0.2, 0.3]]}
        found = {name: service.predict(name, json={"inputs": rows}) for name, rows in inputs.items()}
        say(f"worker: trained {', '.join(JOBS.values())}", f"api: {json.dumps(found)}")


def _admin_key(folder: Path, user: int) -> str:
    """Make the key of the administrator as the head of docker-compose.yml does, and return one of an owner made with it."""
    key = f"mb_{secrets.token_hex(32)}"
    file = folder / "secrets" / "admin_key"
    file.parent.mkdir()
    file.write_text(f"{key}\n")
    os.chown(file, user, user)
    file.chmod(0o600)
    return key


def _raise_loopback() -> None:
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP))


if __name__ == "__main__":
    try:
        rehearsed(Path(sys.argv[1]))
    except RehearsalError as error:
        raise SystemExit(f"Error: {error}") from error
