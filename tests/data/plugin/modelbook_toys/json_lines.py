"""A body format: one JSON value a line. Source: jsonlines.org."""

import json
from typing import ClassVar

from models.artifact.samples.read import Items
from models.artifact.signature import Signature
from models.serving.decoding import BodyError, BodyFormat
from models.serving.extras import Extras


class JsonLines(BodyFormat):
    """One sample a line, as JSON."""

    name = "json_lines"
    media_types = ("application/jsonl",)
    documented: ClassVar = {"application/jsonl": {"type": "string", "description": "One sample a line, as JSON."}}
    holds_several_inputs = True

    def decode(self, body: bytes, signature: Signature, extras: Extras) -> Items:
        try:
            return [json.loads(line) for line in body.splitlines() if line.strip()]
        except ValueError as error:
            raise BodyError(f"expected a JSON value a line: {error}") from error
