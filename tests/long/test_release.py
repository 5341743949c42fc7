"""What `make release` builds from a commit: both distributions, as wheels that are equal wherever they are built, and as sdists."""

from pathlib import Path

from tests.supply.audit import ROOT
from tests.supply.release import build, versions_in


def test_a_commit_is_built_into_wheels_and_sdists_and_the_wheels_again_into_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
        build(ROOT, folder)
    version = versions_in(ROOT)["pyproject.toml"]
    wheels = [f"{name}-{version}-py3-none-any.whl" for name in ("modelbook", "modelbook_client")]
    assert {path.name for path in folders[0].iterdir()} == {*wheels, f"modelbook-{version}.tar.gz", f"modelbook_client-{version}.tar.gz"}
    assert [name for name in wheels if (folders[0] / name).read_bytes() != (folders[1] / name).read_bytes()] == []
