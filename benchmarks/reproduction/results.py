"""The results of a run so far: a file that is replaced after every form, so that a run that was killed goes on."""

import json
from collections.abc import Iterable
from pathlib import Path

from models.catalog.reproduction import FormResult, Machine
from models.core.files import write_atomically


class MachineError(Exception):
    """The folder has results of another machine, or of other versions of libraries."""


class Results:
    """Results by form, in a file.

    Args:
        path: The file; need not exist.
        machine: The machine of this run, which must be that of the results so far.

    Raises:
        MachineError: The results are of another one.
    """

    def __init__(self, path: Path, machine: Machine) -> None:
        self.path, self.machine = path, machine
        stored = json.loads(path.read_bytes()) if path.exists() else {"machine": machine.model_dump(), "forms": []}
        if (earlier := Machine.model_validate(stored["machine"])) != machine:
            raise MachineError(f"{path} has results of another machine: expected {machine}, got {earlier}; use another folder")
        self._by_form = {line["form"]: FormResult.model_validate(line) for line in stored["forms"]}

    def get(self, form: str) -> FormResult | None:
        """Return the result of a form; None if it was not run."""
        return self._by_form.get(form)

    def put(self, result: FormResult) -> None:
        """Store the result of a form."""
        self._by_form[result.form] = result
        content = {"machine": self.machine.model_dump(), "forms": [one.model_dump() for one in self._by_form.values()]}
        write_atomically(self.path, lambda draft: draft.write_text(json.dumps(content, indent=1), encoding="utf-8"))

    def of(self, forms: Iterable[str]) -> list[FormResult]:
        """Return the results of those of some forms that were run."""
        return [self._by_form[form] for form in forms if form in self._by_form]
