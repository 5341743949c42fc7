"""The lineage of a version: what it was made from, and what was made from it, as a graph from older to newer things."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import ValidationError

from models.core.errors import SpecError
from models.specs.importing import ImportSpec, spec_of
from models.specs.job import JobSpec
from models.specs.references import as_others_write, ref_as_others_write, references_of
from models.specs.tasks import task_of
from models.uploads.stored_upload import PREFIX
from service.deps import Parts
from service.errors import NotFound
from service.store.rows import Job, Version

#: Most things of a lineage, and most jobs between the version and one of them.
MOST_THINGS, MOST_STEPS = 200, 20
ThingKind = Literal["dataset", "job", "model"]
#: What the child did with the parent: a job was given the samples, began with the weights, shared layers, took it as a layer, registered a
#: checkpoint of another one, trained its spec again; a model was made, or imported, by a job; a data set has further rows.
Relation = Literal["data", "start", "share", "layer", "checkpoint", "retrained", "made", "imported", "appended"]


@dataclass(frozen=True)
class Thing:
    """A data set, job or version.

    Args:
        kind: What it is.
        name: The source of a data set as in a spec, the id of a job, the reference of a version.
        is_gone: Whether it was deleted, or the caller may not see it: only its name is known.
        title: Name of an uploaded data set, or of the model that a job makes.
        state: State of a job.
        sha256: Digest of the file of an upload, or of the artifact of a version.
        data_sha256: Digest of the raw training part of a version.
        created_at: When it was made, in seconds since 1970; None of a built-in data set.
    """

    kind: ThingKind
    name: str
    is_gone: bool = False
    title: str | None = None
    state: str | None = None
    sha256: str | None = None
    data_sha256: str | None = None
    created_at: float | None = None

    @property
    def id(self) -> str:
        """Return its id in the graph."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Link:
    """One thing was made from another.

    Args:
        parent: Id of the older thing.
        child: Id of the newer thing.
        relation: How.
    """

    parent: str
    child: str
    relation: Relation


@dataclass
class Graph:
    """Things by id, and how they follow from one another.

    Args:
        things: The things, in the order in which they were found.
        links: The links.
        is_whole: Whether nothing was left out.
    """

    things: dict[str, Thing] = field(default_factory=dict)
    links: dict[Link, None] = field(default_factory=dict)
    is_whole: bool = True

    def add(self, thing: Thing) -> bool:
        """Add a thing; return whether it is new, and there was room."""
        if thing.id in self.things:
            return False
        if len(self.things) >= MOST_THINGS:
            self.is_whole = False
            return False
        self.things[thing.id] = thing
        return True

    def link(self, parent: Thing, child: Thing, relation: Relation) -> None:
        """Add a link between two things that were added; none where one of them was left out."""
        if parent.id in self.things and child.id in self.things:
            self.links[Link(parent.id, child.id, relation)] = None

    def read(self, job: Job, prefix: str) -> JobSpec | ImportSpec | None:
        """Return the spec of the model of a job as the caller writes it; None of one that is no longer readable: what it names is left out.

        Args:
            job: The job.
            prefix: Owner of the job and a slash, if that is not the caller; else empty.
        """
        try:
            spec = spec_of(job.model_spec)
        except (ValidationError, SpecError):
            self.is_whole = False
            return None
        return as_others_write(spec, job.owner) if prefix else spec


def lineage_of(version: Version, parts: Parts) -> Graph:
    """Return what a version was made from, and what was made from it, as far as the caller may see it.

    A job names only versions that were there before it, so the graph has no cycle.

    Args:
        version: The version.
        parts: The parts as the caller sees them.
    """
    graph = Graph()
    graph.add(_model(version))
    _Origins(graph, parts).add(version)
    _Followers(graph, parts).add(version)
    return graph


class _Origins:
    """Adds what a version was made from."""

    def __init__(self, graph: Graph, parts: Parts) -> None:
        self._graph, self._parts = graph, parts

    def add(self, version: Version) -> None:
        waiting = deque([(version, 0)])
        while waiting:
            child, n_steps = waiting.popleft()
            job = self._parts.lineage.maker_of(child)
            shown = _job(job) if self._parts.lineage.job(job.id) else Thing("job", job.id, is_gone=True)
            self._put(shown, _model(child), _making(job))
            if n_steps >= MOST_STEPS:
                self._graph.is_whole = False
                continue
            waiting.extend((origin, n_steps + 1) for origin in self._made_from(job, shown, child.prefix))

    def _made_from(self, job: Job, shown: Thing, prefix: str) -> Iterator[Version]:
        """Add what a job was given; yield the versions among it that are new."""
        yield from self._named(_retrained(job, prefix), shown)
        spec = self._graph.read(job, prefix)
        if not isinstance(spec, JobSpec):
            return
        self._add_data(spec.data.source, shown)
        if spec.from_checkpoint is not None:
            other = self._parts.lineage.job(spec.from_checkpoint.job)
            self._put(_job(other) if other else Thing("job", spec.from_checkpoint.job, is_gone=True), shown, "checkpoint")
        yield from self._named(references_of(spec), shown)

    def _named(self, uses: Mapping[str, Relation], shown: Thing) -> Iterator[Version]:
        """Add the versions that a job names; yield those that are new."""
        for ref, use in uses.items():
            origin = self._resolved(ref)
            if self._put(_model(origin) if origin else Thing("model", ref, is_gone=True), shown, use) and origin:
                yield origin

    def _add_data(self, source: str, shown: Thing) -> None:
        """Add the data set of a job, and the versions before it."""
        child, following = shown, source
        relation: Relation = "data"
        while following:
            thing, previous = self._dataset(following)
            if not self._put(thing, child, relation):
                break
            child, relation, following = thing, "appended", f"{PREFIX}{previous}" if previous else ""

    def _dataset(self, source: str) -> tuple[Thing, str | None]:
        if not source.startswith(PREFIX):
            return Thing("dataset", source), None
        found = self._parts.uploads.find(source.removeprefix(PREFIX))
        if found is None:
            return Thing("dataset", source, is_gone=True), None
        return Thing("dataset", source, title=found.name, sha256=found.sha256, created_at=found.created_at), found.previous

    def _put(self, parent: Thing, child: Thing, relation: Relation) -> bool:
        is_new = self._graph.add(parent)
        self._graph.link(parent, child, relation)
        return is_new

    def _resolved(self, ref: str) -> Version | None:
        try:
            return self._parts.registry.resolve(ref)
        except NotFound:
            return None


class _Followers:
    """Adds what was made from a version, by jobs of the caller's owner."""

    def __init__(self, graph: Graph, parts: Parts) -> None:
        self._graph, self._parts = graph, parts

    def add(self, version: Version) -> None:
        parents = [version]
        for _ in range(MOST_STEPS):
            parents = self._made_from(parents)
            if not parents:
                return
        self._graph.is_whole = False

    def _made_from(self, parents: list[Version]) -> list[Version]:
        """Add the jobs that name some versions, and what they made; return the versions among it that are new."""
        by_ref = {parent.ref: _model(parent) for parent in parents}
        jobs = self._parts.lineage.naming(by_ref, min(parent.created_at for parent in parents), MOST_THINGS + 1)
        self._graph.is_whole &= len(jobs) <= MOST_THINGS
        used = {job.id: job for job in jobs if self._add_job(job, by_ref)}
        found = []
        for job_id, made in self._parts.lineage.made_by(list(used)) if used else ():
            is_new = self._graph.add(_model(made))
            self._graph.link(_job(used[job_id]), _model(made), "made")
            found += [made] if is_new else []
        return found

    def _add_job(self, job: Job, by_ref: dict[str, Thing]) -> bool:
        """Add a job that uses one of some versions; return whether it does."""
        spec = self._graph.read(job, "")
        named = [*(references_of(spec).items() if isinstance(spec, JobSpec) else ()), *_retrained(job, "").items()]
        uses = [(ref, use) for ref, use in named if ref in by_ref]
        if uses:
            self._graph.add(_job(job))
        for ref, use in uses:
            self._graph.link(by_ref[ref], _job(job), use)
        return bool(uses)


def _model(version: Version) -> Thing:
    digest = version.provenance.get("data_sha256")
    return Thing("model", version.ref, sha256=version.sha256, data_sha256=digest, created_at=version.created_at)


def _job(job: Job) -> Thing:
    return Thing("job", job.id, title=job.name, state=job.state, created_at=job.created_at)


def _making(job: Job) -> Relation:
    return "imported" if task_of(job.spec).has_own_form else "made"


def _retrained(job: Job, prefix: str) -> dict[str, Relation]:
    """Return the version whose spec a job trains again, as the caller writes it; empty of other jobs."""
    if job.retrains is None:
        return {}
    ref = str(job.retrains["model"])
    return {ref_as_others_write(ref, job.owner) if prefix else ref: "retrained"}
