"""A lesson comes to life by itself, once, and only if it is trusted."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from lab_server import LabServer
from playwright.sync_api import Page, expect

CLICKER = '''# A button that counts
import anywidget, traitlets

class Clicker(anywidget.AnyWidget):
    _esm = """
    export default { render({ model, el }) {
      const button = document.createElement("button");
      button.className = "clicker";
      const paint = () => { button.textContent = `pressed ${model.get("n")}`; };
      const press = () => { model.set("n", model.get("n") + 1); model.save_changes(); };
      button.addEventListener("click", press);
      model.on("change:n", paint);
      paint();
      el.append(button);
    } };
    """
    n = traitlets.Int(0).tag(sync=True)

Clicker()'''
BUTTON = '<button data-commandlinker-command="notebook:run-all-cells">Start this lesson</button>'
LIVE = {"jupyter": {"source_hidden": True}, "tags": ["live"]}
VIEW = "application/vnd.jupyter.widget-view+json"


def lesson(title: str) -> nbformat.NotebookNode:
    v4 = nbformat.v4
    fallback = v4.new_output("display_data", {"text/markdown": "*The question, as text.*"})
    notebook = v4.new_notebook(
        cells=[
            v4.new_markdown_cell(f"# {title}\n\n{BUTTON}", id="title"),
            v4.new_code_cell(CLICKER, id="widget", metadata=LIVE, outputs=[fallback]),
            v4.new_code_cell('print("not to be run")', id="given", metadata={"tags": ["given"]}),
            v4.new_code_cell("1 / 0", id="broken", metadata=LIVE),
            v4.new_code_cell('print("run all the same")', id="last", metadata=LIVE),
        ]
    )
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return notebook


@pytest.fixture
def write(lab: LabServer, request: pytest.FixtureRequest):
    """Write a lesson into the workspace, trusted or not, and return its path there."""

    def write(*, trusted: bool) -> str:
        name = f"{request.node.name}.ipynb"
        nbformat.write(lesson(request.node.name), lab.workspace / name)
        if trusted:
            lab.run_at_home("-m", "jupyter", "trust", str(lab.workspace / name))
        return name

    yield write
    lab.shut_kernels_down()


def saved_outputs(path: Path) -> list[str]:
    try:
        cells = json.loads(path.read_text())["cells"]
    except json.JSONDecodeError:  # Lab is in the middle of writing it
        return [""] * 5
    return ["".join(map(json.dumps, cell.get("outputs", []))) for cell in cells]


def wait_until_saved(page: Page, path: Path) -> None:
    for _ in range(100):
        if VIEW in saved_outputs(path)[1] and "run all the same" in saved_outputs(path)[4]:
            return
        page.wait_for_timeout(100)
    raise AssertionError("the lesson was not saved after it was run")


def pressed_twice(page: Page) -> None:
    button = page.locator(".clicker")
    button.click()
    expect(button).to_have_text("pressed 1")
    button.click()
    expect(button).to_have_text("pressed 2")


def test_a_trusted_lesson_opens_live_and_runs_live_cells_only(lab, page, write):
    name = write(trusted=True)
    page.goto(lab.url_of(name))
    pressed_twice(page)
    expect(page.get_by_text("run all the same", exact=True)).to_be_visible()
    assert "not to be run" not in "".join(page.locator(".jp-OutputArea-output").all_inner_texts())
    wait_until_saved(page, lab.workspace / name)


def test_opening_leaves_the_reader_at_the_top(lab, page, write):
    page.goto(lab.url_of(write(trusted=True)))
    expect(page.locator(".clicker")).to_be_visible()
    expect(page.get_by_role("heading", name="test_opening")).to_be_in_viewport()


def test_a_reload_keeps_what_the_trainee_did(lab, page, write):
    name = write(trusted=True)
    page.goto(lab.url_of(name))
    pressed_twice(page)
    wait_until_saved(page, lab.workspace / name)
    page.goto(lab.url_of(name).replace("?reset&", "?"))
    expect(page.locator(".clicker")).to_have_text("pressed 2")
    page.wait_for_timeout(2_000)
    expect(page.locator(".clicker")).to_have_text("pressed 2")


def test_a_reload_before_anything_was_saved_brings_the_lesson_to_life(lab, page, write):
    name = write(trusted=True)
    page.goto(lab.url_of(name))
    pressed_twice(page)
    wait_until_saved(page, lab.workspace / name)
    page.goto("about:blank")
    nbformat.write(lesson(Path(name).stem), lab.workspace / name)
    page.goto(lab.url_of(name))
    expect(page.locator(".clicker")).to_have_text("pressed 0")
    pressed_twice(page)


def test_the_next_day_it_is_live_again(lab, page, write):
    name = write(trusted=True)
    page.goto(lab.url_of(name))
    pressed_twice(page)
    wait_until_saved(page, lab.workspace / name)
    page.goto("about:blank")
    lab.shut_kernels_down()
    page.goto(lab.url_of(name))
    expect(page.locator(".clicker")).to_have_text("pressed 0")
    pressed_twice(page)


def test_a_kernel_restart_brings_it_back(lab, page, write):
    page.goto(lab.url_of(write(trusted=True)))
    pressed_twice(page)
    page.locator("[data-jp-item-name=restart]").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Restart").last.click()
    expect(page.locator(".clicker")).to_have_text("pressed 0", timeout=15_000)
    pressed_twice(page)


def test_an_untrusted_lesson_is_not_run_and_offers_its_button(lab, page, write):
    name = write(trusted=False)
    page.goto(lab.url_of(name))
    button = page.get_by_role("button", name="Start this lesson")
    expect(button).to_be_visible()
    expect(page.get_by_text("The question, as text.")).to_be_visible()
    page.wait_for_timeout(4_000)
    expect(page.locator(".clicker")).to_have_count(0)
    assert "run all the same" not in "".join(saved_outputs(lab.workspace / name))


def test_the_button_starts_an_untrusted_lesson(lab, page, write):
    page.goto(lab.url_of(write(trusted=False)))
    page.get_by_role("button", name="Start this lesson").click()
    for asked in ("Run Command?", "Trust this notebook?"):
        page.get_by_role("dialog").filter(has_text=asked).get_by_role(
            "button", name="Trust"
        ).click()
    pressed_twice(page)


def test_the_button_of_a_trusted_lesson_runs_every_cell_and_leaves_the_reader_there(
    lab, page, write
):
    page.goto(lab.url_of(write(trusted=True)))
    pressed_twice(page)
    button = page.get_by_role("button", name="Start this lesson")
    button.click()
    expect(page.get_by_text("not to be run", exact=True)).to_be_visible()
    expect(page.get_by_text("run all the same", exact=True)).to_be_visible()
    expect(page.locator(".clicker")).to_have_text("pressed 0")
    expect(button).to_be_in_viewport()
    expect(button).to_be_enabled()


def test_the_button_wakes_a_lesson_whose_kernel_was_shut_down_and_keeps_its_figures(
    lab, page, write
):
    name = write(trusted=False)
    notebook = nbformat.read(lab.workspace / name, as_version=4)
    picture = nbformat.v4.new_output("display_data", {"text/html": "<p>a committed picture</p>"})
    notebook.cells.append(
        nbformat.v4.new_code_cell(
            'print("drawn again")', id="figure", metadata={"tags": ["figure"]}, outputs=[picture]
        )
    )
    nbformat.write(notebook, lab.workspace / name)
    lab.run_at_home("-m", "jupyter", "trust", str(lab.workspace / name))
    page.goto(lab.url_of(name))
    pressed_twice(page)
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Shut Down Kernel", exact=True).click()
    page.wait_for_timeout(1_500)
    page.get_by_role("button", name="Start this lesson").click()
    expect(page.locator(".clicker")).to_have_text("pressed 0", timeout=30_000)
    pressed_twice(page)
    expect(page.get_by_text("a committed picture")).to_be_visible()
    expect(page.get_by_text("drawn again", exact=True)).to_have_count(0)


def test_a_stray_key_or_double_click_takes_nothing_from_a_lesson(lab, page, write):
    name = write(trusted=True)
    page.goto(lab.url_of(name))
    pressed_twice(page)
    heading = page.get_by_role("heading", name="test_a_stray")
    heading.click()
    for key in ("x", "d", "d", "y", "b", "a", "m", "1", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".jp-Cell")).to_have_count(5)
    heading.dblclick()
    expect(heading).to_be_visible()
    expect(page.locator(".jp-MarkdownCell .jp-InputArea-editor:visible")).to_have_count(0)
