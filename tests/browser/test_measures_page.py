"""The measures explorer in a plain page: filters, marks, both themes, a narrow screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from plain_page import PlainPage, Theme
from playwright.sync_api import Page, expect

from toc_training import record
from toc_training.model import Measure, Place
from toc_training.widgets.measures import MeasuresExplorer

MARKUP = "<b>bold</b><img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOC_TRAINING_HOME", str(tmp_path))
    return tmp_path


def explorer() -> MeasuresExplorer:
    place = Place("modules/12-border-management/measures.yaml", 1)
    return MeasuresExplorer(
        "Border management",
        [
            Measure("6.8-S1", "strategic", "Start at trade", "Door", "Revenue.", "W", "A?", place),
            Measure("6.8-S2", "strategic", "Use Café norms", "Door", MARKUP, "W", "A?", place),
            Measure("6.8-O1", "operational", "Equip bases", "Posts", "Radios.", "W", "A?", place),
            Measure("6.8-O2", "operational", "Patrol jointly", "Posts", "Coast.", "W", "A?", place),
        ],
    )


def titles(page: Page) -> list[str]:
    return page.locator(".toc-measure-title:visible").all_inner_texts()


def test_search_and_filters_say_how_many_are_shown(page: Page) -> None:
    PlainPage(page, explorer())
    count = page.get_by_role("status").filter(has_text="measures shown")
    expect(count).to_have_text("4 of 4 measures shown")
    page.get_by_label("Search the measures").fill("CAFE norm")
    expect(count).to_have_text("1 of 4 measures shown")
    assert titles(page) == ["Use Café norms"]
    page.get_by_label("Kind").select_option(label="Operational")
    expect(page.get_by_role("status").first).to_have_text(
        "No measure matches. Clear the search or a filter."
    )
    page.get_by_role("button", name="Show all measures").click()
    expect(page.get_by_label("Search the measures")).to_be_focused()
    expect(count).to_have_text("4 of 4 measures shown")
    page.get_by_label("Theme").select_option(label="Posts")
    assert titles(page) == ["Equip bases", "Patrol jointly"]


def test_filtering_tells_the_kernel_nothing(page: Page) -> None:
    PlainPage(page, explorer())
    before = page.evaluate("sent.length")
    page.get_by_label("Search the measures").fill("coast")
    page.get_by_label("Kind").select_option(label="Operational")
    page.get_by_text("Patrol jointly").click()
    assert page.evaluate("sent.length") == before


def test_a_mark_by_keyboard_alone_comes_back_after_a_reload(page: Page) -> None:
    widget = explorer()
    plain = PlainPage(page, widget)
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[type=checkbox]')"):
            break
    page.keyboard.press("Space")
    plan = page.get_by_role("region", name="Marked for your plan")
    expect(plan).to_contain_text("Start at trade 6.8-S1")
    expect(page.get_by_role("checkbox", name="For my plan: Start at trade")).to_be_focused()
    plain.reload()
    expect(page.get_by_role("checkbox", name="For my plan: Start at trade")).to_be_checked()
    assert widget.marked == ("6.8-S1",)


def test_a_mark_does_not_close_what_is_read(page: Page) -> None:
    PlainPage(page, explorer())
    page.get_by_text("Equip bases").click()
    page.get_by_role("checkbox").nth(2).check()
    expect(page.get_by_role("region", name="Marked for your plan")).to_contain_text("Equip bases")
    expect(page.get_by_text("Radios.")).to_be_visible()


def test_a_kernel_that_does_not_answer_can_be_asked_again(page: Page) -> None:
    plain = PlainPage(page, explorer())
    plain.kill_kernel()
    box = page.get_by_role("checkbox").first
    box.click()
    expect(page.get_by_text("The course's program has not answered")).to_be_visible()
    expect(box).not_to_be_checked()
    plain.revive_kernel()
    box.click()
    expect(page.get_by_text("The course's program has not answered")).to_have_count(0)
    expect(box).to_be_checked()
    first, second = page.evaluate("sent.filter((m) => m.name === 'mark').map((m) => m.statement)")
    assert first == second
    assert len(record.current().statements()) == 1


def test_marking_twice_is_two_statements(page: Page) -> None:
    PlainPage(page, explorer())
    box = page.get_by_role("checkbox").first
    plan = page.get_by_role("region", name="Marked for your plan")
    for action, told in (
        (box.check, "Start at"),
        (box.uncheck, "Nothing"),
        (box.check, "Start at"),
    ):
        action()
        expect(plan).to_contain_text(told)
    assert len(record.current().statements()) == 3


def test_markup_like_text_stays_text(page: Page) -> None:
    PlainPage(page, explorer())
    page.get_by_text("Use Café norms").click()
    expect(page.get_by_text(MARKUP)).to_be_visible()
    assert page.locator(".toc-widget img, .toc-widget b").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_accessibility_violations(page: Page, theme: Theme) -> None:
    plain = PlainPage(page, explorer(), theme=theme)
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Search the measures").fill("r")
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert plain.violations() == []


def test_a_narrow_screen_needs_no_sideways_scrolling(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    PlainPage(page, explorer())
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert (
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        == 0
    )
    for target in page.locator("summary, label, input[type=search], select").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 18
