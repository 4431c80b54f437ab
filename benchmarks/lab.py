"""A JupyterLab as `toc-training start` opens it, driven as a person drives it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from playwright.sync_api import BrowserContext, Locator, Page, Playwright

from toc_training.content import load_course
from toc_training.curriculum import find_curriculum
from toc_training.lab import Lab, free_port
from toc_training.trust import trust
from toc_training.workspace import course_files, lay_out

SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def new_browser(playwright: Playwright, profile: str) -> BrowserContext:
    """Return the machine's Chromium with an empty profile."""
    found = which("chromium") or which("chromium-browser") or which("google-chrome")
    if found is None:
        raise SystemExit("The benchmark needs Chromium. Debian: apt-get install chromium")
    return playwright.chromium.launch_persistent_context(
        profile,
        executable_path=found,
        args=list(SWITCHES),
        viewport={"width": 1280, "height": 1000},
    )


@contextmanager
def running_lab(workspace: Path, record: Path) -> Iterator[Lab]:
    """Lay the course out in `workspace` and run JupyterLab on it, with no page open.

    Answers are kept in the folder `record`, never in the record of whoever measures.
    """
    root = find_curriculum()
    done = lay_out(workspace, course_files(root, load_course(root)))
    trust(workspace / path for path in done.as_published if path.endswith(".ipynb"))
    lab = Lab(workspace, free_port(None), first_page=None, record=record)
    try:
        lab.wait_until_up()
        yield lab
    finally:
        lab.stop()


def browse_to(page: Page, lab: Lab, folder: str) -> None:
    """Load JupyterLab afresh, with the file browser at `folder` and nothing open."""
    page.goto(lab.url.replace("/lab?", "/lab?reset&"))
    page.locator(".jp-DirListing-item").first.wait_for(timeout=60_000)
    for name in filter(None, folder.split("/")):
        _entry(page, name).dblclick()
        page.locator(f".jp-BreadCrumbs-item[title$='{name}']").wait_for()
    page.wait_for_timeout(1_000)


def open_file(page: Page, name: str) -> None:
    """Double-click a file in the file browser."""
    _entry(page, name).dblclick()


def _entry(page: Page, name: str) -> Locator:
    return page.locator(".jp-DirListing-item", has_text=name)
