"""Take the pictures of the README from the real course: `make screenshots`."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path

from benchmarks.lab import new_browser, running_lab
from PIL import Image
from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parents[1] / "docs" / "images"
LESSON = "modules/12-border-management/12-border-management.ipynb"
EXERCISE = "exercises/8a-container-control/8a-container-control.ipynb"
ITEM = "border-minister-development"
THEMES = "@jupyterlab/apputils-extension/themes.jupyterlab-settings"
COLOURS = 96


def main() -> None:
    """Answer a question and decide once, in both themes, and keep small pictures of it."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        os.environ["TOC_TRAINING_HOME"] = str(home / "record")
        themes = home / "toc-training" / ".toc-training" / "lab-settings" / THEMES
        context = new_browser(playwright, str(home / "profile"))
        page = context.new_page()
        page.set_viewport_size({"width": 1180, "height": 820})
        with running_lab(home / "toc-training") as lab:
            address = lab.url.partition("/lab")[0] + "/lab/tree/{}?reset&token=" + lab.token

            page.goto(address.format(LESSON))
            item = page.locator(f".toc-item[data-item={ITEM}]")
            item.locator("input").first.check()
            item.get_by_role("button", name="Check answer").click()
            item.locator(".toc-verdict").wait_for()
            _hide_sidebar(page)
            item.scroll_into_view_if_needed()
            _keep(page, "lesson-light")

            page.goto(address.format(EXERCISE))
            page.get_by_role("radio").first.check()
            page.get_by_role("button", name="Decide").click()
            page.get_by_role("button", name="Continue").wait_for()
            page.wait_for_timeout(500)
            page.locator(".toc-walk h4").scroll_into_view_if_needed()
            _keep(page, "scenario-light")

            themes.parent.mkdir(parents=True, exist_ok=True)
            themes.write_text('{"theme": "JupyterLab Dark"}', encoding="utf-8")
            page.goto(address.format(LESSON))
            item.locator(".toc-verdict").wait_for()
            item.scroll_into_view_if_needed()
            _keep(page, "lesson-dark")
        context.close()


def _hide_sidebar(page: Page) -> None:
    page.keyboard.press("Control+b")


def _keep(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(1_500)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
