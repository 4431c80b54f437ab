"""The scenario in a plain page: by keyboard alone, in both themes, on a narrow screen."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from plain_page import PlainPage, Theme
from playwright.sync_api import Page, expect

from scenarios import MARKUP, port
from toc_training import record
from toc_training.content import load_scenario
from toc_training.curriculum import find_curriculum
from toc_training.walk import Walk
from toc_training.widgets.scenario import ScenarioWidget


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOC_TRAINING_HOME", str(tmp_path))
    return tmp_path


def container_control() -> ScenarioWidget:
    return ScenarioWidget(load_scenario(find_curriculum(), "8a-container-control"))


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def choose(page: Page, number: int) -> None:
    page.get_by_role("radio").nth(number).check()
    page.get_by_role("button", name="Decide").click()
    page.locator("h4", has_text="what comes of it").wait_for()


def walk_to_the_end(page: Page, number: int = 0) -> None:
    while True:
        choose(page, number)
        last = page.get_by_role("button", name="See where it led")
        if last.count():
            last.click()
            page.get_by_role("img").wait_for()
            return
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Decide").wait_for()


def test_a_walk_by_keyboard_alone(page: Page) -> None:
    widget = container_control()
    PlainPage(page, widget)
    for decision in range(1, 8):
        tab_to(page, "input[type=radio]")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Decide")).to_be_visible()
        tab_to(page, "button.toc-main")
        page.keyboard.press("Enter")
        heading = page.locator("h4", has_text=f"Decision {decision}: what comes of it")
        expect(heading).to_be_focused()
        tab_to(page, "button.toc-main")
        page.keyboard.press("Space")
        if widget.walk.ended:
            break
        expect(page.locator("h4", has_text=f"Decision {decision + 1}")).to_be_focused()
    expect(page.locator("h4", has_text="The end")).to_be_focused()
    assert widget.view["phase"] == "ended"


def test_what_moved_is_spoken(page: Page) -> None:
    PlainPage(page, ScenarioWidget(port()))
    choose(page, 0)
    spoken = page.locator(".toc-hidden[role=status]")
    expect(spoken).to_have_text("Finds +5 up, now 45. Honest trade +5 up, now 100.")


def test_deciding_nothing_is_answered_in_words(page: Page) -> None:
    widget = ScenarioWidget(port())
    PlainPage(page, widget)
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Choose one of the answers first")).to_be_visible()
    expect(page.get_by_role("radio").first).to_be_focused()
    assert widget.walk == Walk(port())


def test_a_double_click_does_not_skip_what_comes_of_it(page: Page) -> None:
    PlainPage(page, ScenarioWidget(port()))
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Decide").dblclick()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()


def test_the_debrief_has_a_chart_and_its_numbers(page: Page) -> None:
    PlainPage(page, ScenarioWidget(port()))
    choose(page, 1)
    page.get_by_role("button", name="See where it led").click()
    chart = page.get_by_role("img")
    expect(chart).to_have_accessible_name(
        "Line chart of the measures at the start and after each of 1 decisions. "
        "Finds from 40 to 55, lowest 40, highest 55. "
        "Honest trade from 95 to 55, lowest 55, highest 95."
    )
    assert len(set(dashes(page))) == 2
    page.get_by_text("The same numbers as a table").click()
    expect(page.get_by_role("row").last).to_have_text("1. First week5555")
    expect(page.get_by_text("[6.8-O3 · box-8a]")).to_be_visible()
    page.get_by_text("The road not taken").click()
    expect(page.get_by_text("It is slow.")).to_be_visible()
    expect(
        page.get_by_text("This scenario has 2 endings. You have seen 1: Full yard.")
    ).to_be_visible()


@pytest.mark.parametrize("width", [320, 900])
def test_the_labels_of_the_chart_stand_apart_and_inside(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    PlainPage(page, container_control())
    walk_to_the_end(page)
    labels = [label.bounding_box() for label in page.locator(".toc-chart-line text").all()]
    boxes = sorted((box for box in labels if box), key=lambda box: box["y"])
    assert len(boxes) == 4
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"] + 3
    chart = page.locator("svg").bounding_box()
    assert chart is not None
    assert max(box["x"] + box["width"] for box in boxes) <= chart["x"] + chart["width"]


def dashes(page: Page) -> list[str | None]:
    lines = page.locator("svg polyline")
    return [lines.nth(n).get_attribute("stroke-dasharray") for n in range(lines.count())]


def test_starting_again_is_asked_once_and_can_be_declined(page: Page) -> None:
    widget = ScenarioWidget(port())
    PlainPage(page, widget)
    expect(page.get_by_role("button", name="Start again")).to_have_count(0)
    choose(page, 0)
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("button", name="No, stay here").click()
    expect(page.get_by_role("button", name="Start again")).to_be_focused()
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_text("Begin a new walk?")).to_be_focused()
    page.get_by_role("button", name="Yes, start again").click()
    expect(page.locator("h4", has_text="Decision 1")).to_be_focused()
    assert widget.walk.steps == ()


def test_a_reload_goes_on_where_the_walk_stopped(page: Page) -> None:
    plain = PlainPage(page, ScenarioWidget(port()))
    choose(page, 0)
    plain.reload()
    expect(page.get_by_text("It is slow.")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h4", has_text="The queue")).to_be_visible()


def test_a_kernel_that_does_not_answer_can_be_asked_again(page: Page) -> None:
    plain = PlainPage(page, ScenarioWidget(port()))
    plain.kill_kernel()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("The course's program has not answered")).to_be_visible()
    plain.revive_kernel()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("It is slow.")).to_be_visible()
    first, second = page.evaluate("sent.filter((m) => m.name === 'choose').map((m) => m.statement)")
    assert first == second
    assert len(record.current().statements()) == 1


def test_markup_like_text_stays_text(page: Page) -> None:
    widget = ScenarioWidget(port())
    PlainPage(page, widget)
    choose(page, 0)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text(MARKUP)).to_be_visible()
    assert page.locator(".toc-widget img, .toc-widget b").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_accessibility_violations(page: Page, theme: Theme) -> None:
    plain = PlainPage(page, container_control(), theme=theme)
    assert plain.violations() == []
    choose(page, 1)
    assert plain.violations() == []
    page.get_by_role("button", name="Start again").click()
    page.get_by_text("What the measures stand for").click()
    assert plain.violations() == []
    page.get_by_role("button", name="Continue").click()
    walk_to_the_end(page, 1)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert plain.violations() == []


def test_a_narrow_screen_needs_no_sideways_scrolling(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    PlainPage(page, container_control())
    assert sideways(page) == 0
    choose(page, 0)
    assert sideways(page) == 0
    page.get_by_role("button", name="Continue").click()
    walk_to_the_end(page)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert sideways(page) == 0


def sideways(page: Page) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def test_targets_are_large_enough(page: Page) -> None:
    PlainPage(page, container_control())
    choose(page, 0)
    page.get_by_role("button", name="Start again").click()
    for target in page.locator("button, summary, label").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 24, target.inner_text()
