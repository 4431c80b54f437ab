"""The trainer's page holds every key and all feedback, and never reaches a trainee."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from quiz_items import EVERY_TYPE, KEYS
from toc_training.content import load_course, load_items, load_measures
from toc_training.grading import grade
from toc_training.lint.notebook import Cell
from toc_training.model import Module
from toc_training.trainer_items import key_of
from toc_training.trainer_lesson import Check, Picture, lesson_of
from toc_training.trainer_page import trainer_files
from toc_training.workspace import Source, course_files, lay_out
from trainer_content import EVIL, ITEMS, MEASURE, PIXEL, small_page

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "trainer-page.html"
PAGE = "instructor/12-x.html"
REAL = "instructor/12-border-management.html"


def written(content: object) -> list[str]:
    """Return every text an author wrote in an item or a measure."""
    if isinstance(content, str):
        return [content]
    if isinstance(content, tuple):
        return [text for part in content for text in written(part)]
    if is_dataclass(content):
        told = (f.name for f in fields(content) if f.name in TOLD)
        return [text for name in told for text in written(getattr(content, name))]
    return []


TOLD = {
    *("prompt", "options", "pairs", "extras", "steps", "categories", "rows", "answers"),
    *("text", "left", "right", "feedback", "otherwise", "unit", "title", "watch", "ask"),
}


def plain(html: str) -> str:
    """Return a page as a reader sees it, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


class Names(HTMLParser):
    """The elements, attributes, ids and links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))


def test_golden(update_golden: bool) -> None:
    page = small_page()
    if update_golden:
        GOLDEN.write_text(page, encoding="utf-8")
    assert page == GOLDEN.read_text(encoding="utf-8")


def real_module() -> Module:
    return load_course(ROOT).module("border-management")


@pytest.fixture(scope="module")
def real() -> str:
    return trainer_files(ROOT, load_course(ROOT))[REAL].decode()


@pytest.mark.parametrize("use", ["small", "real"])
def test_everything_an_author_wrote_is_on_the_page(use: str, real: str) -> None:
    if use == "small":
        page, content = small_page(), (*ITEMS, MEASURE)
    else:
        module = real_module()
        page = real
        content = (*load_items(ROOT, module), *load_measures(ROOT, module))
    seen = plain(page)
    missing = [
        text
        for one in content
        for text in written(one)
        if " ".join(text.replace("*", "").split()) not in seen
    ]
    assert missing == []


def test_every_item_stands_once_with_the_key_that_is_graded_right(real: str) -> None:
    for item in load_items(ROOT, real_module()):
        (article,) = re.findall(
            f'<article class="item" id="item-{item.id}">.*?</article>', real, re.S
        )
        assert (f"Key: {key_of(item)}" in plain(article)) == (item.type != "survey")


@pytest.mark.parametrize(
    ("id_", "key"),
    [
        ("director", "B"),
        ("terms", "A and C"),
        ("finds", "1,200 boxes (± 0.5)"),
        ("obstacles", "1 A, 2 B, 3 C"),
        ("how-common", ""),
    ],
)
def test_the_key_in_letters(id_: str, key: str) -> None:
    (item,) = (item for item in EVERY_TYPE if item.id == id_)
    assert key_of(item) == key
    if key:
        assert grade(item, KEYS[id_]).correct


@pytest.mark.parametrize("id_", ["desk", "shipment"])
def test_the_letters_of_the_key_are_those_of_the_choices(id_: str) -> None:
    (item,) = (item for item in EVERY_TYPE if item.id == id_)
    article = re.search(f'id="item-{id_}".*?</article>', small_page(), re.DOTALL)
    assert article
    choices = re.findall(r'<li dir="auto">(.*?)</li>', article[0])
    right = [pair.right for pair in item.pairs] if item.type == "match" else []
    right = [step.text for step in item.steps] if item.type == "order" else right
    letters = re.findall(r"[A-Z]", key_of(item))
    assert [choices["ABCDEFGH".index(letter)] for letter in letters] == right
    assert choices[: len(right)] != right


def test_items_stand_in_the_order_in_which_the_lesson_asks_them() -> None:
    page = small_page()
    titles = [plain(title) for title in re.findall(r"<h3 id=[^>]*>(.*?)</h3>", page)]
    assert titles == [
        "Before you start",
        "Check 5",
        "Paths figure-six",
        "Checks the lesson does not ask",
        "Knowledge check",
        "Reflection",
        "Review in a week",
    ]
    items = re.findall(r'id="item-([\w-]+)"', page)
    assert items[:4] == ["before", "terms", "director", "finds"]
    assert sorted(items) == sorted(item.id for item in ITEMS)


def test_names_of_checks_are_read_from_the_notebook() -> None:
    def cell(id_: str, source: str) -> Cell:
        return Cell(id_, 1, "code", source, {}, [], None)

    lesson = lesson_of(
        [
            cell("check-4", 'from toc_training import quiz\nquiz("a", "b", name="Check 4a")'),
            cell("check-5", 'toc_training.quiz("c")'),
            cell("figure-1", "not python at all"),
        ]
    )
    assert lesson.checks == (
        Check("Check 4a", "check-4", ("a", "b")),
        Check("Check 5", "check-5", ("c",)),
    )


def test_pictures_come_with_caption_and_without_anything_else(real: str) -> None:
    output = {
        "data": {
            "text/html": f'<figure onclick="x"><img src="{PIXEL}" alt="a &amp; b">{EVIL}'
            "<figcaption>One\n<b>two</b></figcaption></figure>"
        }
    }
    foreign = {"data": {"text/html": '<figure><img src="https://example.org/x.png"></figure>'}}
    lesson = lesson_of([Cell("figure-1", 1, "code", "", {}, [output, foreign], None)])
    assert lesson.pictures == (Picture("figure-1", PIXEL, "a & b", "One two"),)
    assert real.count("<figure>") >= 3


@pytest.mark.parametrize("use", ["small", "real"])
def test_nothing_is_unescaped_and_nothing_is_fetched(use: str, real: str) -> None:
    names = Names(small_page() if use == "small" else real)
    assert not {"script", "iframe", "object", "link", "form", "b", "i"} & set(names.tags)
    assert not {name for name in names.attributes if name.startswith("on")} | (
        names.attributes & {"style"}
    )
    outside = [link for link in names.links if not link.startswith(("#", "data:image/"))]
    assert outside == (["https://example.org/"] if use == "small" else [])
    assert len(names.ids) == len(set(names.ids))
    assert {link[1:] for link in names.links if link[0] == "#"} <= set(names.ids)


@pytest.mark.parametrize("use", ["small", "real"])
def test_headings_skip_no_level(use: str, real: str) -> None:
    levels = Names(small_page() if use == "small" else real).headings
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_title_cannot_leave_the_style_sheet() -> None:
    page = small_page()
    assert page.count("</style>") == 1
    assert page.count("<style>") == 1


def test_only_named_paragraphs_are_explained() -> None:
    page = small_page()
    assert "Bases are connected." in page
    assert "Named nowhere." not in page


def test_only_a_page_break_passes_as_markup() -> None:
    page = small_page()
    assert page.count('<div class="page-break"></div>') == 1
    assert "&lt;iframe" in page
    assert "&lt;b onclick=" in page


def files(*, instructor: bool) -> dict[str, Source]:
    course = load_course(ROOT)
    made: dict[str, Source] = {**course_files(ROOT, course, instructor=instructor)}
    return made | (trainer_files(ROOT, course) if instructor else {})


def test_the_page_is_laid_out_for_trainers_only_and_removed_again(tmp_path: Path) -> None:
    page = tmp_path / REAL
    lay_out(tmp_path, files(instructor=False))
    assert not page.parent.exists()
    assert REAL in lay_out(tmp_path, files(instructor=True)).written
    assert "Right answer." in page.read_text(encoding="utf-8")
    assert lay_out(tmp_path, files(instructor=True)).written == ()
    lay_out(tmp_path, files(instructor=False))
    assert not page.parent.exists()


def test_a_page_a_trainer_wrote_in_stays_and_the_new_one_is_put_beside_it(tmp_path: Path) -> None:
    lay_out(tmp_path, {PAGE: b"one"})
    (tmp_path / PAGE).write_bytes(b"mine")
    (sentence,) = lay_out(tmp_path, {PAGE: b"two"}).sentences
    assert "12-x.new-version.html" in sentence
    assert (tmp_path / PAGE).read_bytes() == b"mine"
    assert (tmp_path / "instructor" / "12-x.new-version.html").read_bytes() == b"two"
