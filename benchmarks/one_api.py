"""One API process over a database, without workers."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.acceptance.service import Service, environment, free_port, is_ready, until


@contextmanager
def one_api(url: str, files: Path, broker: str, **settings: str) -> Iterator[Service]:
    """Run an API process, and yield it.

    Args:
        url: URL of its database.
        files: Folder of the files.
        broker: Address of its broker.
        settings: Further settings, as environment variables.
    """
    port = free_port()
    env = environment(MODELBOOK_DATABASE_URL=url, MODELBOOK_FILES=str(files), MODELBOOK_BROKER_URL=broker, **settings)
    api = subprocess.Popen([sys.executable, "-m", "service.cli", "api", "--port", str(port)], env=env, stderr=subprocess.DEVNULL)
    service = Service(f"http://127.0.0.1:{port}")
    try:
        until(lambda: is_ready(service, "/healthz"), "the API to run")
        yield service
    finally:
        service.http.close()
        api.terminate()
        api.wait(20)
