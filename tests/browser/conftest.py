"""A real JupyterLab, started as a trainee starts it, and a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from lab_server import LabServer, environment
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "Chromium is not installed. Debian and Ubuntu: apt-get install chromium. "
    "macOS: brew install --cask chromium. Windows: install Google Chrome and add it to PATH."
)
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


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """JupyterLab as `toc-training start` opens it."""
    home = tmp_path_factory.mktemp("home")
    workspace = home / "toc-training"
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "toc_training.cli",
            "start",
            "--no-browser",
            "--workspace",
            str(workspace),
        ],
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        url = next(
            (found[0] for line in process.stdout if (found := re.search(r"http://\S+", line))), None
        )
        assert url, "toc-training start printed no address"
        yield LabServer(url, workspace, home, home / "record")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The installed Chromium; a person without one is told how to get it.

    Not for the whole session: while Playwright is open, no other test can run an event loop.
    """
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser profile that has seen nothing yet."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty tab of a new profile."""
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page
