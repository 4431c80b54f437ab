"""The trainer's page on a screen, to a screen reader, and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from toc_training.content import load_course
from toc_training.trainer_page import trainer_files
from trainer_content import small_page

ROOT = Path(__file__).parents[2]
A4 = (595, 842)  # points
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def opened(page: Page, which: str) -> list[str]:
    """Show a page, and return what it asked the network for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    if which == "small":
        page.set_content(small_page())
    else:
        made = trainer_files(ROOT, load_course(ROOT))
        page.set_content(made["instructor/12-border-management.html"].decode())
    return [url for url in asked if not url.startswith("data:")]


@pytest.mark.parametrize("which", ["small", "real"])
@pytest.mark.parametrize("width", [320, 900])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page, which: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 800})
    assert opened(page, which) == []
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    assert [rule["id"] for rule in found["violations"]] == []
    assert "color-contrast" in {rule["id"] for rule in found["passes"]}
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.documentElement.lang") == "en"


def test_on_paper_sections_begin_a_page_and_no_question_is_torn(page: Page) -> None:
    opened(page, "small")
    page.emulate_media(media="print")
    style = "(all, name) => [...new Set(all.map((e) => getComputedStyle(e)[name]))]"
    for parts in (".item", ".measure", ".strip", "figure", "tr", "p"):
        assert page.locator(parts).evaluate_all(style, "breakInside") == ["avoid"]
    assert page.locator("section").evaluate_all(style, "breakBefore") == ["page"]
    assert page.locator("h2,h3,h4").evaluate_all(style, "breakAfter") == ["avoid"]
    assert page.locator("section.handout").evaluate_all(style, "page") == ["handout"]
    smallest = "(all) => Math.min(...all.map((e) => parseFloat(getComputedStyle(e).fontSize)))"
    assert page.locator("body :not(style)").evaluate_all(smallest) * 72 / 96 > 9.99


def test_a_page_can_be_printed_whole(page: Page) -> None:
    opened(page, "small")
    sheets = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheets)
    assert len(boxes) >= 9  # how many the questions take depends on the fonts
    assert {(round(float(wide)), round(float(high))) for wide, high in boxes} == {A4}
