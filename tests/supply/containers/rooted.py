"""Commands in a root folder of their own: this machine's programs read-only, a Python as that of the base image, and nothing else of it.

They run in namespaces of mounts and processes, which end with them. This needs Linux and root.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

#: Files of /etc that a base image has, too: users, certificates, names of hosts, settings of the linker and of pip.
ETC = (
    *("passwd", "group", "shadow", "gshadow", "login.defs", "default", "skel", "subuid", "subgid", "pam.d", "security", "nsswitch.conf"),
    *("ssl", "ca-certificates", "hosts", "resolv.conf", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "mime.types", "localtime"),
    *("pip.conf", "xdg"),
)
#: Empty folders of a base image.
FOLDERS = ("dev", "proc", "usr", "opt", "home", "root", "run/secrets", "var/lib", "var/log", "var/tmp", "var/mail", "tmp", "etc")
#: Links or folders beside /usr.
BESIDE = ("bin", "sbin", "lib", "lib64")


class RehearsalError(Exception):
    """A step failed; the message says which, and what it printed."""


@dataclass(frozen=True)
class Confined:
    """What a command may do.

    Args:
        user: Numeric id of its user and group.
        folder: Where it starts.
        binds: Folders and files of this machine, by the path that it finds them at.
        is_read_only: Whether the root is read-only, with a temporary folder in memory.
        has_no_rights: Whether it has no capability and can get none.
    """

    user: int = 0
    folder: str = "/"
    binds: Mapping[str, Path] = field(default_factory=dict)
    is_read_only: bool = False
    has_no_rights: bool = False


def require_root() -> None:
    """Exit where namespaces cannot be made, or this Python cannot stand for that of an image."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("unshare") is None:
        raise SystemExit("Error: expected Linux, root and the program unshare, as a rehearsal mounts folders; run it with sudo, or in CI")
    if sys.base_prefix == "/usr":
        raise SystemExit("Error: expected a Python in a folder of its own, as in an image, got that of the system; make .venv with one of pyenv")


def make_root(root: Path) -> None:
    """Make the folder of a base image."""
    for name in FOLDERS:
        (root / name).mkdir(parents=True)
    (root / "tmp").chmod(0o1777)
    for name in BESIDE:
        beside = Path("/", name)
        if beside.is_symlink():
            (root / name).symlink_to(beside.readlink())
        elif beside.is_dir():
            (root / name).mkdir()
    for name in ETC:
        source = Path("/etc", name)
        if source.is_dir():
            shutil.copytree(source, root / "etc" / name, symlinks=True)
        elif source.exists():
            shutil.copy(source, root / "etc" / name)
    subprocess.run(command_in(root, ["/usr/sbin/ldconfig"], Confined()), check=True, capture_output=True)  # It finds the library of that Python.


def command_in(root: Path, command: list[str], confined: Confined) -> list[str]:
    """Return the command that runs one in a root folder; its environment is given to it as usual."""
    script = "\n".join(["set -e", *_mounts(root, confined), _start(root, command, confined)])
    return ["/usr/bin/unshare", "--mount", "--pid", "--fork", "--kill-child", "/bin/sh", "-c", script]


def _mounts(root: Path, confined: Confined) -> list[str]:
    shown = {name: Path("/", name) for name in BESIDE if Path("/", name).is_dir() and not Path("/", name).is_symlink()}
    lines = [_mount(root, root)]
    for name, source in {"usr": Path("/usr"), "usr/local": Path(sys.base_prefix), **shown}.items():
        lines += [_mount(source, root / name), f"mount -o remount,bind,ro {_quoted(root / name)}"]
    lines += [f"mount --rbind /dev {_quoted(root / 'dev')}", f"mount -t proc proc {_quoted(root / 'proc')}"]
    lines += [_mount(source, root / target.lstrip("/")) for target, source in confined.binds.items()]
    if confined.is_read_only:
        lines += [f"mount -t tmpfs -o size=256m,mode=1777 tmp {_quoted(root / 'tmp')}", f"mount -o remount,bind,ro {_quoted(root)}"]
    return lines


def _start(root: Path, command: list[str], confined: Confined) -> str:
    user = str(confined.user)
    rights = ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"] if confined.has_no_rights else []
    started = ["/usr/bin/setpriv", "--reuid", user, "--regid", user, "--clear-groups", *rights, "/usr/bin/env", "-C", confined.folder, *command]
    return "exec /usr/sbin/chroot " + shlex.join([str(root), *started])


def _mount(source: Path, target: Path) -> str:
    return f"mount --bind {_quoted(source)} {_quoted(target)}"


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))
