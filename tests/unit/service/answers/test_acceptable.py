"""The form of an answer is chosen by the weights of the Accept header."""

import pytest

from service.answers.acceptable import acceptable
from service.answers.forms import FORMS, wanted_forms
from service.errors import NotAcceptable

OFFERED = ("application/json", "application/x-ndjson", "text/csv", "application/x-npy")


@pytest.mark.parametrize(
    ("accept", "first"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/csv; charset=utf-8", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv, */*", "text/csv"),
        ("text/csv, */*;q=0.1", "text/csv"),
        ("application/json, text/plain, */*", "application/json"),
        ("text/csv, application/json", "application/json"),
        ("text/csv;q=0.5, application/json;q=0.4", "text/csv"),
        ("text/csv;q=0.4, application/json;q=0.5", "application/json"),
        ("text/csv ; q=0.4 , application/x-npy ; q=0.9", "application/x-npy"),
        ("application/*;q=0.9, application/json;q=0.1", "application/x-ndjson"),
        ("application/json;q=0, */*", "application/x-ndjson"),
        ("text/csv;q=much, application/x-npy;q=0.1", "application/x-npy"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "application/json"),
    ],
)
def test_the_preferred_form_comes_first(accept: str, first: str) -> None:
    assert acceptable(accept, OFFERED)[0] == first


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "*/*;q=0", "application/problem+json", "json"])
def test_what_is_not_offered_is_not_acceptable(accept: str) -> None:
    assert acceptable(accept, OFFERED) == ()
    with pytest.raises(NotAcceptable, match=r"application/json, application/x-ndjson, text/csv, application/x-npy"):
        wanted_forms(accept)


def test_the_forms_that_follow_are_those_accepted_as_well() -> None:
    assert acceptable("application/x-npy, application/json;q=0.5", OFFERED) == ("application/x-npy", "application/json")
    assert tuple(FORMS) == OFFERED
