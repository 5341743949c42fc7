"""What a release requires of a checkout, and what the images are made of."""

import re
import shutil
from pathlib import Path

import pytest

from tests.supply.audit import ROOT
from tests.supply.release import faults_of, versions_in
from tests.supply.release_notes import IMAGE, fault_of, notes_of, section_of

#: What the version of a release stands in.
FILES = ("pyproject.toml", "client/python/pyproject.toml", "openapi.json", "client/typescript/package.json", "client/typescript/src/version.ts")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the files that name the version, and a changelog that has it with its date."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n## [{versions_in(ROOT)['pyproject.toml']}] - 2026-01-31\n")
    return tmp_path


def test_all_numbers_of_the_version_are_equal() -> None:
    assert len(set(versions_in(ROOT).values())) == 1


def test_a_checkout_with_equal_numbers_and_a_dated_section_can_be_released(checkout: Path) -> None:
    assert faults_of(checkout, versions_in(checkout)["pyproject.toml"]) == []


def test_another_version_is_refused_with_every_place(checkout: Path) -> None:
    faults = faults_of(checkout, "9.8.7")
    assert [fault.partition(":")[0] for fault in faults] == [*versions_in(checkout), "CHANGELOG.md"]


def test_a_section_without_a_date_is_refused(checkout: Path) -> None:
    version = versions_in(checkout)["pyproject.toml"]
    (checkout / "CHANGELOG.md").write_text(f"## [{version}] - Unreleased\n")
    assert faults_of(checkout, version) == [f"CHANGELOG.md: expected a section `## [{version}] - YYYY-MM-DD`, got none"]


def test_images_are_made_of_wheels_with_known_hashes_on_a_base_that_can_be_pinned() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "-r requirements/" in line and "--require-hashes --only-binary :all:" not in line] == []
    (base,) = [line for line in lines if re.match(r"FROM \S+ AS base$", line)]
    assert (base, "ARG PYTHON_IMAGE=python:3.11-slim" in lines) == ("FROM ${PYTHON_IMAGE} AS base", True)


def test_the_notes_have_the_section_of_the_version_and_the_base_image_or_that_it_has_no_digest(checkout: Path) -> None:
    version = versions_in(checkout)["pyproject.toml"]
    (checkout / "CHANGELOG.md").write_text(
        f"# Changelog\n\n## [{version}] - 2026-01-31\n\n### Added\n\n- This.\n\n## [0.0.1] - 2025-01-31\n\n- That.\n"
    )
    changes = section_of(checkout, version)
    assert changes == "### Added\n\n- This."
    image = f"{IMAGE}@sha256:{'0' * 64}"
    assert notes_of(changes, image) == f"### Added\n\n- This.\n\n### Images\n\nBuilt on `{image}`.\n"
    assert "without a digest" in notes_of(changes, None)


def test_a_base_image_without_a_whole_digest_is_refused() -> None:
    assert f"ARG PYTHON_IMAGE={IMAGE}" in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert fault_of(f"{IMAGE}@sha256:{'0' * 64}") is None
    assert "got python:3.11-slim@sha256:12; docker buildx" in str(fault_of(f"{IMAGE}@sha256:12"))
