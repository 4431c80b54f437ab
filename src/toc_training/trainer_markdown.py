"""Markdown of the run sheet and the hand-outs as HTML for paper."""

from __future__ import annotations

import re
from html import escape

import mistune
from mistune.plugins.table import table, table_in_list, table_in_quote

PAGE_BREAK = '<div class="page-break"></div>'
_HEADING_1 = re.compile(r"\A\s*# [^\n]*\n")
_HEADING_2 = re.compile(r"^(?=## )", re.MULTILINE)
_HEADING_3 = re.compile(r"^(?=### )", re.MULTILINE)
_DEEPEST = 6


def to_html(text: str, *, deeper: int = 0) -> str:
    """Return Markdown as HTML.

    No markup passes but a line that holds `PAGE_BREAK`. A link to another file of the course and a
    picture become their text: the page is one file, and may be paper.

    Parameters
    ----------
    text
        CommonMark with tables.
    deeper
        How many levels its headings go down.
    """
    made = mistune.Markdown(_Paper(deeper), plugins=[table, table_in_quote, table_in_list])(text)
    assert isinstance(made, str)  # noqa: S101  with a renderer it always is
    return made


def without_title(text: str) -> str:
    """Return Markdown without the first-level heading it begins with."""
    return _HEADING_1.sub("", text, count=1)


def split_at_headings(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return what stands before the first second-level heading, then title and text of each."""
    before, *parts = _HEADING_2.split(text)
    found = []
    for part in parts:
        heading, _, rest = part.partition("\n")
        found.append((heading.removeprefix("##").strip(" #"), rest))
    return before, found


def strips(text: str) -> str:
    """Return a hand-out as HTML; what is cut apart at third-level headings is on one page each."""
    before, *parts = _HEADING_3.split(text)
    return to_html(before) + "".join(
        f'<div class="strip">\n{to_html(part)}</div>\n' for part in parts
    )


class _Paper(mistune.HTMLRenderer):
    def __init__(self, deeper: int) -> None:
        super().__init__(escape=True)
        self._deeper = deeper

    def heading(self, text: str, level: int, **_: object) -> str:
        level = min(level + self._deeper, _DEEPEST)
        return f"<h{level}>{text}</h{level}>\n"

    def block_html(self, html: str) -> str:
        if html.strip() == PAGE_BREAK:
            return f"{PAGE_BREAK}\n"
        return f"<p>{escape(html.strip())}</p>\n"

    def inline_html(self, html: str) -> str:
        return escape(html)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if not url.startswith(("https://", "http://")):
            return text
        return super().link(text, url, title)

    def image(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002
        return text

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:  # noqa: ARG002
        return f'<th scope="col">{text}</th>\n' if head else f"<td>{text}</td>\n"
