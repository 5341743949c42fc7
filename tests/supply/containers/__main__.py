"""`make containers`: build every image's steps from the newest commit, then run the services of docker-compose.yml in them."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.supply.audit import ROOT, say
from tests.supply.containers.building import Building, Image
from tests.supply.containers.context import write_context
from tests.supply.containers.dockerfile import Stage, stages_of
from tests.supply.containers.rooted import RehearsalError, require_root
from tests.supply.containers.services import write_images

#: Folder of everything: context, roots of stages, volumes and logs.
FOLDER = ROOT / "build" / "containers"
#: Images that are built whole and run, and the one for GPUs, of which pip only works out the packages: they are gigabytes, and need a GPU.
IMAGES, RESOLVED = ("api", "worker"), "worker-gpu"


def main() -> int:
    """Rehearse, and return 1 with the reason if a step fails."""
    require_root()
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name in ("context", "roots"):
        (FOLDER / name).mkdir(parents=True)
    write_context(ROOT, FOLDER / "context")
    try:
        write_images(FOLDER, _built(stages_of((ROOT / "Dockerfile").read_text(encoding="utf-8"))))
    except RehearsalError as error:
        say(f"Error: {error}")
        return 1
    started = ["/usr/bin/unshare", "--net", sys.executable, "-m", "tests.supply.containers.services", str(FOLDER)]
    return subprocess.run(started, cwd=ROOT, check=False).returncode


def _built(stages: dict[str, Stage]) -> dict[str, Image]:
    """Build the images, and print how long each took and how large it is."""
    building = Building(stages, FOLDER / "context", FOLDER / "roots", {RESOLVED: {"PIP_DRY_RUN": "1"}})
    images = {}
    for name in IMAGES:
        started = time.monotonic()
        images[name] = building.image(name)
        say(f"{name}: built in {time.monotonic() - started:.0f} s, {_size_mb(images[name].root / 'opt')} MB in /opt/venv")
    started = time.monotonic()
    building.image(RESOLVED)
    say(f"{RESOLVED}: packages worked out in {time.monotonic() - started:.0f} s, not installed")
    return images


def _size_mb(folder: Path) -> int:
    return round(sum(path.lstat().st_size for path in folder.rglob("*")) / 1e6)


if __name__ == "__main__":
    sys.exit(main())
