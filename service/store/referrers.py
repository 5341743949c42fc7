"""What needs a thing that is to be deleted, by name, and what settles that. What goes with the same deletion does not count."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, exists, or_, select

from models.uploads.stored_upload import PREFIX
from service.store.alias_tables import aliases
from service.store.hidden import there
from service.store.owners import EVERYONE, Kind, Right
from service.store.readable_json import readable
from service.store.rows import ref_of
from service.store.tables import grants, jobs, versions
from service.store.things import Things, names_that_go, standing_on
from service.store.transitions import FINAL, State

#: Most referrers that are named.
MAX_NAMED = 20

_OPEN = jobs.c.state.in_([state.value for state in State if state not in FINAL])


def referrers(connection: Connection, owner: str, things: Things) -> list[str]:
    """Return what needs some things, a sentence each; at most `MAX_NAMED`.

    Args:
        connection: A transaction.
        owner: Their owner.
        things: Versions, jobs that have ended, and data sets.
    """
    found: list[str] = []
    for kind in _KINDS:
        for one in kind(connection, owner, things):
            if len(found) == MAX_NAMED:
                return found
            found.append(one)
    return found


def _aliases(connection: Connection, owner: str, things: Things) -> Iterator[str]:
    """Yield the aliases that mean one of the versions: whoever names them would get another model, or none."""
    taken = {(one.model, one.version) for one in things.versions}
    query = select(aliases).where(aliases.c.owner == owner, aliases.c.model.in_({one.model for one in things.versions}))
    for row in connection.execute(query.order_by(aliases.c.model, aliases.c.alias)) if taken else ():
        if (row.model, row.version) in taken:
            yield f"alias {row.model}:{row.alias}, which means version {row.version}: move it, or delete it"


def _versions_of_jobs(connection: Connection, owner: str, things: Things) -> Iterator[str]:
    """Yield the versions that stand on the jobs: whose spec a job has, or whose files."""
    taken = {(one.model, one.version) for one in things.versions}
    if not things.jobs:
        return
    query = select(versions.c.model, versions.c.version, versions.c.deletion).where(standing_on(things.jobs))
    for row in connection.execute(query.order_by(versions.c.model, versions.c.version)):
        ref = ref_of(row.model, row.version)
        if (row.model, row.version) in taken:
            continue
        if row.deletion is None:
            yield f"model {ref}, which the job made: delete the model, which takes the job with it, or give with_models=true"
        else:
            yield f"model {ref}, which is deleted and can still be restored: purge it (DELETE /v1/deletions/{row.deletion})"


def _checkpoint_jobs(connection: Connection, owner: str, things: Things) -> Iterator[str]:
    """Yield the jobs that are to register a checkpoint of the jobs."""
    source = readable(jobs.c.spec)["from_checkpoint"]["job"].as_string()
    if things.jobs:
        for row in connection.execute(select(jobs.c.id, jobs.c.state, source).where(_OPEN, jobs.c.owner == owner, source.in_(things.jobs))):
            yield f"job {row.id} ({row.state}), which registers a checkpoint of job {row[2]}: wait until it has ended, or cancel it"


def _open_jobs(connection: Connection, owner: str, things: Things) -> Iterator[str]:
    """Yield the jobs that have not ended and name one of the versions: of the owner, and without their ids of those who may use it."""
    refs = {one.ref for one in things.versions}
    foreign = {f"{owner}/{ref}": ref for ref in refs}
    if not refs:
        return
    names = {one.model for one in things.versions}
    named = (jobs.c.owner == owner) & _mentions(names)
    lent = (jobs.c.owner != owner) & _mentions({f"{owner}/{name}" for name in names})
    query = select(jobs.c.id, jobs.c.owner, jobs.c.state, jobs.c.spec, jobs.c.retrains).where(
        _OPEN, or_(named, lent & _given(owner, Kind.MODEL, names))
    )
    for row in connection.execute(query.order_by(jobs.c.owner != owner, jobs.c.id)):
        mine = row.owner == owner
        for text in sorted(_texts([row.spec, row.retrains]) & (refs if mine else foreign.keys())):
            if mine:
                yield f"job {row.id} ({row.state}), which uses {text}: wait until it has ended, or cancel it"
            else:
                yield f"a job of an owner with whom {foreign[text]} is shared: wait until it has ended, or withdraw the grant"


def _continued_models(connection: Connection, owner: str, things: Things) -> Iterator[str]:
    """Yield the versions whose specs name one of the versions: they continue from it, or have it as a layer, a backbone or a partner."""
    refs, taken = {one.ref for one in things.versions}, {(one.model, one.version) for one in things.versions}
    if not refs:
        return
    made = versions.join(jobs, versions.c.job_id == jobs.c.id)
    query = select(versions.c.model, versions.c.version, jobs.c.spec).select_from(made)
    query = query.where(versions.c.owner == owner, there(versions), _mentions({one.model for one in things.versions}))
    for row in connection.execute(query.order_by(versions.c.model, versions.c.version)):
        named = sorted(_texts(row.spec) & refs)
        if named and (row.model, row.version) not in taken:
            yield f"model {ref_of(row.model, row.version)}, which was made from {', '.join(named)}: delete it first"


def _partners(connection: Connection, owner: str, things: Things) -> Iterator[str]:
    """Yield the versions that share layers with a model of which none is left: training them further would train it, too."""
    names, taken = names_that_go(connection, owner, things), {(one.model, one.version) for one in things.versions}
    if not names:
        return
    partner = versions.c.provenance["shares"]["model"].as_string()
    query = select(versions.c.model, versions.c.version, partner).where(versions.c.owner == owner, there(versions), partner.in_(names))
    for row in connection.execute(query.order_by(versions.c.model, versions.c.version)):
        if (row.model, row.version) not in taken:
            yield f"model {ref_of(row.model, row.version)}, which shares layers with {row[2]}: delete it first"


def _jobs_of_data(connection: Connection, owner: str, things: Things) -> Iterator[str]:
    """Yield the jobs that have not ended and read one of the data sets. Those of owners that may not use it any more fail in any case."""
    if not things.datasets:
        return
    source, wanted = readable(jobs.c.spec)["data"]["source"].as_string(), [PREFIX + one for one in things.datasets]
    lent = _given(owner, Kind.DATASET, set(things.datasets))
    query = select(jobs.c.id, jobs.c.owner, jobs.c.state).where(_OPEN, source.in_(wanted), (jobs.c.owner == owner) | lent)
    for row in connection.execute(query.order_by(jobs.c.owner != owner, jobs.c.id)):
        if row.owner == owner:
            yield f"job {row.id} ({row.state}), which reads it: wait until it has ended, or cancel it"
        else:
            yield "a job of an owner with whom it is shared: wait until it has ended, or withdraw the grant"


def _mentions(names: set[str]) -> ColumnElement[bool]:
    """Return the condition for the jobs that may name a version of some models; what one names is then read from the values themselves."""
    texts = [cast(column, Text) for column in (jobs.c.spec, jobs.c.retrains)]
    return or_(*(text.contains(f'"{name}@', autoescape=True) for name in sorted(names) for text in texts))


def _given(owner: str, kind: Kind, names: set[str]) -> ColumnElement[bool]:
    """Return the condition for the jobs whose owner may use one of some things."""
    given = and_(grants.c.owner == owner, grants.c.kind == kind.value, grants.c.thing.in_(names))
    return exists().where(given, grants.c.right == Right.USE.value, grants.c.grantee.in_([jobs.c.owner, EVERYONE]))


def _texts(value: Any) -> set[str]:
    """Return all texts in a JSON value; a reference to a model is one."""
    if isinstance(value, str):
        return {value}
    inside: Sequence[Any] = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {text for one in inside for text in _texts(one)}


#: What may need a thing; each yields sentences.
_KINDS = (_aliases, _versions_of_jobs, _checkpoint_jobs, _open_jobs, _continued_models, _partners, _jobs_of_data)
