"""The steps of a Dockerfile, carried out in a root folder for each stage."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.supply.containers.dockerfile import Instruction, Stage, filled, pairs_of
from tests.supply.containers.rooted import Confined, RehearsalError, command_in, make_root

#: Environment of a base image; its Python is the first on the path.
BASE = {"PATH": "/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin", "HOME": "/root", "LANG": "C.UTF-8"}
#: Variables of this machine with which its pip finds packages, as the arguments of a build would name them.
NETWORK = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CERT", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")
#: Seconds that a step may take: the wheels of a worker are 1 GB.
MOST_S = 1800
#: Characters of what a step printed that are shown when it fails.
_SHOWN = 3000


@dataclass
class Image:
    """What a stage has become.

    Args:
        root: Its root folder.
        env: Variables of its processes.
        user: Numeric id of their user.
        folder: Folder that they start in.
        command: What a container runs if nothing else is named.
        health: What shows whether that is well; empty for nothing.
    """

    root: Path
    env: dict[str, str] = field(default_factory=lambda: dict(BASE))
    user: int = 0
    folder: str = "/"
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)


class Building:
    """A build of stages, each of which is made once.

    Args:
        stages: The stages of a Dockerfile.
        context: Folder with what is copied.
        folder: Folder for their roots; empty.
        arguments: Variables of the steps of some stages, beside those that images set.
    """

    def __init__(self, stages: Mapping[str, Stage], context: Path, folder: Path, arguments: Mapping[str, Mapping[str, str]]) -> None:
        self._stages, self._context, self._folder, self._arguments = stages, context, folder, arguments
        self._built: dict[str, Image] = {}

    def image(self, name: str) -> Image:
        """Return the image of a stage, made with those that it needs.

        Raises:
            RehearsalError: A step failed.
        """
        if name not in self._built:
            stage, root = self._stages[name], self._folder / name
            if stage.base in self._stages:
                image = replace(self.image(stage.base), root=root)
                _link(self._folder / stage.base, root)
            else:
                image = Image(root)
                make_root(root)
            for step in stage.steps:
                image = self._after(image, step, self._arguments.get(name, {}))
            self._built[name] = image
        return self._built[name]

    def _after(self, image: Image, step: Instruction, arguments: Mapping[str, str]) -> Image:
        """Carry out a step, and return the image with what it changes for those after it."""
        if step.name == "ENV":
            return replace(image, env={**image.env, **pairs_of(step, image.env)})
        if step.name == "WORKDIR":
            image.root.joinpath(step.value.lstrip("/")).mkdir(parents=True, exist_ok=True)
            return replace(image, folder=step.value)
        if step.name == "USER":
            return replace(image, user=int(step.value))
        if step.name == "CMD":
            return replace(image, command=step.arguments())
        if step.name == "HEALTHCHECK":
            return replace(image, health=Instruction("CMD", step.value.partition("CMD ")[2], step.line).arguments())
        if step.name == "COPY":
            self._copy(image, step)
        elif step.name == "RUN":
            _run(image, step, arguments)
        elif step.name != "EXPOSE":
            raise RehearsalError(f"Dockerfile:{step.line}: expected an instruction that can be rehearsed, got {step.name}")
        return image

    def _copy(self, image: Image, step: Instruction) -> None:
        *sources, target = step.arguments()
        origin = step.options().get("from")
        base = self.image(origin).root if origin else self._context
        into = image.root / os.path.join(image.folder, filled(target, image.env)).lstrip("/")
        for name in sources:
            source = base / name.lstrip("/")
            if not source.exists():
                raise RehearsalError(f"Dockerfile:{step.line}: COPY: expected {name} in {origin or 'the context'}, got nothing")
            (into if target.endswith("/") else into.parent).mkdir(parents=True, exist_ok=True)
            _link(source, into)


def _run(image: Image, step: Instruction, arguments: Mapping[str, str]) -> None:
    command = command_in(image.root, ["/bin/sh", "-c", step.value], Confined(user=image.user, folder=image.folder))
    network = {name: os.environ[name] for name in NETWORK if name in os.environ}
    done = subprocess.run(
        command, env={**image.env, **network, **arguments}, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=MOST_S, check=False
    )
    if done.returncode != 0:
        said = (done.stdout + done.stderr)[-_SHOWN:]
        raise RehearsalError(f"Dockerfile:{step.line}: RUN {step.value}: exit code {done.returncode}: {said}")


def _link(source: Path, target: Path) -> None:
    """Copy a file, or what is in a folder, as links: a step never changes a file in place, but writes it anew."""
    if source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    command = ["cp", "-al", "--remove-destination", f"{source}/." if source.is_dir() else str(source), str(target)]
    subprocess.run(command, check=True, capture_output=True)
