"""What a build is given: the files of a commit, without those that .dockerignore keeps out."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

#: Parts of a pattern, and what each stands for in a regular expression.
_PARTS = {"**/": r"(?:.*/)?", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}


def write_context(root: Path, folder: Path) -> None:
    """Write the context of a build of the newest commit of a checkout into an empty folder."""
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=root, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
    lines = (folder / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif is_ignored(path.relative_to(folder).as_posix(), patterns):
            path.unlink()


def is_ignored(path: str, patterns: Sequence[str]) -> bool:
    """Return whether patterns keep a file out: the last one counts that names it or a folder that it is in; one with "!" takes it in again."""
    parents = path.split("/")
    names = ["/".join(parents[:end]) for end in range(1, len(parents) + 1)]
    ignored = False
    for pattern in patterns:
        wanted = _expression(pattern.removeprefix("!").strip("/"))
        if any(wanted.fullmatch(name) for name in names):
            ignored = not pattern.startswith("!")
    return ignored


def _expression(pattern: str) -> re.Pattern[str]:
    parts = re.findall(r"\*\*/|\*\*|\*|\?|\[[^]]*\]|[^*?\[]+", pattern)
    return re.compile("".join(_PARTS.get(part, part if part.startswith("[") else re.escape(part)) for part in parts))
