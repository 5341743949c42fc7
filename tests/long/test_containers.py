"""How `make containers` rehearses a Dockerfile: steps in root folders of their own, and processes that may do no more than is said."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.programs import require_program
from tests.supply.containers.building import Building, Image
from tests.supply.containers.compose import Composed
from tests.supply.containers.containers import Container, Place
from tests.supply.containers.dockerfile import stages_of
from tests.supply.containers.rooted import RehearsalError, require_root

#: As the Dockerfile of this repository, without packages.
DOCKERFILE = """
FROM python:3.11-slim AS build
ENV NAME=built
WORKDIR /src
COPY . .
RUN mkdir /opt/venv && cat given/name.txt > /opt/venv/$NAME
FROM python:3.11-slim AS last
RUN useradd --uid 10001 --create-home modelbook && install -d -m 0700 -o modelbook /var/lib/modelbook/files
WORKDIR /var/lib/modelbook
USER 10001
COPY --from=build /opt/venv /opt/venv
CMD ["sh", "-c", "cat /opt/venv/built; cat /run/secrets/key; echo kept > files/kept; echo gone > /tmp/gone"]
"""
#: What its service is given, and nothing more.
CONFINED = Composed("last", [], {}, {"/var/lib/modelbook/files": "files"}, ["key"], is_confined=True)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="containers have the namespaces of Linux")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require_program("unshare")
    require_root()
    folder = tmp_path_factory.mktemp("containers")
    for name, text in {"context/given/name.txt": "from the context\n", "place/secrets/key": "secret\n"}.items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text)
    (folder / "roots").mkdir()
    return folder


@pytest.fixture(scope="module")
def image(folder: Path) -> Image:
    return Building(stages_of(DOCKERFILE), folder / "context", folder / "roots", {}).image("last")


def test_a_container_has_what_its_image_copied_its_secret_and_its_volume(image: Image, folder: Path) -> None:
    container = Container("one", image, CONFINED, Place(folder / "place", {}, {}))
    assert container.ran() == "from the context\nsecret\n"
    assert (folder / "place" / "volumes" / "files" / "kept").read_text() == "kept\n"
    assert not (image.root / "tmp" / "gone").exists()


def test_a_container_that_is_not_confined_is_told_by_its_faults(image: Image, folder: Path) -> None:
    place = Place(folder / "place", {}, {})
    confined = Container("one", image, CONFINED, place)
    as_root = Container("one", replace(image, user=0), replace(CONFINED, is_confined=False), place)
    parts = [[fault.split()[1] for fault in container.faults()] for container in (confined, as_root)]
    assert parts == [["packages:"], ["user:", "capabilities:", "no_new_privs:", "writable:", "packages:"]]


def test_a_step_that_fails_is_named_with_what_it_printed(folder: Path, tmp_path: Path) -> None:
    stages = stages_of("FROM python:3.11-slim AS one\nRUN echo said && false\n")
    with pytest.raises(RehearsalError, match=r"(?s)Dockerfile:2: RUN echo said && false: exit code 1: said"):
        Building(stages, folder / "context", tmp_path, {}).image("one")
