"""The notes of a release: what has changed, and what its images are built on."""

import re
from pathlib import Path

#: The base image that the Dockerfile names, and the form of one with a digest.
IMAGE = "python:3.11-slim"
WITH_DIGEST = re.compile(rf"{re.escape(IMAGE)}@sha256:[0-9a-f]{{64}}")
#: Command that prints the digest of today.
LOOK_UP = f"docker buildx imagetools inspect {IMAGE} --format '{{{{.Manifest.Digest}}}}'"


def section_of(root: Path, version: str) -> str | None:
    """Return the section of a version in the changelog, if it has one with a date."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d\n(.*?)(?=^## \[|\Z)", text, re.MULTILINE | re.DOTALL)
    return found and found[1].strip()


def notes_of(changes: str, image: str | None) -> str:
    """Return the notes of a release.

    Args:
        changes: Its section of the changelog.
        image: Base image with its digest; None if none was named.
    """
    base = f"`{image}`" if image else f"`{IMAGE}`, without a digest: no build of them gives the same image again"
    return f"{changes}\n\n### Images\n\nBuilt on {base}.\n"


def fault_of(image: str) -> str | None:
    """Return what is wrong with a base image that is named; None if nothing is."""
    if WITH_DIGEST.fullmatch(image):
        return None
    return f"PYTHON_IMAGE: expected {IMAGE}@sha256: and 64 hexadecimal digits, got {image}; {LOOK_UP} prints the digest"
