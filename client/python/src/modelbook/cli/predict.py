"""The command `modelbook predict`."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from modelbook.cli.connection import as_json, connected, the_model
from modelbook.cli.failures import with_faults
from modelbook.cli.inputs import Batch, batches, paths_of
from modelbook.cli.output import json_text, print_json, print_table
from modelbook.errors import APIError, InputError

if TYPE_CHECKING:
    from modelbook import Client
    from modelbook._calls import Body

#: Number of files from which a bar is shown.
_MANY = 65
#: Content types by the names of --format.
_FORMS = {"csv": "text/csv", "ndjson": "application/x-ndjson", "npy": "application/x-npy"}
Item = dict[str, Any]


@click.command()
@the_model
@click.argument("words", metavar="FILE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--probabilities", type=click.Choice(("none", "top3", "all")), help="Class probabilities of each prediction, of a classifier.")
@click.option("--method", metavar="NAME", help="Method that gives the predictions, for example predict_proba or transform.")
@click.option("--unknown", type=click.Choice(("refuse", "drop", "replace")), help="For text models, what becomes of unknown symbols.")
@click.option("--precision", type=click.IntRange(1, 17), metavar="N", help="Significant digits of the predictions.")
@click.option("--extra", type=click.Choice(("refuse", "ignore")), help="What becomes of columns that the model does not know.")
@click.option("--wait", "wait_s", type=float, metavar="SECONDS", help="Seconds in which the service has to answer each request.")
@click.option("--format", "form", type=click.Choice(tuple(_FORMS)), help="Print the answer as such a file.")
@as_json
@click.option("--json-lines", is_flag=True, help="Print a JSON object for each prediction, as soon as it is there.")
@connected
def predict(client: Client, ref: str, words: tuple[str, ...], as_json: bool, json_lines: bool, form: str | None, **options: Any) -> None:
    """Predict on files: images, .csv, .npy, .npz, JSON (a list, or an input a line) or .txt; on folders, patterns, or - for standard input.

    \b
    modelbook predict digits *.png
    modelbook predict digits scans/ --probabilities top3 --json | jq '.predictions[].label'
    echo '[[5.1, 3.5, 1.4, 0.2]]' | modelbook predict irises -
    """
    paths = paths_of(words)
    if form is not None:
        _print_files(client, ref, list(batches(paths)), form, options)
        return
    if options["probabilities"] is None and options["method"] is None and not (as_json or json_lines):
        options["probabilities"] = "none"  # A table has no room for them.
    answers: list[dict[str, Any]] = []
    items = _shown(_items(client, ref, batches(paths), options, answers), len(paths))
    if json_lines:
        for item in items:
            click.echo(json_text(item))
        return
    found = list(items)
    if as_json:
        print_json({"model": answers[0]["model"] if answers else ref, "predictions": found})
    else:
        _print(found)


def _print_files(client: Client, ref: str, found: list[Batch], form: str, options: dict[str, Any]) -> None:
    """Print the answers to batches as one file: lines of several are put together, the first line of a table once."""
    if form == "npy" and len(found) > 1:
        raise click.UsageError("expected inputs of one request for --format npy, got more; use csv or ndjson, whose lines are put together")
    for index, batch in enumerate(found):
        content = _content(client, ref, batch, options, _FORMS[form])
        click.echo(content.partition(b"\n")[2] if index and form == "csv" else content, nl=False)


def _items(client: Client, ref: str, found: Iterator[Batch], options: dict[str, Any], answers: list[dict[str, Any]]) -> Iterator[Item]:
    """Yield the predictions with the names of their files. Answers are noted without their predictions."""
    for batch in found:
        answer: dict[str, Any] = json.loads(_content(client, ref, batch, options, "application/json"))
        predictions = answer.pop("predictions")
        if not answers:
            answers.append(answer)
        for index, prediction in enumerate(predictions):
            yield _item(batch, index, prediction)


def _content(client: Client, ref: str, batch: Batch, options: dict[str, Any], media_type: str) -> bytes:
    """Return the answer to a batch, as the service gave it."""
    from modelbook._calls import Call, wait_headers
    from modelbook._operations import PREDICT_INPUTS  # Imported late, as the client is.

    query = {name: value for name, value in options.items() if name != "wait_s"}
    headers = {"Accept": media_type, **wait_headers(options["wait_s"])}
    try:
        return client._http.content(Call(PREDICT_INPUTS, {"ref": ref}, query, headers, _body(batch)))
    except APIError as error:
        if not error.errors:
            raise
        raise click.ClickException(with_faults(error, partial(_place_of, batch))) from error
    except InputError as error:
        raise click.ClickException(f"{batch.files[0]}: {error}") from error


def _body(batch: Batch) -> Body:
    """Return the body with the inputs of a batch. Whether a file is an image, the service judges: its message then names the file."""
    from modelbook._calls import Body, bytes_body, json_body, sendable  # Imported late, as the client is.

    if batch.content_type:
        return bytes_body(batch.content, batch.content_type)
    if not batch.is_images:
        return json_body({"inputs": batch.content})
    contents = [image if isinstance(image, bytes) else image.read_bytes() for image in batch.content]
    files = [("images", (sendable(Path(name).name), content, "application/octet-stream")) for name, content in zip(batch.files, contents)]
    return Body(lambda: {"files": files})


def _item(batch: Batch, index: int, prediction: Item) -> Item:
    is_plain = not any(isinstance(value, dict) and name != "probabilities" and name != "decision" for name, value in prediction.items())
    where = {"file": batch.files[min(index, len(batch.files) - 1)], **({"index": batch.first + index} if batch.is_table else {})}
    return {**where, **(prediction if is_plain else {"outputs": prediction})}


def _shown(items: Iterator[Item], n_files: int) -> Iterator[Item]:
    """Yield predictions, with a bar on standard error where there are many files and a terminal."""
    if n_files < _MANY or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress  # Imported late: few calls have a bar.

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task, files = progress.add_task("predicting", total=n_files), set()
        for item in items:
            files.add(item["file"])
            progress.update(task, completed=len(files))
            yield item


def _print(items: Sequence[Item]) -> None:
    columns = list(dict.fromkeys(name for item in items for name in item))
    print_table(columns, [[item.get(name) for name in columns] for item in items])


def _place_of(batch: Batch, pointer: str) -> str:
    """Return the file that a pointer into a request is about, and what in it."""
    found = re.match(r"(?:/inputs|/images)?/(\d+)(/.*)?$", pointer)
    if found is None:
        return pointer or batch.files[0]
    return f"{batch.place_of(int(found[1]))}{f' at {found[2]}' if found[2] else ''}"
