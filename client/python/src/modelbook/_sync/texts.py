# Written from _async/texts.py by client/python/tools/generate.py; do not edit.
"""Texts that come while a model generates them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from modelbook._sync.following import messages
from modelbook._sync.http import Http, closing
from modelbook._calls import Call
from modelbook.errors import APIConnectionError, ModelbookError


class TextStream:
    """A text, piece by piece: iterate over it.

    Args:
        http: The connection.
        call: The request for it.

    Attributes:
        start: What the server says before the text: the seed, its window, `seed_number`, and more; empty until the first piece has come.
        text: The text so far.
    """

    def __init__(self, http: Http, call: Call) -> None:
        self._http, self._call = http, call
        self.start: dict[str, Any] = {}
        self.text = ""

    def __iter__(self) -> Iterator[str]:
        """Yield the letters or words as they come.

        Raises:
            APIConnectionError: The connection was lost before the end.
            ModelbookError: The model failed.
        """
        self.text = ""
        with closing(messages(self._http, self._call)) as found:
            for message in found:
                data = json.loads(message.data)
                if message.event == "start":
                    self.start = data
                elif message.event == "symbol":
                    self.text += data["text"]
                    yield data["text"]
                elif message.event == "error":
                    raise ModelbookError(f"the text ended early: {data['detail']}")
                elif message.event == "end":
                    return
        raise APIConnectionError("the text ended early: the server is stopping, or a proxy has ended the stream")
