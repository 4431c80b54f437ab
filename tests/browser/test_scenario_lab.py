"""The scenario in the real JupyterLab, which has styles and shortcuts of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from lab_server import LabServer
from playwright.sync_api import Page, expect

EXERCISE = "exercises/8a-container-control/8a-container-control.ipynb"


@pytest.fixture
def walk(lab: LabServer, page: Page) -> Iterator[Page]:
    page.goto(lab.url_of(EXERCISE))
    page.locator(".toc-walk button.toc-main").wait_for()
    yield page
    page.goto("about:blank")
    lab.shut_kernels_down()


def test_a_walk_in_lab(walk: Page, lab: LabServer) -> None:
    term = walk.locator(".toc-measures dt").first.bounding_box()
    assert term is not None
    assert term["height"] < 40, "Lab's own styles squeeze the list of measures"

    cells = len(json.loads((lab.workspace / EXERCISE).read_text())["cells"])
    expect(walk.locator(".jp-Cell")).to_have_count(cells)
    walk.get_by_role("radio").first.focus()
    for key in ("ArrowDown", "d", "d", "ArrowUp"):
        walk.keyboard.press(key)
    expect(walk.locator(".jp-Cell")).to_have_count(cells)
    expect(walk.get_by_role("radio").first).to_be_checked()

    walk.get_by_role("button", name="Decide").click()
    expect(walk.locator("h4", has_text="Decision 1: what comes of it")).to_be_visible()
    walk.get_by_role("button", name="Continue").click()
    expect(walk.locator("h4", has_text="Decision 2")).to_be_focused()
    assert "scenario/container-control/first-week" in (lab.record / "record.jsonl").read_text()


def test_a_walk_goes_on_where_it_stopped_to_an_ending(walk: Page, lab: LabServer) -> None:
    outcome = walk.locator(".toc-outcome")
    for _ in range(2 * 7):
        decide = walk.get_by_role("button", name="Decide")
        onward = walk.get_by_role("button", name="Continue").or_(
            walk.get_by_role("button", name="See where it led")
        )
        expect(decide.or_(onward).or_(outcome)).to_be_visible()
        if outcome.is_visible():
            break
        if decide.is_visible():
            walk.get_by_role("radio").first.check()
            decide.click()
            expect(onward).to_be_visible()
        else:
            step = walk.locator(".toc-walk h4").first.inner_text()
            onward.click()
            expect(walk.locator(".toc-walk h4").first).not_to_have_text(step)
    expect(outcome).to_be_visible()
    expect(walk.locator(".toc-walk svg[role=img]")).to_be_visible()
    walk.get_by_text("The road").first.click()
    assert '"completed"' in (lab.record / "record.jsonl").read_text()
