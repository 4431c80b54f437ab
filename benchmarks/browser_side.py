"""What a contender costs in a real JupyterLab: opening it, and a click until its feedback."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbformat.sign import NotebookNotary
from playwright.sync_api import Page, sync_playwright

from benchmarks.contenders import Contender
from benchmarks.lab import browse_to, new_browser, open_file, running_lab

OPENINGS = 5

# Click in the page itself, so that the driver's own delay is not measured; the clock stops when
# the text of the question's box has changed and the browser has had a frame to paint it.
CLICK_TO_FEEDBACK = """
async ([boxes, option, button]) => {
  const paint = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const times = [];
  for (const box of document.querySelectorAll(boxes)) {
    box.scrollIntoView({ block: "center" });
    await paint();
    const changed = new Promise((done, fail) => {
      setTimeout(() => fail(new Error(`no feedback in ${boxes} after 10 s`)), 10_000);
      const watch = new MutationObserver(() => {
        if (box.innerText === before) return;
        watch.disconnect();
        done();
      });
      watch.observe(box, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    if (button) box.querySelector(option).click();
    await paint();
    const before = box.innerText;
    const start = performance.now();
    box.querySelector(button || option).click();
    await changed;
    times.push(performance.now() - start);
  }
  return times;
}
"""


@dataclass(frozen=True)
class Selectors:
    """Where a contender's page has a question, an option and, if it needs one, its button."""

    boxes: str
    option: str
    button: str


SELECTORS = {
    "jupyterquiz": Selectors("div.Quiz", ".MCButton", ""),
    "ipywidgets controls": Selectors(".widget-vbox .widget-vbox", "input[type=radio]", "button"),
    "toc-training": Selectors(".toc-item", "input[type=radio]", "button.toc-main"),
}


@dataclass(frozen=True)
class PageCost:
    """Median milliseconds from a click to its feedback, and from opening to live, in seconds."""

    feedback_ms: float
    open_seconds: float


def page_costs(contenders: list[Contender]) -> dict[str, PageCost]:
    """Open each contender's notebook in a new JupyterLab, several times, in turns.

    New each time, with no kernel and no answer of the last: a click that repeats what already
    stands on the page changes nothing, and there would be no feedback to wait for.
    """
    opened: dict[str, list[float]] = {c.name: [] for c in contenders}
    clicked: dict[str, list[float]] = {c.name: [] for c in contenders}
    with _browser() as page:
        for _ in range(OPENINGS):
            with TemporaryDirectory() as folder, TemporaryDirectory() as record:
                for contender in contenders:
                    _write_notebook(Path(folder), contender)
                with running_lab(Path(folder), Path(record)) as lab:
                    for contender in contenders:
                        where = SELECTORS[contender.name]
                        browse_to(page, lab, "")
                        opened[contender.name].append(
                            _seconds_to(page, _file(contender), f"{where.boxes} {where.option}")
                        )
                        page.wait_for_timeout(500)
                        boxes = [where.boxes, where.option, where.button]
                        clicked[contender.name] += page.evaluate(CLICK_TO_FEEDBACK, boxes)
    return {
        name: PageCost(statistics.median(clicked[name]), statistics.median(opened[name]))
        for name in opened
    }


def lesson_opening(folder: str) -> float:
    """Return the median seconds from opening a lesson to its first live question."""
    seconds = []
    with TemporaryDirectory() as workspace, TemporaryDirectory() as record, _browser() as page:
        for _ in range(OPENINGS):
            with running_lab(Path(workspace), Path(record)) as lab:
                browse_to(page, lab, f"modules/{folder}")
                seconds.append(_seconds_to(page, f"{folder}.ipynb", ".toc-item input"))
    return statistics.median(seconds)


def _seconds_to(page: Page, file: str, first_live: str) -> float:
    start = time.perf_counter()
    open_file(page, file)
    page.locator(first_live).first.wait_for(timeout=60_000)
    return time.perf_counter() - start


@contextmanager
def _browser() -> Iterator[Page]:
    with sync_playwright() as playwright, TemporaryDirectory() as profile:
        context = new_browser(playwright, profile)
        yield context.new_page()
        context.close()


def _write_notebook(folder: Path, contender: Contender) -> None:
    cell = nbformat.v4.new_code_cell(f"{contender.load}\n{contender.show}", id="questions")
    cell.metadata["tags"] = ["live"]
    cell.metadata["jupyter"] = {"source_hidden": True}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    NotebookNotary().sign(notebook)
    nbformat.write(notebook, folder / _file(contender))


def _file(contender: Contender) -> str:
    return contender.name.replace(" ", "-") + ".ipynb"
