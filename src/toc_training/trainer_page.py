"""One page for the trainer, to print before the power goes: run sheet, hand-outs, questions, keys.

It is made from the content at each start with `--instructor` and kept nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from toc_training.model import AnyItem, Course, Entry, Measure, Module
from toc_training.trainer_items import inline, item_html, key_of, table
from toc_training.trainer_lesson import Lesson, Picture, lesson_of
from toc_training.trainer_markdown import split_at_headings, strips, to_html, without_title

STYLE = Path(__file__).parent / "static" / "trainer-page.css"
WARNING = "For the trainer: contains the answers"
NOTICE = (
    "This course is independent of the United Nations. It is based on the 2016 guidance note and "
    "is not endorsed by the United Nations."
)
READING = (
    "Letters are those of this page. On a screen the options stand in another order for each "
    "trainee: compare the words, not the letters."
)
Parts = list[tuple[str, str, str]]  # id, heading, HTML


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are asked together. `cell` is the notebook's, empty where it is not known."""

    id: str
    title: str
    cell: str
    items: tuple[AnyItem, ...]


def trainer_files(root: Path, course: Course) -> dict[str, bytes]:
    """Return the trainer's page of every finished module by its path in the workspace.

    Raises
    ------
    ContentError
        The content cannot be read.
    """
    from toc_training.content import load_inventory, load_items, load_measures
    from toc_training.lint.notebook import read_notebook

    made: dict[str, bytes] = {}
    entries = load_inventory(root)
    for module in course.modules:
        if not module.finished:
            continue
        folder = f"modules/{module.folder}"
        name = f"{folder}/{module.folder}.ipynb"
        page = trainer_page(
            module,
            load_items(root, module),
            load_measures(root, module),
            lesson_of(read_notebook(root / name, name).cells),
            entries,
            _text(root / folder / "session.md"),
            _text(root / folder / "handouts.md"),
        )
        made[f"instructor/{module.folder}.html"] = page.encode()
    return made


def trainer_page(
    module: Module,
    items: Sequence[AnyItem],
    measures: Sequence[Measure],
    lesson: Lesson,
    entries: Mapping[str, Entry],
    session_md: str,
    handouts_md: str = "",
) -> str:
    """Return the page: one file that needs no network and no script.

    Parameters
    ----------
    module, items, measures
        As the module's files have them.
    lesson
        What its notebook shows: names of checks, pictures.
    entries
        The inventory, of which the page explains the ids it names.
    session_md, handouts_md
        The run sheet; the hand-outs, each under a second-level heading.
    """
    groups = group_items(items, lesson)
    before, handouts = split_at_headings(without_title(handouts_md))
    run_sheet = to_html(without_title(session_md), deeper=1)
    if before.strip():
        run_sheet += f"<h3>Hand-outs</h3>\n{to_html(before, deeper=1)}"
    parts: Parts = [("run-sheet", "Run sheet", run_sheet)] if run_sheet else []
    parts += [
        (f"handout-{number}", title, strips(text))
        for number, (title, text) in enumerate(handouts, start=1)
    ]
    parts.append(("questions", "Questions, keys and feedback", _questions(module, groups)))
    if measures:
        parts.append(("measures", "Measures", "\n".join(map(_measure, measures))))
    if lesson.pictures:
        figures = "\n".join(_figure(p, n) for n, p in enumerate(lesson.pictures, start=1))
        parts.append(("figures", "Figures", figures))
    if known := _named_entries(items, measures, entries):
        parts.append(("paragraphs", "What the guidance says there", _paragraphs(known)))
    return _document(module, parts, groups)


def group_items(items: Sequence[AnyItem], lesson: Lesson) -> list[Group]:
    """Return the items in the order in which the lesson asks them."""
    checks = {item.id: item for item in items if item.use == "check"}
    asked = [
        Group(f"group-{check.cell}", check.name, check.cell, found)
        for check in lesson.checks
        if (found := tuple(checks[id_] for id_ in check.items if id_ in checks))
    ]
    seen = {item.id for group in asked for item in group.items}
    rest = tuple(item for item in checks.values() if item.id not in seen)
    used = {use: tuple(item for item in items if item.use == use) for use in _TITLES}
    groups = [
        Group("before-you-start", _TITLES["pretest"], "", used.pop("pretest")),
        *asked,
        Group("not-asked", "Checks the lesson does not ask", "", rest),
        *(Group(f"group-{use}", _TITLES[use], "", found) for use, found in used.items()),
    ]
    return [group for group in groups if group.items]


_TITLES = {
    "pretest": "Before you start",
    "exam": "Knowledge check",
    "reflection": "Reflection",
    "review": "Review in a week",
}


def _questions(module: Module, groups: Iterable[Group]) -> str:
    lines = [f"<p>{READING}</p>"]
    for group in groups:
        said = group.title.lower().replace(" ", "-") == group.cell
        cell = f" <code>{escape(group.cell)}</code>" if group.cell and not said else ""
        lines.append(f'<h3 id="{escape(group.id)}">{escape(group.title)}{cell}</h3>')
        if group.title == _TITLES["exam"]:
            lines.append(f"<p>One attempt at each. To pass: {module.pass_mark:.0%}.</p>")
        lines += [item_html(item, number) for number, item in enumerate(group.items, start=1)]
    return "\n".join(lines)


def _measure(measure: Measure) -> str:
    return "\n".join(
        [
            f'<article class="measure" id="measure-{escape(measure.id)}">',
            f"<h3>{inline(measure.title)} <code>{escape(measure.id)}</code></h3>",
            f'<p class="about">{measure.kind}; {escape(measure.theme)}</p>',
            f"<p>{inline(measure.text)}</p>",
            f"<p><strong>Watch:</strong> {inline(measure.watch)}</p>",
            f"<p><strong>Ask:</strong> {inline(measure.ask)}</p>",
            "</article>",
        ]
    )


def _figure(picture: Picture, number: int) -> str:
    numbered = picture.caption.startswith("Figure")
    name = "" if numbered else f"<strong>Figure {number}.</strong> "
    return (
        f'<figure>\n<img src="{escape(picture.source)}" alt="{escape(picture.alt)}">\n'
        f"<figcaption>{name}{escape(picture.caption)}</figcaption>\n</figure>"
    )


def _named_entries(
    items: Iterable[AnyItem], measures: Iterable[Measure], entries: Mapping[str, Entry]
) -> list[Entry]:
    named = {id_ for item in items for id_ in item.covers} | {m.id for m in measures}
    return [entry for entry in entries.values() if entry.id in named]


def _paragraphs(entries: Iterable[Entry]) -> str:
    rows = [[escape(entry.id), escape(entry.statement)] for entry in entries]
    lead = "<p>When someone asks which paragraph says so. In the course’s own words.</p>\n"
    return lead + table(("Paragraph", "What it says"), rows)


def _document(module: Module, parts: Parts, groups: Iterable[Group]) -> str:
    title = escape(module.title)
    outcomes = "\n".join(
        f"<li><code>{escape(outcome.id)}</code> {inline(outcome.text)}</li>"
        for outcome in module.outcomes
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}. {WARNING}</title>
<style>
{STYLE.read_text(encoding="utf-8")}{_margins(module.title)}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="warning">{WARNING}. Do not leave it in the room.</p>
<p>{NOTICE}</p>
<p>{module.minutes} minutes. At the end the trainees can:</p>
<ul class="outcomes">
{outcomes}
</ul>
{_contents(parts, groups)}
{_keys(groups)}
</header>
<main>
{"".join(_section(*part) for part in parts)}</main>
</body>
</html>
"""


def _contents(parts: Parts, groups: Iterable[Group]) -> str:
    lines = ['<nav class="contents" aria-labelledby="contents">', '<h2 id="contents">Contents</h2>']
    lines.append("<ul>")
    for id_, heading, _ in parts:
        below = ""
        if id_ == "questions":
            entries = "".join(_link(group.id, group.title) for group in groups)
            below = f"<ul>{entries}</ul>"
        lines.append(_link(id_, heading, below))
    return "\n".join([*lines, "</ul>", "</nav>"])


def _keys(groups: Iterable[Group]) -> str:
    """Return every key in a line, for marking by hand."""
    lines = [
        f"<li>{escape(group.title)}, {number}: <strong>{escape(key)}</strong></li>"
        for group in groups
        for number, item in enumerate(group.items, start=1)
        if (key := key_of(item))
    ]
    return "\n".join(["<h2>Keys at a glance</h2>", '<ul class="keys">', *lines, "</ul>"])


def _link(id_: str, text: str, below: str = "") -> str:
    return f'<li><a href="#{escape(id_)}">{escape(text)}</a>{below}</li>'


def _section(id_: str, heading: str, html: str) -> str:
    kind = "handout" if id_.startswith("handout-") else id_
    return (
        f'<section class="{kind}" aria-labelledby="{id_}">\n'
        f'<h2 id="{id_}">{escape(heading)}</h2>\n{html}\n</section>\n'
    )


def _margins(title: str) -> str:
    """Return the print rules: what stands in the margin of each page, and not on a hand-out."""
    font = 'font:9pt "Liberation Sans",Arial,sans-serif'
    return f"""@page{{
  size:A4;margin:17mm 15mm 15mm;
  @top-left{{content:{_css(title)};{font}}}
  @top-right{{content:{_css(WARNING)};{font};font-weight:bold}}
  @bottom-left{{content:"Independent of the United Nations and not endorsed by it";{font}}}
  @bottom-right{{content:counter(page) " of " counter(pages);{font}}}
}}
@page handout{{
  @top-right{{content:""}}
  @bottom-right{{content:""}}
}}
"""


def _css(text: str) -> str:
    """Return text as a CSS string that cannot end early."""
    plain = (c if c.isalnum() or c in " -:,." else f"\\{ord(c):x} " for c in text)
    return f'"{"".join(plain)}"'


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
