"""Send every case of a folder to a service that is started for it, and print what came of each: `make cases CASES=folder`."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import yaml

from tests.acceptance.service import Service, embedded
from tests.cases.judging import Judged, Verdict, judged
from tests.cases.sending import Sender

#: What is right for each case.
EXPECTED = Path(__file__).with_name("expected.yaml")
_COMMAND = "make cases CASES=FOLDER [ONLY=ID,...], where FOLDER has cases.yaml and make_cases.py"


def main(folder: str = "", only: str = "") -> int:
    """Run the cases; return 1 if any has another verdict than usable or refused clearly."""
    cases = Path(folder)
    if not folder or not (cases / "cases.yaml").is_file():
        click.echo(f"usage: {_COMMAND}")
        return 2
    listed = yaml.safe_load((cases / "cases.yaml").read_text())
    with TemporaryDirectory() as temporary:
        files = Path(temporary) / "files"
        subprocess.run([sys.executable, str(cases / "make_cases.py"), str(files)], check=True)
        with embedded(Path(temporary) / "data") as (service, _):
            found = _run(service, files, listed, set(filter(None, only.split(","))))
    return _printed(found)


def _run(service: Service, files: Path, listed: dict[str, Any], only: set[str]) -> dict[str, Judged]:
    expected = yaml.safe_load(EXPECTED.read_text())
    sender = Sender(service, files, listed["specs"])
    for name, base in listed["bases"].items():
        answers = sender.answers(f"base-{name}", [{"upload": base["file"]}, {"job": base["spec"], **base}])
        assert answers[1].body["state"] == "succeeded", answers[1].text
        sender.bases[name] = answers[1].body["model"]
    found = {}
    for case in listed["cases"]:
        if only and case["id"] not in only:
            continue
        found[case["id"]] = _judged(sender, case, expected.get(case["id"], {}))
        click.echo(f"{case['id']:<20} {found[case['id']].verdict:<16} {found[case['id']].why}")
    return found


def _judged(sender: Sender, case: dict[str, Any], wanted: dict[str, Any]) -> Judged:
    """Judge a case as it is; where it is told what settles it, also settled."""
    first = judged(sender.answers(case["id"], case["send"]), wanted)
    settled = wanted.get("settled")
    if settled is None or first.verdict not in (Verdict.USABLE, Verdict.REFUSED):
        return first
    return judged(sender.answers(f"{case['id']}-settled", case["send"], settled), settled)


def _printed(found: dict[str, Judged]) -> int:
    counts = Counter(each.verdict for each in found.values())
    click.echo(f"{', '.join(f'{counts[verdict]} {verdict}' for verdict in Verdict)} of {len(found)}")
    return int(any(counts[verdict] for verdict in (Verdict.UNCLEAR, Verdict.WRONG, Verdict.LATE)))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
