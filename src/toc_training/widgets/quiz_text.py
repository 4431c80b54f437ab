"""A quiz as text: for static pages, for print, and for answering without a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from toc_training.grading import RULES, Part
from toc_training.widgets.quiz_layout import printed_layout, texts_of
from toc_training.widgets.quiz_view import Sitting, calibration, paragraphs_of

if TYPE_CHECKING:
    from toc_training.model import AnyItem

_SPECIAL = re.compile(r"([\\`_\[\]<>$#|~])")
_ASK = {
    "single": "Choose one:",
    "multiple": "Choose all that fit:",
    "order": "Put in order:",
    "survey": "Choose one:",
}
_STATE = {"right": "Right", "wrong": "Not right", "missed": "The right answer", "unmarked": ""}
_MISSED_ONE_OF_SEVERAL = "You missed this one"


class Feedback(str):
    """Feedback that a notebook cell shows as text, with its line breaks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def markdown_of(title: str, items: Iterable[AnyItem]) -> str:
    """Return the items as Markdown: prompts and numbered options, never the key."""
    blocks = [f"*{title} Choose “Start this lesson” at the top of the page to answer here.*"]
    for number, item in enumerate(items, start=1):
        first, *rest = [_escaped(part) for part in paragraphs_of(item.prompt)] or [""]
        blocks += [f"**Question {number}.** {first}", *rest, *_lists(item)]
    return "\n\n".join(blocks) + "\n"


def _lists(item: AnyItem) -> list[str]:
    texts = texts_of(item)
    lists = {name: [texts[name][id_] for id_ in ids] for name, ids in printed_layout(item).items()}
    if item.type in ("match", "classify"):
        asked, places = (_numbered(texts) for texts in lists.values())
        return ["Say for each of these:", asked, "where it belongs:", places]
    if item.type == "numeric":
        unit = f" ({_escaped(item.unit)})" if item.unit else ""
        return [f"Answer with a number{unit}."]
    [shown] = lists.values()
    return [_ASK[item.type], _numbered(shown)] if shown else ["Answer in your own words."]


def _numbered(texts: Iterable[str]) -> str:
    return "\n".join(f"{n}. {_escaped(text)}" for n, text in enumerate(texts, start=1))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def feedback_text(sitting: Sitting) -> str:
    """Return what there is to say about an answer, one line for each part of it."""
    result = sitting.result
    if result is None:
        return "Not answered yet."
    if sitting.item.type == "survey":
        lines = ["Saved."]
    elif not sitting.open:
        lines = ["Noted."]
    else:
        lines = [result.summary]
        if rule := RULES.get(sitting.item.type):
            lines.append(rule)
        lines += [_line(sitting, part) for part in result.parts]
        lines.append(calibration(result, sitting.confidence))
    return "\n".join(line for line in [*lines, sitting.notice] if line)


def _line(sitting: Sitting, part: Part) -> str:
    texts: dict[str, Any] = {}
    for shown in texts_of(sitting.item).values():
        texts = shown | texts
    named = texts.get(part.id, part.key)
    belongs = ""
    if part.key and part.state == "wrong":
        place = f"place {part.key}" if sitting.item.type == "order" else _place(sitting, part)
        belongs = f" It belongs to: {place}."
    several = sitting.item.type == "multiple" and part.state == "missed"
    state = _MISSED_ONE_OF_SEVERAL if several else _STATE[part.state]
    return f"- {named}: {state}.{belongs} {part.text}" if named else f"- {part.text}"


def _place(sitting: Sitting, part: Part) -> str:
    return list(texts_of(sitting.item).values())[1][part.key]


def spoken_text(sitting: Sitting) -> str:
    """Return what a screen reader says when an answer was taken: the gist, not every part."""
    result = sitting.result
    if result is None:
        return "Asked again."
    if sitting.item.type == "survey":
        said = ["Saved."]
    elif not sitting.open:
        said = ["Noted."]
    else:
        few = result.parts if len(result.parts) <= 2 else ()
        said = [result.summary, *(part.text for part in few if part.state != "missed")]
        said += [] if few else ["The feedback stands beside each entry."]
        said.append(calibration(result, sitting.confidence))
    return " ".join(text for text in [*said, sitting.notice] if text)
