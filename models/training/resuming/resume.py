"""Taking resume points while a fit runs, and finding the one to continue from."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from models.preparing.prepared import Prepared
from models.specs.job import JobSpec
from models.training.background_writer import BackgroundWriter
from models.training.resuming.identity import difference, identity_of
from models.training.resuming.kept import Keeps
from models.training.resuming.point import Point
from models.training.resuming.points import Points


@dataclass(frozen=True)
class ResumePlace:
    """Where the resume points of a job are, and how often they are taken.

    Args:
        folder: Folder of the job's points.
        token: Number of the attempt.
        every_s: Seconds from one point to the next.
    """

    folder: Path
    token: int
    every_s: float


class Resuming:
    """The resume points of a fit: the one to continue from, and those that are taken.

    Args:
        place: Where they are, and how often they are taken.
        spec: The spec.
        prepared: The data.
        recorder: The record of the fit.
    """

    def __init__(self, place: ResumePlace, spec: JobSpec, prepared: Prepared, recorder: Keeps) -> None:
        self._points, self._every_s = Points(place.folder, place.token), place.every_s
        self._spec, self._prepared = spec, prepared
        self._recorder = recorder
        self._next_s = time.monotonic() + place.every_s
        self._is_writing = False
        #: What to continue from; None to begin at the first epoch.
        self.point: Point | None = None

    def find(self, warn: Callable[[str], None]) -> Point | None:
        """Find the newest sound point, take up its record, and return it; None if there is none, or it is of other data, versions or spec.

        Args:
            warn: Receives messages about points that are not used.
        """
        point = self._points.newest(warn)
        reason = difference(point.identity, self._identity) if point else None
        if reason is not None:
            warn(f"training begins at the first epoch, as what an earlier attempt kept cannot be used: {reason}")
        elif point is not None:
            self.point = point
            self._recorder.take_up(point.parts["record"])
        return self.point

    @property
    def is_due(self) -> bool:
        """Tell whether a point is to be taken: the last one is old enough, and written."""
        return time.monotonic() >= self._next_s and not self._is_writing

    def take(self, epoch: int, batch: int, parts: Mapping[str, Keeps], late: Mapping[str, Keeps], writer: BackgroundWriter) -> None:
        """Take a point of the current state.

        Args:
            epoch: Index of the epoch to continue with, from 0.
            batch: Batches of it that are done.
            parts: The objects of the fit by name.
            late: Objects whose state is that of the writer's thread.
            writer: Writes the point.
        """
        kept = {"record": self._recorder.keep(), **{name: part.keep() for name, part in parts.items()}}
        self._is_writing, self._next_s = True, time.monotonic() + self._every_s
        writer.put(lambda: self.write(Point({}, epoch, batch, kept), late))

    def write(self, point: Point, late: Mapping[str, Keeps]) -> None:
        """Write a point, completed on the writer's thread: by what it is of, and by what was written before it."""
        behind = {name: part.keep() for name, part in late.items()}
        self._points.write(replace(point, identity=self._identity, parts=point.parts | behind))
        self._is_writing = False

    @cached_property
    def _identity(self) -> dict[str, Any]:
        """Return what the fit is of. It takes a pass over the data: on the writer's thread, unless there is a point to compare."""
        return identity_of(self._spec, self._prepared)
