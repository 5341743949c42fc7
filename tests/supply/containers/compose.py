"""What docker-compose.yml says of the services that are built from the Dockerfile."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

#: A variable: $${NAME} is none, ${NAME:-default} has a default, ${NAME:?message} must be set.
_VARIABLE = re.compile(r"\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}")


@dataclass(frozen=True)
class Composed:
    """A service.

    Args:
        target: Stage of the Dockerfile.
        command: What it runs; empty for the command of the image.
        environment: Its variables.
        volumes: Names of volumes, by the folder that they are at.
        secrets: Names of its secrets.
        is_confined: Whether its root is read-only, and it has no rights and cannot get any.
    """

    target: str
    command: list[str]
    environment: dict[str, str]
    volumes: dict[str, str]
    secrets: list[str]
    is_confined: bool


def services_of(file: Path, variables: Mapping[str, str]) -> dict[str, Composed]:
    """Return the services that are built here, by name.

    Args:
        file: A file of Docker Compose.
        variables: What it names and has no default for.
    """
    content = filled(yaml.safe_load(file.read_text(encoding="utf-8")), variables)
    return {name: _composed(service) for name, service in content["services"].items() if "build" in service}


def filled(value: Any, variables: Mapping[str, str]) -> Any:
    """Return a value of a file with the variables of its texts filled in.

    Raises:
        KeyError: One is not set, and has no default.
    """
    if isinstance(value, dict):
        return {key: filled(part, variables) for key, part in value.items()}
    if isinstance(value, list):
        return [filled(part, variables) for part in value]
    return _VARIABLE.sub(lambda match: _value(match, variables), value) if isinstance(value, str) else value


def _value(match: re.Match[str], variables: Mapping[str, str]) -> str:
    name, kind, default = match.groups()
    if name is None:
        return "$"
    return variables.get(name, default) if kind == "-" else variables[name]


def _composed(service: dict[str, Any]) -> Composed:
    mounted = [volume.split(":") for volume in service.get("volumes", [])]
    confined = (service.get("read_only"), service.get("cap_drop"), service.get("security_opt")) == (True, ["ALL"], ["no-new-privileges:true"])
    return Composed(
        service["build"]["target"],
        [str(word) for word in service.get("command", [])],
        {name: str(value) for name, value in service.get("environment", {}).items()},
        {target: name for name, target, *_ in mounted},
        list(service.get("secrets", [])),
        confined,
    )
