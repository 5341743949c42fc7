"""A second API process over the data of a running service, with settings of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.acceptance.service import Service, environment, find_process, free_port, is_ready, process, until

#: Settings by which a process finds database, broker and files.
_SHARED = ("MODELBOOK_DATABASE_URL", "MODELBOOK_BROKER_URL", "MODELBOOK_FILES", "MODELBOOK_CACHE")


@contextmanager
def second_api(service: Service, folder: Path, **settings: str) -> Iterator[Service]:
    """Run `modelbook api` beside a service.

    Args:
        service: The service; `modelbook up` has told its API process where its data is.
        folder: Folder for the log.
        settings: Settings of the second process.
    """
    first = find_process(service.root, "service.cli api")
    known = dict(line.partition("=")[::2] for line in Path(f"/proc/{first}/environ").read_bytes().decode().split("\0"))
    env, port = environment(**{name: known[name] for name in _SHARED}, **settings), free_port()
    with process("service.cli", "api", "--port", str(port), log=folder / "api.log", env=env):
        second = Service(f"http://127.0.0.1:{port}", service.data, service.key)
        with second.http:
            until(lambda: is_ready(second), f"the second API; its log: {folder / 'api.log'}")
            yield second
