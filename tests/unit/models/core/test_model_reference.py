"""References to models: name, name@version, name:alias, with the owner before them."""

import pytest

from models.core.model_reference import ModelReference, alias_fault, bare_name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("digits", (None, "digits", None, None)),
        ("digits@3", (None, "digits", 3, None)),
        ("digits:champion", (None, "digits", None, "champion")),
        ("ann/digits", ("ann", "digits", None, None)),
        ("ann/digits@12", ("ann", "digits", 12, None)),
        ("ann/digits:a.b-c_9", ("ann", "digits", None, "a.b-c_9")),
    ],
)
def test_a_reference_has_its_parts(text: str, parts: tuple[str | None, str, int | None, str | None]) -> None:
    found = ModelReference.of(text)
    assert found is not None
    assert (found.owner, found.name, found.version, found.alias) == parts
    assert found.is_name is (parts[2] is None and parts[3] is None)
    assert bare_name(text) == ("ann/digits" if parts[0] else "digits")


@pytest.mark.parametrize("text", ["", "@1", ":a", "digits@", "digits@0", "digits@01", "digits:", "digits@1:a", "digits:a@1", "a/b/c", "digits:a:b"])
def test_another_text_is_no_reference(text: str) -> None:
    assert ModelReference.of(text) is None


@pytest.mark.parametrize("alias", ["champion", "a", "2024-best", "v2", "a" * 63])
def test_a_sound_alias_has_no_fault(alias: str) -> None:
    assert alias_fault(alias) is None


@pytest.mark.parametrize(
    ("alias", "reason"),
    [
        ("latest", "newest version"),
        ("12", "digits alone"),
        ("Champion", "small letters"),
        ("", "1 to 63"),
        ("a" * 64, "1 to 63"),
        ("a b", "small letters"),
        ("a:b", "small letters"),
        ("a@1", "small letters"),
        ("a\n", "small letters"),
        ("\u0663", "small letters"),
    ],
)
def test_a_text_that_is_no_alias_is_refused_with_the_reason(alias: str, reason: str) -> None:
    assert reason in (alias_fault(alias) or "")
