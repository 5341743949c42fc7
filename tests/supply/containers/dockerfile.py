"""The stages of a Dockerfile and their instructions, in order."""

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

#: A variable in an instruction: $NAME or ${NAME}.
_VARIABLE = re.compile(r"\$\{(\w+)\}|\$(\w+)")


@dataclass(frozen=True)
class Instruction:
    """An instruction.

    Args:
        name: Its name, in capitals.
        value: What stands behind it, on one line.
        line: Number of its first line, from 1.
    """

    name: str
    value: str
    line: int

    def options(self) -> dict[str, str]:
        """Return the options before its arguments, without dashes: {"from": "build"} of `COPY --from=build a b`."""
        words = [word for word in self.value.split() if word.startswith("--")]
        return {name: value for name, _, value in (word.removeprefix("--").partition("=") for word in words)}

    def arguments(self) -> list[str]:
        """Return its arguments: those of a JSON array, or words."""
        without = re.sub(r"^(--\S+\s+)+", "", self.value)
        if without.startswith("["):
            return [str(word) for word in json.loads(without)]
        return shlex.split(without)


@dataclass
class Stage:
    """A stage.

    Args:
        name: Its name.
        base: The stage or image that it begins with.
        steps: Its instructions.
    """

    name: str
    base: str
    steps: list[Instruction] = field(default_factory=list)


def instructions_of(text: str) -> list[Instruction]:
    """Return the instructions of a Dockerfile; comments are left out, and lines that are continued are joined."""
    found: list[Instruction] = []
    parts: list[str] = []
    first = 1
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        first = first if parts else number
        parts.append(stripped.removesuffix("\\").strip())
        if not stripped.endswith("\\"):
            name, _, value = " ".join(parts).partition(" ")
            found.append(Instruction(name.upper(), value.strip(), first))
            parts = []
    return found


def stages_of(text: str) -> dict[str, Stage]:
    """Return the stages of a Dockerfile by name, in order; names of images have the defaults of its arguments filled in."""
    arguments: dict[str, str] = {}
    stages: dict[str, Stage] = {}
    for instruction in instructions_of(text):
        if instruction.name == "FROM":
            base, _, name = filled(instruction.value, arguments).partition(" AS ")
            stages[name] = Stage(name, base)
        elif stages:
            list(stages.values())[-1].steps.append(instruction)
        elif instruction.name == "ARG":
            name, _, value = instruction.value.partition("=")
            arguments[name] = value
    return stages


def filled(value: str, variables: Mapping[str, str]) -> str:
    """Return a value with its variables filled in; one that is not known is empty."""
    return _VARIABLE.sub(lambda match: variables.get(match[1] or match[2], ""), value)


def pairs_of(instruction: Instruction, variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that an ENV sets."""
    words = (word.partition("=") for word in instruction.arguments())
    return {name: filled(value, variables) for name, _, value in words}
