"""The audit of what the images hold: `make audit` writes SBOMs, a table of licences and known weaknesses to build/audit."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.supply.licences import Licence, licences_of

ROOT = Path(__file__).parents[2]
#: Folder of what is written.
FOLDER = ROOT / "build" / "audit"
#: Environment of the tools, made from requirements/audit.lock.
TOOLS = ROOT / ".venv-audit" / "bin"
#: The lock files, each of which is the content of an image.
LOCKS = {name: ROOT / "requirements" / f"{name}.lock" for name in ("api", "worker")}


def main() -> int:
    """Write everything, print a line for each part, and return 1 if a licence or a weakness is to be settled."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = licences_of(LOCKS.values())
    faults = [fault for licence in found if (fault := licence.fault())]
    (FOLDER / "licences.md").write_text(table_of(found), encoding="utf-8")
    say(f"licences: {len(found)} packages, {len(faults)} not accepted", *faults)
    for name, lock in LOCKS.items():
        bom = with_licences(bill_of(lock), found)
        (FOLDER / f"sbom-{name}.json").write_text(json.dumps(bom, indent=2) + "\n", encoding="utf-8")
        say(f"SBOM of {name}: {len(bom['components'])} components, CycloneDX {bom['specVersion']}")
        faults += weaknesses_of(name, lock)
    return 1 if faults else 0


def table_of(found: list[Licence]) -> str:
    """Return a table in Markdown of the licences."""
    rows = [f"| {licence.package} | {licence.version} | {licence.expression} |" for licence in found]
    return "\n".join(["| package | version | licence |", "|---|---|---|", *rows, ""])


def bill_of(lock: Path) -> dict[str, Any]:
    """Return the CycloneDX bill of materials of a lock file, with the hashes of every file; equal for equal locks."""
    project = ROOT / "pyproject.toml"
    done = run("cyclonedx-py", "requirements", lock, "--pyproject", project, "--output-reproducible", "--of", "JSON")
    if done.returncode != 0:
        raise SystemExit(f"Error: no SBOM of {lock.name}: {done.stderr}")
    bill: dict[str, Any] = json.loads(done.stdout)
    return bill


def with_licences(bill: dict[str, Any], found: list[Licence]) -> dict[str, Any]:
    """Return a bill of materials whose components have their licences; those of packages for other platforms are not known here."""
    known = {(licence.package, licence.version): licence.expression for licence in found}
    for component in bill["components"]:
        component.pop("description", None)  # The line of the lock file again.
        if expression := known.get((component["name"], component["version"])):
            component["licenses"] = [{"expression": expression}]
    return bill


def weaknesses_of(name: str, lock: Path) -> list[str]:
    """Print and return the known weaknesses of a lock file; without a service to ask, say so and return none."""
    report = FOLDER / f"weaknesses-{name}.json"
    report.unlink(missing_ok=True)
    done = run("pip-audit", "--disable-pip", "--no-deps", "-r", lock, "-f", "json", "-o", report, "--progress-spinner", "off", "--timeout", "10")
    packages = json.loads(report.read_text(encoding="utf-8"))["dependencies"] if report.is_file() else []
    asked = [package for package in packages if "vulns" in package]
    if not asked:
        report.unlink(missing_ok=True)
        reason = (done.stderr.strip().splitlines() or ["no answer"])[-1] if not packages else "no answer for any package"
        say(f"weaknesses of {name}: not checked by pip-audit, whose service is pypi.org: {reason}")
        return []
    faults = [f"{one['name']} {one['version']}: {weakness['id']}" for one in asked for weakness in one["vulns"]]
    say(f"weaknesses of {name}: {len(asked)} of {len(packages)} packages checked, {len(faults)} weaknesses", *faults)
    return faults


def run(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of the tools to its end."""
    return subprocess.run([TOOLS / tool, *arguments], capture_output=True, text=True, timeout=600, check=False)


def say(*lines: str) -> None:
    """Print lines."""
    sys.stdout.write("\n  ".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
