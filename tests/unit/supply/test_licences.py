"""Every locked package has an accepted licence, and one without is named."""

from email.message import Message

import pytest

from tests.supply.audit import LOCKS, with_licences
from tests.supply.licences import Licence, expression_of, licences_of


def package(**fields: str) -> Message:
    found = Message()
    for name, value in {"Name": "parts", "Version": "1.0", **fields}.items():
        found[name.replace("_", "-")] = value
    return found


def test_every_locked_package_has_an_accepted_licence() -> None:
    found = licences_of(LOCKS.values())
    assert [fault for licence in found if (fault := licence.fault())] == []
    assert {"fastapi", "tensorflow"} <= {licence.package for licence in found}


@pytest.mark.parametrize(
    ("fields", "expression"),
    [
        ({"License_Expression": "MIT AND (Apache-2.0 OR 0BSD)", "License": "other"}, "MIT AND (Apache-2.0 OR 0BSD)"),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, "BSD-3-Clause"),
        ({"License": "Apache License 2.0"}, "Apache-2.0"),
        ({"License": "A text\nof several lines"}, ""),
        ({}, ""),
    ],
)
def test_a_licence_is_read_from_what_the_metadata_has(fields: dict[str, str], expression: str) -> None:
    assert expression_of(package(**fields)) == expression


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("MIT AND (Apache-2.0 OR 0BSD)", None),
        ("MIT OR GPL-3.0-only", "parts 1.0: expected accepted licences, got GPL-3.0-only"),
        ("Free-for-home-use", "parts 1.0: expected accepted licences, got Free-for-home-use"),
        ("", "parts 1.0: expected a licence in its metadata, got none"),
    ],
)
def test_a_licence_that_is_not_accepted_is_named_with_its_package(expression: str, said: str | None) -> None:
    fault = Licence("parts", "1.0", expression).fault()
    assert (fault is None) if said is None else (fault or "").startswith(said)


def test_components_of_a_bill_get_the_licences_of_their_versions() -> None:
    bill = {"components": [{"name": "parts", "version": "1.0", "description": "a line"}, {"name": "parts", "version": "2.0"}]}
    named = with_licences(bill, [Licence("parts", "1.0", "MIT")])
    assert named["components"] == [{"name": "parts", "version": "1.0", "licenses": [{"expression": "MIT"}]}, {"name": "parts", "version": "2.0"}]
