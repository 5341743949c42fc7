"""Planted bugs: plausible mistakes in the real code, each a patch, of which the simulation must find nearly all.

A patch has a sentence, the seed that found it last, then, for each file, pieces of text that are removed (-) and put in their place (+). They are
found by their text, wherever it is, so a patch outlives other changes of the file; `python -m tests.simulation.planted` tells which ones have to be
written anew. The seed is run first. Where it no longer fails, as a change of the code has made another world of it, the others are run, which takes
longer; `--write` writes the new one into the patch.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUGS = Path(__file__).parent / "bugs"
#: Packages that are copied and patched; the others are those of this installation.
COPIED, LINKED = ("service", "workers"), ("models", "migrations", "tests")
#: Seeds that are run for a bug, at most.
N_SEEDS = 400


class PatchError(Exception):
    """A patch does not fit the sources any more."""


@dataclass(frozen=True)
class Piece:
    """A piece of a file, and what takes its place."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Bug:
    """A planted bug.

    Args:
        name: Its name.
        description: What is wrong.
        pieces: What is changed.
        seed: The seed that found it last; None where none did.
    """

    name: str
    description: str
    pieces: Sequence[Piece]
    seed: int | None = None

    @classmethod
    def read(cls, path: Path) -> "Bug":
        """Read a patch."""
        head, *rest = path.read_text(encoding="utf-8").split("\n--- a/")
        description, _, seed = head.strip().partition("\nFound by seed ")
        return cls(path.stem, description, [piece for part in rest for piece in _pieces_of(part)], int(seed.removesuffix(".")) if seed else None)

    def apply(self, root: Path) -> None:
        """Change the sources.

        Raises:
            PatchError: A piece is not in its file, or more than once.
        """
        for piece in self.pieces:
            path = root / piece.file
            text = path.read_text(encoding="utf-8")
            if (found := text.count(piece.old)) != 1:
                reason = f"expected this text once in {piece.file}, found it {found} times:\n{piece.old}"
                raise PatchError(f"bugs/{self.name}.patch: {reason}\nwrite the patch for the text that is there now")
            path.write_text(text.replace(piece.old, piece.new), encoding="utf-8")

    def write(self, seed: int) -> None:
        """Write the seed that finds it into its patch."""
        path = BUGS / f"{self.name}.patch"
        _, *rest = path.read_text(encoding="utf-8").partition("\n\n--- a/")
        path.write_text(f"{self.description}\nFound by seed {seed}.{''.join(rest)}", encoding="utf-8")


def _pieces_of(part: str) -> Iterator[Piece]:
    file, *hunks = part.split("\n@@")
    for hunk in hunks:
        lines = hunk.split("\n")[1:]
        old, new = ("\n".join(line[1:] for line in lines if line.startswith(sign)) for sign in "-+")
        yield Piece(file.split("\n")[0], old, new)


def bugs() -> list[Bug]:
    """Return all planted bugs, by name."""
    return [Bug.read(path) for path in sorted(BUGS.glob("*.patch"))]


@dataclass(frozen=True)
class Hunt:
    """What the simulation makes of a bug.

    Args:
        bug: The bug.
        found: The failure by which it was found; empty if it was not.
        seconds: How long that took.
    """

    bug: Bug
    found: str
    seconds: float


def hunt(bug: Bug, n_seeds: int = N_SEEDS) -> Hunt:
    """Run seeds on a copy of the sources with a bug until one fails: the one that did so last, then others.

    Raises:
        PatchError: The patch does not fit the sources.
        RuntimeError: The simulation itself does not run.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        root = _copy(Path(folder))
        bug.apply(root)
        found = "" if bug.seed is None else _failure(bug, root, range(bug.seed, bug.seed + 1))
        found = found or _failure(bug, root, range(n_seeds))
    return Hunt(bug, found, time.monotonic() - began)


def _failure(bug: Bug, root: Path, seeds: range) -> str:
    """Return the first failure of seeds; empty if none fails."""
    command = [sys.executable, "-m", "tests.simulation", str(len(seeds)), "--first", str(seeds.start), "--failures", "1", "--processes", "1"]
    ran = subprocess.run(command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False)
    failing = [line for line in ran.stdout.splitlines() if line.startswith("seed ")]
    if ran.returncode not in (0, 1) or (ran.returncode == 1 and not failing):
        raise RuntimeError(f"bugs/{bug.name}.patch: the simulation does not run:\n{ran.stdout}{ran.stderr}")
    return failing[0] if failing else ""


def _copy(folder: Path) -> Path:
    root = folder / "sources"
    root.mkdir()
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("vendor", "static"))
    for name in LINKED:
        (root / name).symlink_to(ROOT / name)
    return root


def table_of(hunts: Sequence[Hunt]) -> str:
    """Return a table of hunts as text."""
    return "\n".join(f"{done.bug.name:<36} {done.seconds:5.0f} s  {done.found[:100] or 'NOT FOUND'}" for done in hunts)


def main() -> int:
    """Hunt all bugs, or those that are named, and print a table; return how many were not found."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.planted", description=__doc__)
    parser.add_argument("names", nargs="*", help="bugs; all when left out")
    parser.add_argument("--write", action="store_true", help="write the seeds into the patches")
    parser.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)))
    asked = parser.parse_args()
    wanted, hunts = [bug for bug in bugs() if not asked.names or bug.name in asked.names], list[Hunt]()
    with ThreadPoolExecutor(asked.processes) as pool:
        for done in pool.map(hunt, wanted):
            hunts.append(done)
            print(table_of([done]), flush=True)
            if asked.write and done.found:
                done.bug.write(int(done.found.split()[1]))
    n_missed = sum(not done.found for done in hunts)
    print(f"{len(hunts) - n_missed} of {len(hunts)} planted bugs found")
    return n_missed


if __name__ == "__main__":
    sys.exit(main())
