"""A page with nothing on it but widgets, joined to the real Python widgets behind them.

In JupyterLab's panel axe-core does not evaluate contrast; here it does. The stub model speaks as
anywidget's does, and every message goes through the widget's own handler.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from playwright.sync_api import Page

from toc_training.widgets.base import LessonWidget

Theme = Literal["light", "dark"]

ADDRESS = "http://lesson.invalid/"
# The values JupyterLab's two themes give to the variables the widgets read.
THEMES = {
    "light": {
        "--jp-content-font-color0": "rgba(0,0,0,1)",
        "--jp-ui-font-color1": "rgba(0,0,0,.87)",
        "--jp-layout-color1": "white",
        "--jp-layout-color2": "#eee",
        "--jp-border-color2": "#e0e0e0",
    },
    "dark": {
        "--jp-content-font-color0": "rgba(255,255,255,1)",
        "--jp-ui-font-color1": "rgba(255,255,255,1)",
        "--jp-layout-color1": "#111",
        "--jp-layout-color2": "#424242",
        "--jp-border-color2": "#616161",
    },
}
PAGE = """<!doctype html><html lang="en" data-jp-theme-light="{light}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Lesson</title>
<style>:root{{{variables}}} body{{margin:8px;background:var(--jp-layout-color1)}}</style></head>
<body><main><h1 style="font:600 1.4em sans-serif;color:var(--jp-content-font-color0)">Lesson</h1>
</main></body></html>"""
STUB = """
window.kernelDown = false;
window.model = (n, state) => {
  const heard = {};
  const fire = (event, ...told) => (heard[event] ?? []).forEach((f) => f(...told));
  return {
    get: (name) => state[name],
    on: (event, f) => (heard[event] ??= []).push(f),
    off: (event, f) => { heard[event] = (heard[event] ?? []).filter((g) => g !== f); },
    send: async (message) => {
      window.sent.push(message);
      if (window.kernelDown) return;
      const { view, replies } = JSON.parse(await window.kernel(n, JSON.stringify(message)));
      if (JSON.stringify(view) !== JSON.stringify(state.view)) {
        state.view = view;
        fire("change:view");
      }
      replies.forEach((reply) => fire("msg:custom", reply));
    },
  };
};
window.sent = [];
window.draw = async (n, source, state) => {
  const code = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const el = document.createElement("div");
  document.querySelector("main").append(el);
  (await import(code)).default.render({ model: window.model(n, state), el });
};
"""


class PlainPage:
    """Widgets on a page of their own.

    `page` is Playwright's; `told` is everything the page was ever sent, as one text.
    """

    def __init__(self, page: Page, *widgets: LessonWidget, theme: Theme = "light") -> None:
        self.page = page
        self.told = ""
        self._widgets = widgets
        variables = ";".join(f"{name}:{value}" for name, value in THEMES[theme].items())
        html = PAGE.format(light=str(theme == "light").lower(), variables=variables)
        page.route(ADDRESS, lambda route: route.fulfill(body=html, content_type="text/html"))
        page.expose_function("kernel", self._kernel)
        page.add_init_script(STUB)
        self.reload()

    def reload(self) -> None:
        """Open the page again, as after F5."""
        self.page.goto(ADDRESS)
        for number, widget in enumerate(self._widgets):
            state = {"files": widget.files, "view": widget.view}
            self._tell(state)
            self.page.evaluate(
                "([n, source, state]) => window.draw(n, source, state)",
                [number, str(widget._esm), state],
            )
        self.page.locator(".toc-widget > *").nth(len(self._widgets) - 1).wait_for()

    def kill_kernel(self) -> None:
        """Let every message from now on go unanswered."""
        self.page.evaluate("window.kernelDown = true")

    def revive_kernel(self) -> None:
        """Answer again."""
        self.page.evaluate("window.kernelDown = false")

    def violations(self) -> list[str]:
        """Return what axe-core finds against WCAG 2.2 A and AA, contrast included."""
        from axe_playwright_python.sync_playwright import Axe

        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": tags}}).response
        contrast = [rule for rule in found["passes"] if rule["id"] == "color-contrast"]
        assert contrast, "contrast was not evaluated"
        return [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def _kernel(self, number: int, message: str) -> str:
        widget = self._widgets[int(number)]
        replies: list[dict[str, Any]] = []
        widget.send = lambda content, buffers=None: replies.append(content)  # noqa: ARG005
        widget._on_page_message(widget, json.loads(message), [])
        answer = {"view": widget.view, "replies": replies}
        self._tell(answer)
        return json.dumps(answer)

    def _tell(self, content: object) -> None:
        self.told += json.dumps(content, ensure_ascii=False)
