"""The forms of a card: nothing that a user typed is markup; and the limits that figures show."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from models.artifact.golden import Golden
from models.artifact.signature import Signature
from models.evaluation.record import Evaluation, PartName, record_of
from service.deps import Parts
from service.model_card.as_html import html_of
from service.model_card.as_markdown import markdown_of
from service.model_card.baselines import baselines
from service.model_card.blocks import Block, Card, Code, Figure, Figures, Items, Prose, Section, Table
from service.model_card.figures import figures
from service.model_card.limits import limits
from service.model_card.made_from import data
from service.model_card.subject import Subject
from service.recorded import Recorded
from service.store.rows import Version
from tests.integration.given import new_version

#: What somebody may have called a column or a class.
HOSTILE = (
    "<script>alert(1)</script>",
    "[here](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "<img src=x onerror=alert(1)>",
    "`code` *bold* _under_ ~~gone~~",
    "a | b | c",
    "# heading",
    "1. first",
    "- item",
    "+ item",
    "> quoted",
    "https://evil.example and www.evil.example and a@evil.example",
    "&lt;b&gt; &#35;",
    "\\`tick\\`",
    "```json",
    "---",
    "[x]: https://evil.example",
)
#: What Markdown consists of here.
PLAIN = {
    *("heading_open", "heading_close", "inline", "text", "text_special", "paragraph_open", "paragraph_close", "fence", "softbreak"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "table_open", "table_close"),
    *("thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
}
READER = MarkdownIt("commonmark", {"linkify": False}).enable("table").enable("strikethrough")


def card_with(text: str) -> Card:
    """Return a card that has a text in each of its blocks."""
    blocks: list[Block] = [Prose(text), Items([text, text]), Table((text, "b"), [(text, text)]), Code(text)]
    return Card(text, [Section(text, blocks)])


def tokens(text: str) -> Iterator[Token]:
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


class Tags(HTMLParser):
    """Collects the tags of a page and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Any]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_of_a_user_is_no_markup_in_markdown(text: str) -> None:
    found = list(tokens(markdown_of(card_with(text))))
    assert {token.type for token in found} <= PLAIN
    counts = [sum(token.type == name for token in found) for name in ("heading_open", "list_item_open", "td_open", "fence")]
    assert counts == [2, 2, 2, 1]


@pytest.mark.parametrize("text", [text for text in HOSTILE if "evil" in text])
def test_no_address_is_written_so_that_readers_make_a_link_of_it(text: str) -> None:
    prose = markdown_of(Card("x", [Section("y", [Prose(text)])]))
    assert not re.search(r"https?://|www\.|\w@\w", prose)


@given(st.text(max_size=60))
def test_no_text_is_markup_in_markdown(text: str) -> None:
    assert {token.type for token in tokens(markdown_of(card_with(f"x{text}")))} <= PLAIN | {"hardbreak"}


@given(st.sampled_from(HOSTILE) | st.text(max_size=60))
def test_no_text_is_a_tag_in_a_page(text: str) -> None:
    page = Tags(html_of(card_with(text)))
    assert {tag for tag, _ in page.tags} <= {"h2", "p", "ul", "li", "table", "tr", "th", "td", "pre"}
    assert not any(attributes for _, attributes in page.tags)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_shows_a_text_as_it_is(text: str) -> None:
    assert "".join(Tags(html_of(card_with(text))).texts).count(text) == 8


def figures_with(text: str) -> Card:
    return Card("x", [Section("y", [Figures([Figure(text, text, "/v1/models/m@1/plots/loss.svg")])])])


@given(st.sampled_from(HOSTILE) | st.text(max_size=60))
def test_texts_of_a_figure_are_no_markup_beside_its_link(text: str) -> None:
    found = list(tokens(markdown_of(figures_with(f"x{text}"))))
    assert [token.attrs["href"] for token in found if token.type == "link_open"] == ["/v1/models/m@1/plots/loss.svg"]
    assert {token.type for token in found} <= PLAIN | {"hardbreak", "link_open", "link_close"}


@given(st.sampled_from(HOSTILE) | st.text(max_size=60))
def test_a_page_loads_nothing_but_the_address_of_a_figure(text: str) -> None:
    page = Tags(html_of(figures_with(text)))
    assert [tag for tag, _ in page.tags] == ["h2", "figure", "img", "figcaption"]
    [attributes] = [dict(attributes) for tag, attributes in page.tags if tag == "img"]
    assert (attributes["src"], set(attributes)) == ("/v1/models/m@1/plots/loss.svg", {"src", "alt", "loading"})


def report(accuracy: float, supports: dict[str, int], recall: float = 1.0, **more: Any) -> dict[str, Any]:
    classes = [
        {"label": label, "precision": 1.0, "recall": recall, "f1": 1.0, "support": count, "roc": None, "precision_recall": None}
        for label, count in supports.items()
    ]
    fields = {"log_loss": None, "n_unseen": 0, "macro_average": {"precision": 1, "recall": 1, "f1": 1}, "confusion_matrix": None}
    fields |= {"n_misclassified": 0, "misclassified": [], "calibration": None, "labels": list(supports)}
    return {**fields, "accuracy": accuracy, "classes": classes, **more}


def classified(accuracy: float, supports: dict[str, int], part: PartName = "test", **more: Any) -> Evaluation:
    return record_of("classification", part, sum(supports.values()), classification=report(accuracy, supports, **more))


def valued(rmse: float, r2: float) -> Evaluation:
    return record_of("regression", "test", 200, regression={"rmse": rmse, "mae": rmse, "r2": r2, "residuals": []})


def forecast(ratio: float) -> Evaluation:
    naive = {"rmse": 2.0, "mae": 1.0, "ratio": ratio, "period": 1, "n_samples": 50}
    fields = {"rmse": 2.0 * ratio, "mae": 1.0, "r2": 0.5, "residuals": []}
    return record_of("forecasting", "test", 200, regression=fields, naive={"last_value": naive, "last_season": None, "note": None})


@pytest.mark.parametrize(
    ("evaluation", "expected"),
    [
        (classified(0.9, {"a": 80, "b": 20}), (0.8, 0.9, True)),
        (classified(0.8, {"a": 80, "b": 20}), (0.8, 0.8, False)),
        (valued(3.0, 0.75), (6.0, 3.0, True)),
        (valued(3.0, -0.44), (2.5, 3.0, False)),
        (forecast(0.5), (2.0, 1.0, True)),
        (forecast(1.5), (2.0, 3.0, False)),
    ],
)
def test_a_guess_without_a_model_is_known_from_the_evaluation(evaluation: Evaluation, expected: tuple[float, float, bool]) -> None:
    (found,) = baselines(evaluation)
    assert (found.reached, found.own, found.is_beaten) == (pytest.approx(expected[0]), pytest.approx(expected[1]), expected[2])


def test_figures_that_were_not_made_yet_are_not_waited_for() -> None:
    section = figures(subject())
    assert section is not None
    assert section.blocks == [Prose("They were not made yet. They are once their list is asked for: GET /v1/models/m@1/plots.")]
    assert figures(replace(subject(), figures=[])) is None


def subject(*evaluations: Evaluation, n_train: int = 500, history: list[dict[str, Any]] | None = None) -> Subject:
    parts = {"train": {"n_samples": n_train, "sha256": "a"}, "test": {"n_samples": 200, "sha256": "b"}}
    by_output = dict(zip(("outputs",), evaluations, strict=False))
    recorded = Recorded(by_output, Signature({}, {}), {}, history or [], {"parts": parts}, Golden({"inputs": np.zeros((5, 1))}, {}))
    row = {**vars(new_version()), "owner": "ann", "model": "m", "job_id": "j", "version": 1, "created_at": 0.0, "tags": [], "note": ""}
    return Subject(Version(**row), recorded, {}, [], None, cast(Parts, None), "/v1/models/m@1/plots", None)


RISING = [{"epoch": epoch, "loss": 1.0 / epoch, "val_loss": 0.5 if epoch == 1 else 0.5 + 0.1 * epoch} for epoch in range(1, 7)]
EVEN = {"a": 100, "b": 100}


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (subject(classified(0.9, EVEN), n_train=50), "Few data: the train part has 50 samples"),
        (subject(), "It was not evaluated"),
        (subject(classified(0.9, EVEN, part="train")), "There is no test part: the figures are of the samples that it was trained on"),
        (subject(classified(0.9, EVEN, part="validation")), "There is no test part: the figures are of the validation part"),
        (subject(classified(0.9, EVEN), history=RISING), "Overfitting: after epoch 1 the validation loss rises from 0.5 to 1.1"),
        (subject(classified(0.99, {"a": 180, "b": 20})), "Unequal classes: in the test part from 20 to 180 samples"),
        (subject(classified(0.99, {"a": 30, "b": 7})), "Classes with fewer than 10 samples in the test part, of which little is known: b."),
        (subject(classified(0.9, EVEN, recall=0.4)), "Classes of which it finds fewer than half: a, b."),
        (subject(classified(0.9, EVEN, n_unseen=3)), "3 samples of the test part are of classes that it has not learned."),
        (subject(classified(0.9, EVEN, calibration={"expected_error": 0.2, "bins": []})), "Its probabilities differ from the frequencies by 0.2"),
        (subject(classified(0.5, EVEN)), "It is no better than always the most frequent class: accuracy 0.5 against 0.5."),
        (subject(forecast(1.5)), "It is no better than the last value again: rmse 3 against 2."),
    ],
)
def test_a_limit_is_named_where_the_records_show_it(about: Subject, expected: str) -> None:
    (items,) = limits(about).blocks
    assert isinstance(items, Items)
    assert [text for text in items.texts if text.startswith(expected)], items.texts


def test_a_sound_model_has_only_the_limit_that_all_have() -> None:
    (items,) = limits(replace(subject(classified(0.9, EVEN)))).blocks
    assert cast(Items, items).texts == ["It was tested on data of the same source only: on other data it may be worse."]


@pytest.mark.parametrize("golden", ["real", "synthetic"])
@pytest.mark.parametrize(
    ("steps", "keeper"),
    [
        ([{"estimator": "StandardScaler"}, {"estimator": "Ridge"}], None),
        ([{"estimator": "StandardScaler"}, {"estimator": "KNeighborsClassifier", "params": {}}], "KNeighborsClassifier"),
        ([{"estimator": "AdaBoostClassifier", "params": {"estimator": {"estimator": "SVC"}}}], "SVC"),
    ],
)
def test_a_card_promises_no_samples_in_the_file_only_where_neither_examples_nor_estimators_are_such(
    steps: list[dict[str, Any]], keeper: str | None, golden: str
) -> None:
    about = subject()
    spec = {"data": {"source": "iris"}, "model": {"kind": "sklearn", "steps": steps}}
    version = replace(about.version, provenance={"golden": golden})
    section = data(replace(about, recorded=replace(about.recorded, spec=spec), version=version))
    assert section is not None
    said = [block.text for block in section.blocks if isinstance(block, Prose)]
    assert any("holds no samples of the data" in text for text in said) == (keeper is None and golden == "synthetic")
    assert [text.split()[0] for text in said if "predicts by samples" in text] == ([keeper] if keeper else [])
