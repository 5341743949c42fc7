"""What stands at the head of the OpenAPI document: license, contact, servers, and the tags in the order that a newcomer needs."""

from typing import Any

_LICENSE = {"name": "MIT", "identifier": "MIT"}
_CONTACT = {"name": "The Modelbook maintainers"}
#: Relative to the document, so that it is right at any address and below any path of a proxy. Without a slash at the end: paths begin with one.
_SERVERS = [{"url": ".", "description": "The server that this document comes from."}]
_TAGS: dict[str, tuple[str, str]] = {
    "catalog": ("catalog", "Recipes: job specs that can be run as they are, or with a patch."),
    "datasets": ("data sets", "Built-in data sets, generators, and uploads: what is in them, and samples of them."),
    "specs": ("specs", "Check a job spec, and look at what it would do, without running it."),
    "jobs": ("jobs", "Submit jobs, follow them, stop them, and get what they wrote."),
    "models": ("models", "Registered models and their versions: figures, files, and who may use them."),
    "predictions": ("predictions", "Send raw inputs to a model, in the units and labels of its data."),
    "inference": ("inference", "The Open Inference Protocol, for clients of other servers such as tritonclient."),
    "deletions": ("deletions", "What was deleted and is not gone yet: restore it, or remove it now."),
    "operations": ("operations", "Whether the service is up, and whether it can work."),
    "access": ("access", "The caller: its key, its limits, and tokens for streams of events."),
    "administration": ("administration", "Keys, and the record of changes; for administrators."),
}


def headed(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with license, contact, servers and tags, its paths in the order of the tags.

    Raises:
        ValueError: An operation has a tag that is not declared.
    """
    info = {**document["info"], "contact": _CONTACT, "license": _LICENSE}
    rest = {key: value for key, value in document.items() if key not in ("openapi", "info", "paths")}
    paths = dict(sorted(document["paths"].items(), key=lambda item: _rank(*item)))
    return {"openapi": document["openapi"], "info": info, "servers": _SERVERS, "tags": list(map(_tag, _TAGS)), "paths": paths, **rest}


def _tag(name: str) -> dict[str, str]:
    shown, description = _TAGS[name]
    return {"name": name, "description": description, **({"x-displayName": shown} if shown != name else {})}


def _rank(path: str, operations: dict[str, Any]) -> int:
    tags = [tag for operation in operations.values() for tag in operation["tags"]]
    if unknown := [tag for tag in tags if tag not in _TAGS]:
        raise ValueError(f"{path}: expected one of the tags {', '.join(_TAGS)}, got {', '.join(unknown)}")
    return list(_TAGS).index(tags[0])
