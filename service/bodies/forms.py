"""Forms with files: a table of the fields, by which the form is both read and described."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from models.core.errors import Fault
from models.core.faults import did_you_mean, pointer_of, quote
from models.serving.decoding import FILE
from service.bodies.content import BYTES, Bounds, read_form
from service.errors import Invalid

#: Schema of a file in a form. Some generators know a file by its format, others by its content type.
FORM_FILE = {**FILE, "contentMediaType": BYTES}


class Holds(Enum):
    """What a field of a form holds."""

    TEXT = "text"
    FILE = "a file"
    EITHER = "text or a file"


@dataclass(frozen=True)
class FormField:
    """A field of a form.

    Args:
        name: Its name.
        description: What is in it, for callers.
        holds: What it holds.
        is_required: Whether it may not be left out.
        choices: The texts that it may have; all when empty.
        pattern: Regular expression that all of its text has to match.
        max_length: Longest text, in characters.
        takes_several: Whether it may be given several times.
    """

    name: str
    description: str
    holds: Holds = Holds.TEXT
    is_required: bool = False
    choices: tuple[str, ...] = ()
    pattern: str | None = None
    max_length: int | None = None
    takes_several: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        if self.takes_several:
            return {"type": "array", "items": FORM_FILE, "description": self.description}
        if self.holds is Holds.FILE:
            return {**FORM_FILE, "description": self.description}
        rules = {"enum": list(self.choices) or None, "pattern": self.pattern, "maxLength": self.max_length}
        return {"type": "string", **{rule: value for rule, value in rules.items() if value is not None}, "description": self.description}

    def fault(self, values: list[UploadFile | str]) -> Fault | None:
        """Return what is wrong with the values of the field; None if nothing is."""
        detail = self._detail(values)
        return Fault(pointer_of([self.name]), detail) if detail else None

    def _detail(self, values: list[UploadFile | str]) -> str | None:
        if len(values) > 1 and not self.takes_several:
            return f"expected one value, got {len(values)}"
        if not values:
            return f"expected {self.holds.value}, got none" if self.is_required else None
        if isinstance(values[0], UploadFile):
            return "expected text, got a file" if self.holds is Holds.TEXT else None
        return "expected a file with a name, got a text field" if self.holds is Holds.FILE else self._text_detail(values[0])

    def _text_detail(self, text: str) -> str | None:
        if self.choices and text not in self.choices:
            return f"expected one of {', '.join(self.choices)}, got {quote(text)}{did_you_mean(text, self.choices)}"
        if self.max_length is not None and len(text) > self.max_length:
            return f"expected at most {self.max_length:,} characters, got {len(text):,}"
        # `$` of Python's `re` would also match before a newline at the end.
        if self.pattern is not None and re.fullmatch(self.pattern.removesuffix("$"), text) is None:
            return f"expected text of the form {self.pattern}, got {quote(text)}"
        return None


@dataclass(frozen=True)
class Form:
    """A form.

    Args:
        name: Name of its schema.
        description: What it is, in a sentence.
        fields: Its fields.
        field_bytes: Longest text field, in bytes.
        example: The fields of an example, of a file its text; None where a file is not text.
    """

    name: str
    description: str
    fields: tuple[FormField, ...]
    field_bytes: int
    example: dict[str, str] | None = field(default=None, hash=False)

    @property
    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        required = [field.name for field in self.fields if field.is_required]
        properties = {field.name: field.schema for field in self.fields}
        return {"type": "object", "description": self.description, "required": required, "properties": properties}

    async def read(self, request: Request, max_bytes: int, folder: Path | None = None) -> FormData:
        """Read a form; its files are written to disk while they are received.

        Args:
            request: The request.
            max_bytes: Largest body.
            folder: Where its files are written; a place for temporary files when left out.

        Raises:
            UnsupportedMedia, TooLarge, Malformed: It is not a form within the bounds.
        """
        n_files = sum(field.holds is not Holds.TEXT for field in self.fields)
        return await read_form(request, Bounds(max_bytes, n_files, len(self.fields), self.field_bytes), folder)

    def faults(self, form: FormData) -> Iterator[Fault]:
        """Yield the faults of a form by its table."""
        names = [field.name for field in self.fields]
        for name in form:
            if name not in names:
                detail = f"expected one of the fields {', '.join(names)}, got {quote(name)}{did_you_mean(name, names)}"
                yield Fault(pointer_of([name]), detail)
        for known in self.fields:
            fault = known.fault(form.getlist(known.name))
            if fault is not None:
                yield fault


def require_sound(form: Form, data: FormData, *more: Fault) -> None:
    """Require a form that its table allows.

    Args:
        form: The table.
        data: The form.
        more: Faults that were found otherwise.

    Raises:
        Invalid: It has faults.
    """
    faults = [*form.faults(data), *more]
    if faults:
        raise Invalid.of(faults)


#: Form of a prediction on images. Its reader takes files under any name, as callers have sent them under several.
IMAGES_FORM = Form(
    "ImagesForm",
    "Files of images to predict on.",
    (FormField("images", "One file for each sample.", Holds.FILE, is_required=True, takes_several=True),),
    field_bytes=0,
)
