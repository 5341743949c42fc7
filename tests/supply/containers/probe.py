"""What a process in a container may do, as JSON: its text is given to the Python of the image."""

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path

#: Folders, in none of which it may write; with volumes, what is beside them.
FOLDERS = ("/", "/etc", "/home/modelbook", "/opt/venv", "/usr", "/var/lib/modelbook")
#: Where the sources are while an image is built.
SOURCES = "/src"
#: Packages of Modelbook.
PACKAGES = ("service", "models", "workers", "migrations", "modelbook")

status = dict(line.split(":\t") for line in Path("/proc/self/status").read_text().splitlines())
found = [find_spec(name) for name in PACKAGES]
told = {
    "user": os.getuid(),
    "capabilities": [status[name].strip("0 \t") for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")],
    "no_new_privs": status["NoNewPrivs"].strip(),
    "writable": [folder for folder in FOLDERS if os.access(folder, os.W_OK)],
    "sources": os.path.exists(SOURCES),
    "packages": sorted({str(Path(spec.origin).parents[1]) for spec in found if spec and spec.origin}),
}
json.dump(told, sys.stdout)
