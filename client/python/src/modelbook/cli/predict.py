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

from modelbook.cli.connection import as_json, completing, connected, model_names
from modelbook.cli.failures import with_faults
from modelbook.cli.inputs import Batch, batches, paths_of
from modelbook.cli.output import json_text, print_json, print_table
from modelbook.errors import APIError, InputError

if TYPE_CHECKING:
    from modelbook import Client
    from modelbook._calls import Body

#: Number of files from which a bar is shown.
_MANY = 65
Item = dict[str, Any]


@click.command()
@click.argument("ref", metavar="MODEL", shell_complete=completing(model_names))
@click.argument("words", metavar="FILE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--probabilities", type=click.Choice(("none", "top3", "all")), help="Class probabilities of each prediction, of a classifier.")
@click.option("--method", metavar="NAME", help="Method that gives the predictions, for example predict_proba or transform.")
@click.option("--unknown", type=click.Choice(("refuse", "drop", "replace")), help="For text models, what becomes of unknown symbols.")
@as_json
@click.option("--json-lines", is_flag=True, help="Print a JSON object for each prediction, as soon as it is there.")
@connected
def predict(client: Client, ref: str, words: tuple[str, ...], as_json: bool, json_lines: bool, **options: str | None) -> None:
    """Predict on files: images, .csv, .npy, .npz, JSON (a list, or an input a line) or .txt; on folders, patterns, or - for standard input.

    \b
    modelbook predict digits *.png
    modelbook predict digits scans/ --probabilities top3 --json | jq '.predictions[].label'
    echo '[[5.1, 3.5, 1.4, 0.2]]' | modelbook predict irises -
    """
    paths = paths_of(words)
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


def _items(client: Client, ref: str, found: Iterator[Batch], options: dict[str, str | None], answers: list[dict[str, Any]]) -> Iterator[Item]:
    """Yield the predictions with the names of their files. Answers are noted without their predictions."""
    for batch in found:
        try:
            answer = _predicted(client, ref, batch, options)
        except APIError as error:
            if not error.errors:
                raise
            raise click.ClickException(with_faults(error, partial(_place_of, batch))) from error
        except InputError as error:
            raise click.ClickException(f"{batch.files[0]}: {error}") from error
        predictions = answer.pop("predictions")
        if not answers:
            answers.append(answer)
        for index, prediction in enumerate(predictions):
            yield _item(batch, index, prediction)


def _predicted(client: Client, ref: str, batch: Batch, options: dict[str, str | None]) -> dict[str, Any]:
    """Return the answer to a batch, as the service gave it."""
    from modelbook._calls import Call
    from modelbook._operations import PREDICT_INPUTS  # Imported late, as the client is.

    body = _body(batch)
    answer: dict[str, Any] = json.loads(client._http.content(Call(PREDICT_INPUTS, {"ref": ref}, options, body=body)))
    return answer


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
