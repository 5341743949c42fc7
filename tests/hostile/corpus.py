"""The corpus of hostile inputs, by family, and what a service does with it."""

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.acceptance.service import Service
from tests.hostile.case import Case
from tests.hostile.families import (
    archives,
    arrays,
    forms,
    hdf5_files,
    images,
    json_bodies,
    keras_configs,
    names,
    tables,
    targets,
    typed_tables,
    wires,
)
from tests.hostile.watch import ANSWER_S, MEMORY_BYTES, watched

#: The cases by name, by family.
FAMILIES: Mapping[str, Mapping[str, Case]] = {
    family.__name__.rpartition(".")[2]: family.CASES
    for family in (hdf5_files, keras_configs, arrays, archives, images, tables, typed_tables, json_bodies, forms, names, targets, wires)
}
#: Beginnings of the files of a data folder that the service writes for itself.
_OWN = ("cache/", "logs/", "modelbook.")


def faults_of(service: Service, cases: Mapping[str, Case]) -> list[str]:
    """Send cases one after another; return what was not refused in plain words, or read right, in time and memory."""
    made, faults = {name: case.make() for name, case in cases.items()}, list[str]()
    with watched(service) as watch:
        for name, case in cases.items():
            start = time.monotonic()
            answer = case.door(service.http, made[name])
            seconds = time.monotonic() - start
            is_right = answer.status // 100 == (2 if case.is_read else 4) and case.says in answer.text
            if not is_right or seconds > ANSWER_S:
                faults.append(f"{name}: {answer.status} in {seconds:.1f} s, expected {case.says!r}: {answer.text[:300]}")
    if watch.memory_bytes > MEMORY_BYTES:
        faults.append(f"expected at most {MEMORY_BYTES:,} bytes above those at the start, got {watch.memory_bytes:,}")
    return faults


def files_below(folder: Path) -> set[Path]:
    """Return all files below a folder, of which some may be removed meanwhile: a job that has ended still tidies up."""
    return {path for parent, _, names in os.walk(folder) for name in names if (path := Path(parent, name)).is_file()}


def unowned(service: Service, found: Iterable[Path], cases: Mapping[str, Case]) -> list[str]:
    """Return those of some files that are neither the service's own nor of a thing that it has taken: of a data set, a job or an import."""
    assert service.data is not None
    names = [path.relative_to(service.data.parent).as_posix() for path in found]
    own = tuple(f"{service.data.name}{end}" for end in (".log", *(f"/{each}" for each in _OWN)))
    imports = [name for name in names if "/files/imports/" in name]
    others = [name for name in names if not name.startswith(own) and name not in imports]
    taken = {thing: _is_taken(service, thing) for thing in {_thing_of(name) for name in others}}
    return [name for name in others if not taken[_thing_of(name)]] + imports[sum(case.is_read for case in cases.values()) :]


def _thing_of(name: str) -> str:
    """Return kind and id of what a file of a data folder belongs to."""
    _, _, below = name.partition("/files/")
    return "/".join(below.split("/")[:2])


def _is_taken(service: Service, thing: str) -> bool:
    """Return whether a thing is one that callers see: a data set or a job."""
    return thing.startswith(("datasets/", "jobs/")) and service.http.get(f"/v1/{thing}").status_code == 200
