"""The release of a version: `make release VERSION=0.1.0` checks and builds it, and prints the commands that publish it; it tags nothing.

PYTHON_IMAGE names the base image of the containers with its digest. Without one there is a warning, which the notes of the release have, too.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from models.core.files import sha256_of
from tests.supply.audit import FOLDER as AUDIT
from tests.supply.audit import ROOT, say
from tests.supply.release_notes import IMAGE, LOOK_UP, fault_of, notes_of, section_of

#: Folder of what is released.
FOLDER = ROOT / "build" / "release"
#: The distributions, by the folder that they are built from.
SOURCES = (".", "client/python")
#: What is built of one, each in a process of its own, as a build changes its arguments.
BUILDS = ("build_wheel", "build_sdist")


def main(version: str, image: str | None) -> int:
    """Check and build a version, and say what to do next; return 1 with all faults if something is missing.

    Args:
        version: The version.
        image: Base image of the containers, with its digest; None if it is not known.
    """
    if faults := [*faults_of(ROOT, version), *changed(ROOT), *filter(None, [image and fault_of(image)])]:
        say("Error: no release", *faults)
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    build(ROOT, FOLDER)
    for path in AUDIT.glob("*"):
        shutil.copy(path, FOLDER)
    (FOLDER / "NOTES.md").write_text(notes_of(section_of(ROOT, version) or "", image), encoding="utf-8")
    (FOLDER / "SHA256SUMS").write_text(sums_of(FOLDER), encoding="utf-8")
    say(f"built in {FOLDER.relative_to(ROOT)}:", *sorted(path.name for path in FOLDER.iterdir()))
    if image is None:
        say("Warning: no digest of the base image: expected PYTHON_IMAGE, got none; this prints the digest:", LOOK_UP)
    say("next:", *_commands(version, image or f"{IMAGE}@sha256:..."))
    return 0


def _commands(version: str, image: str) -> list[str]:
    """Return the commands that publish what was built."""
    built = [
        f"docker build --build-arg PYTHON_IMAGE={image} --target {target} -t modelbook-{target}:{version} ."
        for target in ("api", "worker", "worker-gpu")
    ]
    return [f"git tag -a v{version} -m 'Modelbook {version}' && git push origin v{version}", *built]


def faults_of(root: Path, version: str) -> list[str]:
    """Return what of a checkout does not fit a version: its numbers, and the section of the changelog."""
    found = versions_in(root)
    faults = [f"{where}: expected version {version}, got {number}" for where, number in found.items() if number != version]
    if section_of(root, version) is None:
        faults.append(f"CHANGELOG.md: expected a section `## [{version}] - YYYY-MM-DD`, got none")
    return faults


def versions_in(root: Path) -> dict[str, str]:
    """Return every number that is the version of a release, by where it stands."""
    server, client = (tomllib.loads((root / folder / "pyproject.toml").read_text(encoding="utf-8"))["project"] for folder in SOURCES)
    (pin,) = [line for line in server["dependencies"] if line.startswith("modelbook-client")]
    document, package = (json.loads((root / name).read_text(encoding="utf-8")) for name in ("openapi.json", "client/typescript/package.json"))
    (typescript,) = re.findall(r'VERSION = "(.*)"', (root / "client/typescript/src/version.ts").read_text(encoding="utf-8"))
    return {
        "pyproject.toml": server["version"],
        "pyproject.toml, modelbook-client": pin.rpartition("==")[2],
        "client/python/pyproject.toml": client["version"],
        "openapi.json": document["info"]["version"],
        "client/typescript/package.json": package["version"],
        "client/typescript/src/version.ts": typescript,
    }


def changed(root: Path) -> list[str]:
    """Return the files of a checkout that are not as they were committed."""
    status = subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True, text=True, check=True).stdout
    return [f"{line[3:]}: expected what is committed, got a change" for line in status.splitlines()]


def build(root: Path, folder: Path) -> None:
    """Build wheels and sdists from the newest commit, with its time as that of every file, so that the wheels are equal wherever they are built."""
    time = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory() as copy:
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=root, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", copy], input=archive, check=True)
        for source in SOURCES:
            for build_one in BUILDS:
                command = [sys.executable, "-c", f"import sys; from setuptools import build_meta; build_meta.{build_one}(sys.argv[1])", str(folder)]
                subprocess.run(command, cwd=Path(copy) / source, env={**os.environ, "SOURCE_DATE_EPOCH": time}, check=True, capture_output=True)


def sums_of(folder: Path) -> str:
    """Return the lines of `sha256sum` for the files of a folder."""
    return "".join(f"{sha256_of(path)}  {path.name}\n" for path in sorted(folder.iterdir()))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Error: expected a version, got none: make release VERSION=0.1.0")
    sys.exit(main(sys.argv[1], os.environ.get("PYTHON_IMAGE") or None))
