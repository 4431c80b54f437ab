"""Every notebook of the course in the real JupyterLab, as a trainee meets it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest
from lab_server import LabServer
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from toc_training.content import load_course
from toc_training.curriculum import find_curriculum

ROOT = find_curriculum()
COURSE = load_course(ROOT)
LESSONS = [f"modules/{m.folder}/{m.folder}.ipynb" for m in COURSE.modules if m.finished]
EXERCISES = [f"exercises/{e.id}/{e.id}.ipynb" for e in COURSE.exercises if e.finished]
SOLUTIONS = [f"solutions/{e.id}.ipynb" for e in COURSE.exercises if e.finished]
BORDERS = "modules/12-border-management/12-border-management.ipynb"


@pytest.fixture
def errors(page: Page, lab: LabServer) -> Iterator[list[str]]:
    """What the page complains of; the kernels are ended when the test is."""
    found: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    page.goto("about:blank")
    lab.shut_kernels_down()


def open_as_new(page: Page, lab: LabServer, notebook: str) -> None:
    """Open a notebook as it was laid out, whatever an earlier test left in it."""
    shutil.copyfile(ROOT / notebook, lab.workspace / notebook)
    page.goto(lab.url_of(notebook))


def live_cells(lab: LabServer, notebook: str) -> int:
    cells = json.loads((lab.workspace / notebook).read_text())["cells"]
    return sum("live" in cell["metadata"].get("tags", []) for cell in cells)


def first_of(page: Page, item: str) -> Locator:
    return page.locator(f".toc-item[data-item={item}]")


@pytest.mark.parametrize("notebook", [*LESSONS, *EXERCISES, *SOLUTIONS])
def test_it_opens_live_with_no_complaint(
    lab: LabServer, page: Page, errors: list[str], notebook: str
) -> None:
    open_as_new(page, lab, notebook)
    expect(page.locator(".toc-widget")).to_have_count(live_cells(lab, notebook), timeout=60_000)
    expect(page.get_by_text("Not connected yet")).to_have_count(0)
    expect(page.locator(".toc-widget").first.locator("input, button").first).to_be_enabled()
    assert errors == []


@pytest.mark.parametrize("notebook", LESSONS)
def test_its_first_question_is_answered(
    lab: LabServer, page: Page, errors: list[str], notebook: str
) -> None:
    open_as_new(page, lab, notebook)
    page.locator(".toc-item input").first.wait_for()
    items = page.locator(".toc-widget").first.locator(".toc-item")
    answer_by_keyboard(page, items)
    expect(page.locator(".toc-progress").first).to_contain_text(f"{items.count()} of")
    assert errors == []


def answer_by_keyboard(page: Page, items: Locator) -> None:
    """Answer a quiz of single items with Tab, Space and Enter alone: the first option each time."""
    items.locator("input").first.focus()
    waiting = items.count()
    for _ in range(40 * waiting):
        kind = page.evaluate("""() => {
          const at = document.activeElement;
          const chosen = document.querySelector(`[name="${at.name}"]:checked`);
          if (at.type === "radio") return chosen ? "" : "radio";
          return at.matches("button.toc-main") ? "button" : "";
        }""")
        if kind == "radio":
            page.keyboard.press("Space")
        elif kind == "button":
            page.keyboard.press("Enter")
            waiting -= 1
            expect(items.locator("button.toc-main")).to_have_count(waiting)
            if not waiting:
                return
        page.keyboard.press("Tab")
    raise AssertionError("Tab did not reach every question")


@pytest.mark.usefixtures("errors")
def test_answers_stand_there_again_after_reload_restart_and_a_night(
    lab: LabServer, page: Page
) -> None:
    item = "border-minister-development"
    page.goto(lab.url_of(BORDERS))
    card = first_of(page, item)
    card.locator("input").first.check()
    cells = len(json.loads((lab.workspace / BORDERS).read_text())["cells"])
    expect(page.locator(".jp-Cell")).to_have_count(cells)
    for key in ("d", "d", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator(".jp-Cell")).to_have_count(cells)
    card.get_by_role("button", name="Check answer").click()
    expect(card.locator(".toc-verdict")).to_be_visible()
    feedback = card.locator("fieldset").inner_text()

    page.reload()
    expect(first_of(page, item).locator(".toc-verdict")).to_be_visible(timeout=60_000)
    assert first_of(page, item).locator("fieldset").inner_text() == feedback

    page.locator("[data-jp-item-name=restart]").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Restart").last.click()
    page.wait_for_timeout(1_000)
    expect(first_of(page, item).locator(".toc-verdict")).to_be_visible(timeout=60_000)
    assert first_of(page, item).locator("fieldset").inner_text() == feedback

    page.goto("about:blank")
    lab.shut_kernels_down()
    page.goto(lab.url_of(BORDERS))
    expect(first_of(page, item).locator(".toc-verdict")).to_be_visible(timeout=60_000)
    assert first_of(page, item).locator("fieldset").inner_text() == feedback


@pytest.mark.usefixtures("errors")
def test_a_citation_opens_the_paragraph_it_names(lab: LabServer, page: Page) -> None:
    page.goto(lab.url_of(BORDERS))
    page.get_by_role("link", name="6.8-C1", exact=True).first.click()
    heading = page.locator(".jp-MarkdownViewer").get_by_role("heading", name="6.8-C1")
    expect(heading).to_be_in_viewport()
